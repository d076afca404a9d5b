using CostGuard.Core.Close;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class CloseStoreTests : IDisposable
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly DateTimeOffset Now = new(2026, 11, 4, 8, 0, 0, TimeSpan.Zero);

    private static readonly Invoice Bill = new()
    {
        Number = "A-1",
        Currency = Currency.Usd,
        Period = October,
        Date = new DateOnly(2026, 11, 3),
        Net = 118_402.77m,
        Tax = 0.10m,
        Parts = new Dictionary<ExplainedReason, decimal> { [ExplainedReason.PriorPeriod] = -1.50m },
        By = "fin@acme.test",
        At = Now,
    };

    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task AddAsync_Again_LeavesEqualInvoicesAndRefusesOthers()
    {
        var store = new CloseStore(_home.State);

        Assert.Equal(1, await store.AddAsync([Bill], LedgerHome.Stop));
        Assert.Equal(0, await store.AddAsync([Bill with { By = "other@acme.test" }], LedgerHome.Stop));
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => store.AddAsync([Bill with { Number = "A-2" }, Bill with { Net = 1m }], LedgerHome.Stop));

        Assert.Equal(("CG2702", 9), (refused.Problem.Code, refused.ExitCode));
        Invoice kept = Assert.Single((await store.ReadAsync(LedgerHome.Stop)).Invoices);
        Assert.True(kept.SaysTheSame(Bill));
        Assert.Equal("fin@acme.test", kept.By);
    }

    /// <summary>An invoice that changes after a close has read the invoices, and before it is written: the close does not go through.</summary>
    [Fact]
    public async Task SaveAsync_InvoiceChangedInBetween_IsRefused()
    {
        var store = new CloseStore(_home.State);
        await store.AddAsync([Bill], LedgerHome.Stop);
        Assert.True(await store.SaveAsync(Month(ClosingState.Reconciled), Entry(), [], LedgerHome.Stop));
        Closing read = Assert.Single((await store.ReadAsync(LedgerHome.Stop)).Closings);

        Assert.True(await store.RemoveAsync("A-1", Currency.Usd, "fin@acme.test", Now, LedgerHome.Stop));

        Assert.False(await store.SaveAsync(read with { State = ClosingState.Closed }, Entry(), [], LedgerHome.Stop));
        Closing now = Assert.Single((await store.ReadAsync(LedgerHome.Stop)).Closings);
        Assert.True(await store.SaveAsync(now with { State = ClosingState.Closed }, Entry(), [], LedgerHome.Stop));
    }

    [Fact]
    public async Task SaveAsync_CrashAtEachStep_LeavesTheMonthAsItWasAndTellsNobody()
    {
        foreach (string at in (string[])["write", "commit"])
        {
            var dying = new CloseStore(_home.State, step => { if (step == at) throw new InvalidOperationException("The process died."); });
            await Assert.ThrowsAsync<InvalidOperationException>(() => dying.SaveAsync(Month(ClosingState.Reconciled), Entry(), [Told("a")], LedgerHome.Stop));
        }

        var store = new CloseStore(_home.State);
        var outbox = new Outbox(_home.State);
        Assert.Empty((await store.ReadAsync(LedgerHome.Stop)).Closings);
        Assert.Empty(await store.AuditAsync(null, 10, LedgerHome.Stop));
        Assert.Empty(await outbox.ListAsync(10, LedgerHome.Stop));
    }

    /// <summary>A process that dies as soon as the month is reconciled, or reopened: what is to be told of it waits for the next one. Told before is not told again.</summary>
    [Theory]
    [InlineData(ClosingState.Reconciled)]
    [InlineData(ClosingState.Reopened)]
    public async Task SaveAsync_DiesAfterwards_WhatIsToldIsQueuedOnce(ClosingState state)
    {
        var outbox = new Outbox(_home.State);
        await outbox.EnqueueAsync(Told("a"), LedgerHome.Stop);

        Assert.True(await new CloseStore(_home.State).SaveAsync(Month(state), Entry(), [Told("a"), Told("b")], LedgerHome.Stop));

        Assert.Equal(["a", "b"], [(await outbox.TakeAsync(Now, LedgerHome.Stop))!.Key, (await outbox.TakeAsync(Now, LedgerHome.Stop))!.Key]);
        Assert.Null(await outbox.TakeAsync(Now, LedgerHome.Stop));
    }

    [Fact]
    public async Task SaveAsync_TwoWriters_TheSecondIsRefused()
    {
        var store = new CloseStore(_home.State);

        Assert.True(await store.SaveAsync(Month(ClosingState.Reconciled), Entry(), [], LedgerHome.Stop));
        Assert.False(await store.SaveAsync(Month(ClosingState.Reconciled), Entry(), [Told("a")], LedgerHome.Stop));
        Assert.Empty(await new Outbox(_home.State).ListAsync(10, LedgerHome.Stop));
        Assert.Single(await store.AuditAsync("2026-10", 10, LedgerHome.Stop));
    }

    [Fact]
    public async Task AddAsync_ClosedMonth_IsRefused()
    {
        var store = new CloseStore(_home.State);
        await store.SaveAsync(Month(ClosingState.Closed), Entry(), [], LedgerHome.Stop);

        Assert.Equal("CG2706", (await Assert.ThrowsAsync<CostGuardException>(() => store.AddAsync([Bill], LedgerHome.Stop))).Problem.Code);
    }

    /// <summary>What a version posted and was closed with outlives reopening, to the last digit.</summary>
    [Fact]
    public async Task SaveAsync_ReopenedMonth_KeepsWhatItPostedAndWasClosedWith()
    {
        var store = new CloseStore(_home.State);
        JournalLine[] lines =
        [
            new(October.LastDay, "CG-2026-10-EUR", "6540", "4402", "web", "AWS", 12.50m, 0m, Currency.Eur, "Cloud cost 2026-10") { Statement = "2026-10-web-1" },
            new(October.LastDay, "CG-2026-10-EUR", "2000", null, null, null, 0m, 12.50m, Currency.Eur, "Cloud cost 2026-10"),
        ];
        // Not closed in the database: that would pin a snapshot, and there is none.
        Closing first = Month(ClosingState.Reconciled) with
        {
            Version = 1,
            Snapshot = new SnapshotId("s1"),
            Evidence = "e1",
            ClosedBy = "cfo@acme.test",
            Rates = [new ExchangeRate(RateKind.Actual, October, Currency.Eur, Currency.Usd, 1.085m, "treasury")],
            Budgets = [new LockedBudget("web", "90", [October.FirstDay])],
            Charges = new ClosingCharges([new ChargedSpan(October.Previous, Now.AddDays(-9), Now)], [new LateCorrection(October.Previous, "web", Currency.Eur, 0.333333333333333333m, 0.1m) { Settles = true }]),
            Posted = [new PostedJournal(1, lines)],
        };
        await store.SaveAsync(first, Entry(), [], LedgerHome.Stop);
        Closing closed = (await store.ReadAsync(LedgerHome.Stop)).Of(October);
        await store.SaveAsync(closed with { State = ClosingState.Reopened, Rates = [], Budgets = [], Charges = null, Earlier = [closed with { Posted = [] }] }, Entry(), [], LedgerHome.Stop);

        Closing kept = (await store.ReadAsync(LedgerHome.Stop)).Of(October), earlier = Assert.Single(kept.Earlier);

        Assert.Equal(lines, Assert.Single(kept.Posted).Lines);
        Assert.Equal((1, new SnapshotId("s1"), "e1", "fin@acme.test", "cfo@acme.test", Now), (earlier.Version, earlier.Snapshot!.Value, earlier.Evidence, earlier.ReconciledBy, earlier.ClosedBy, earlier.ChangedAt));
        Assert.Equal((first.Rates[0], "web", first.Charges!.Spans[0], first.Charges.Corrections[0]), (earlier.Rates[0], earlier.Budgets[0].Budget, earlier.Charges!.Spans[0], earlier.Charges.Corrections[0]));
    }

    private static Closing Month(ClosingState state) => new() { Period = October, State = state, ReconciledBy = "fin@acme.test", ChangedAt = Now };

    private static OutboxMessage Told(string key) => new() { Key = key, MessageId = $"msg_{key}", Kind = "webhook", Subject = key, To = ["webhook:bus"], Mime = [1], Snapshot = new SnapshotId("s"), QueuedAt = Now };

    private static AuditEntry Entry() => new(Now, "fin@acme.test", "period reconcile", "2026-10", "OPEN", "RECONCILED");
}
