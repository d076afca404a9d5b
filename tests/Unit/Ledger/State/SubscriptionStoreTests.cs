using CostGuard.Core.Close;
using CostGuard.Core.Subscriptions;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class SubscriptionStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    private readonly LedgerHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Save_SameChoiceTwice_IsWrittenAndAuditedOnce()
    {
        var store = new SubscriptionStore(_home.State);
        var never = new SubscriptionChoice("Li@acme.test", SubscribedMail.Weekly, SubscriptionChoice.Never, "li@acme.test by link", At);

        Assert.True(await store.SaveAsync(never, Stop));
        Assert.False(await store.SaveAsync(never with { At = At.AddDays(1) }, Stop));
        Assert.True(await store.SaveAsync(never with { Choice = SubscriptionChoice.Monthly, At = At.AddDays(2) }, Stop));

        SubscriptionChoice kept = Assert.Single(await store.ListAsync(Stop));
        Assert.Equal(("li@acme.test", "monthly"), (kept.Address, kept.Choice));
        IReadOnlyList<AuditEntry> audit = await new CloseStore(_home.State).AuditAsync("li@acme.test weekly-team", 10, Stop);
        Assert.Equal([("never", "monthly"), (null, "never")], audit.Select(entry => (entry.Before, entry.After)));
    }

    [Fact]
    public async Task Key_AskedByTwoProcesses_IsOne()
    {
        byte[][] keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new SubscriptionStore(_home.State).KeyAsync(Stop)));
        Assert.Equal(32, keys[0].Length);
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }
}
