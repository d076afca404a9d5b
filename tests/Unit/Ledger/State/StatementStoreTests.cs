using CostGuard.Core.Close;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class StatementStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 4, 8, 0, 0, TimeSpan.Zero);

    private static readonly IssuedStatement Payments = new()
    {
        Number = "2026-10-payments-1",
        Period = BillingPeriod.Parse("2026-10"),
        Team = "payments",
        Version = 1,
        IssuedAt = Now,
        DisputeUntil = new DateOnly(2026, 11, 14),
        Content = "{}",
        Lines = 7,
    };

    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task AddAsync_Again_LeavesWhatWasHandedOut()
    {
        var store = new StatementStore(_home.State);

        Assert.Equal(1, await store.AddAsync([Payments], "cfo@acme.test", LedgerHome.Stop));
        Assert.Equal(1, await store.AddAsync([Payments with { Content = "other" }, Payments with { Number = "2026-10-web-1", Team = "web" }], "cfo@acme.test", LedgerHome.Stop));

        Assert.Equal(["payments", "web"], (await store.ListAsync(Payments.Period, LedgerHome.Stop)).Select(each => each.Team));
        Assert.Equal(Payments, (await store.ListAsync(null, LedgerHome.Stop))[0]);
        Assert.Empty(await store.ListAsync(Payments.Period.Next, LedgerHome.Stop));
    }

    [Fact]
    public async Task SaveAsync_Answer_IsKeptOnceWithItsAudit()
    {
        var store = new StatementStore(_home.State);
        await store.AddAsync([Payments], "cfo@acme.test", LedgerHome.Stop);
        IssuedStatement disputed = Payments with { Answer = StatementAnswer.Disputed, By = "lead@acme.test", AnsweredAt = Now, Reason = "not ours", Line = 4 };
        var entry = new AuditEntry(Now, "lead@acme.test", "statement dispute", Payments.Number, null, "line 4");

        Assert.True(await store.SaveAsync(disputed, entry, LedgerHome.Stop));
        // Who read it before the first answer must not overwrite it.
        Assert.False(await store.SaveAsync(Payments with { Answer = StatementAnswer.Accepted }, entry, LedgerHome.Stop));

        Assert.Equal(disputed with { Revision = 1 }, Assert.Single(await store.ListAsync(null, LedgerHome.Stop)));
        Assert.Equal(["statement dispute", "statement issue"], (await new CloseStore(_home.State).AuditAsync(Payments.Number, 10, LedgerHome.Stop)).Select(each => each.Action));
    }
}
