using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class OutboxTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 6, 0, 0, TimeSpan.Zero);
    private readonly LedgerHome _home = new();

    [Fact]
    public async Task Enqueue_SameKeyTwice_SecondIsRefused()
    {
        var outbox = new Outbox(_home.State);

        Assert.True(await outbox.EnqueueAsync(Message("a"), LedgerHome.Stop));
        Assert.False(await outbox.EnqueueAsync(Message("a"), LedgerHome.Stop));
    }

    [Fact]
    public async Task Take_ManyTakersAtOnce_EachMessageOnce()
    {
        var outbox = new Outbox(_home.State);
        for (int i = 0; i < 20; i++) await outbox.EnqueueAsync(Message($"m{i:d2}"), LedgerHome.Stop);

        IEnumerable<Task<List<string>>> takers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var own = new Outbox(new StateDbFactory(_home.Home));
            var taken = new List<string>();
            while (await own.TakeAsync(Now, LedgerHome.Stop) is { } message) taken.Add(message.Key);
            return taken;
        }));
        string[] all = [.. (await Task.WhenAll(takers)).SelectMany(taken => taken)];

        Assert.Equal(20, all.Length);
        Assert.Equal(20, all.Distinct().Count());
    }

    [Fact]
    public async Task Take_NotBeforeInFuture_WaitsForIt()
    {
        var outbox = new Outbox(_home.State);
        await outbox.EnqueueAsync(Message("a"), LedgerHome.Stop);
        await outbox.TakeAsync(Now, LedgerHome.Stop);
        await outbox.SettleAsync("a", DeliveryState.Queued, "451", Now.AddMinutes(5), Now, LedgerHome.Stop);

        Assert.Null(await outbox.TakeAsync(Now.AddMinutes(4), LedgerHome.Stop));
        OutboxMessage? again = await outbox.TakeAsync(Now.AddMinutes(5), LedgerHome.Stop);
        Assert.Equal(2, again!.Attempts);
        Assert.Equal([1, 2, 3], again.Mime);
    }

    [Fact]
    public async Task Recover_SendingOfDeadProcess_BecomesUncertainAndIsNotTakenAgain()
    {
        var outbox = new Outbox(_home.State);
        await outbox.EnqueueAsync(Message("a"), LedgerHome.Stop);
        await outbox.TakeAsync(Now, LedgerHome.Stop);
        Assert.True(await outbox.HandOverAsync("a", Now, LedgerHome.Stop));

        Assert.Equal(1, await outbox.RecoverAsync(Now.AddMinutes(1), Now.AddMinutes(10), LedgerHome.Stop));
        Assert.Null(await outbox.TakeAsync(Now.AddMinutes(10), LedgerHome.Stop));
        Assert.Equal(DeliveryState.Uncertain, (await outbox.FindAsync("a", LedgerHome.Stop))!.State);
        Assert.Empty((await outbox.ListAsync(10, LedgerHome.Stop))[0].Mime);
    }

    [Theory]
    [InlineData("weekly-team", false, DeliveryState.Queued)]
    [InlineData("weekly-team", true, DeliveryState.Uncertain)]
    [InlineData("webhook", true, DeliveryState.Queued)]
    public async Task Recover_OwnerDied_IsKnownAtOnceAndOnlyWhatWasHandedOverIsUncertain(string kind, bool handedOver, DeliveryState expected)
    {
        var outbox = new Outbox(_home.State);
        var factory = new StateDbFactory(_home.Home);
        var other = new Outbox(factory);
        await outbox.EnqueueAsync(Message("a") with { Kind = kind }, LedgerHome.Stop);
        await other.TakeAsync(Now, LedgerHome.Stop);
        if (handedOver) Assert.True(await other.HandOverAsync("a", Now, LedgerHome.Stop));

        // While its process lives it is left alone, and nobody else may hand it over.
        Assert.Equal(0, await outbox.RecoverAsync(Now.AddMinutes(-5), Now, LedgerHome.Stop));
        Assert.False(await outbox.HandOverAsync("a", Now, LedgerHome.Stop));

        factory.Dispose();
        Assert.Equal(1, await outbox.RecoverAsync(Now.AddMinutes(-5), Now, LedgerHome.Stop));
        Assert.Equal(expected, (await outbox.FindAsync("a", LedgerHome.Stop))!.State);
        Assert.False(await other.HandOverAsync("a", Now, LedgerHome.Stop));
    }

    public void Dispose() => _home.Dispose();

    private static OutboxMessage Message(string key) => new()
    {
        Key = key,
        MessageId = $"{key}@example.com",
        Kind = "weekly-team",
        Subject = "Costs",
        To = ["finance@example.com"],
        Mime = [1, 2, 3],
        Snapshot = new SnapshotId("0123456789ab"),
        QueuedAt = Now,
    };
}
