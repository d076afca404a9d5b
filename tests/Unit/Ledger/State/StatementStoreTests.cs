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

        // A row without its list, as earlier versions wrote it, has the one dispute.
        IssuedStatement kept = Assert.Single(await store.ListAsync(null, LedgerHome.Stop));
        Assert.Equal(new LineDispute(4, "not ours", "lead@acme.test", Now), Assert.Single(kept.Disputes));
        Assert.Equal(disputed with { Revision = 1, Disputes = kept.Disputes }, kept);
        Assert.Equal(["statement dispute", "statement issue"], (await new CloseStore(_home.State).AuditAsync(Payments.Number, 10, LedgerHome.Stop)).Select(each => each.Action));
    }

    /// <summary>A dispute of another line, or by somebody else, takes none away; only one's own words of a line are replaced.</summary>
    [Fact]
    public async Task SaveAsync_SeveralDisputes_AreAllKept()
    {
        var store = new StatementStore(_home.State);
        await store.AddAsync([Payments], "cfo@acme.test", LedgerHome.Stop);
        foreach ((int line, string reason, string by) in ((int, string, string)[])[(2, "not ours", "lead@acme.test"), (1, "too much", "bo@acme.test"), (2, "twice", "ana@acme.test"), (2, "never ours", "Lead@acme.test")])
        {
            IssuedStatement read = Assert.Single(await store.ListAsync(null, LedgerHome.Stop));
            Assert.True(await store.SaveAsync(read.WithDispute(new LineDispute(line, reason, by, Now)), new AuditEntry(Now, by, "statement dispute", Payments.Number, null, "x"), LedgerHome.Stop));
        }

        IssuedStatement kept = Assert.Single(await store.ListAsync(null, LedgerHome.Stop));
        Assert.Equal([(1, "too much"), (2, "twice"), (2, "never ours")], kept.Disputes.Select(each => (each.Line, each.Reason)));
        Assert.Equal(StatementStanding.Disputed, kept.Standing(Now, silenceAccepts: true));
    }
}
