using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class ActionStoreTests : IDisposable
{
    private const string Key = "CG-W05|r-1|";
    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task DecideAsync_Accepted_ActionAndDecisionAndAuditTogether()
    {
        var store = new ActionStore(_home.State);
        FindingDecision decision = SomeActions.Decision(Key, DecisionKind.Accepted) with { Saving = new Money(280.32m, Currency.Usd) };

        ActionItem made = (await store.DecideAsync(decision, SomeActions.Of(0, 0.000000000000000001m, ActionState.Open, null, Key), LedgerHome.Stop))!;

        ActionBook book = await store.ReadAsync(LedgerHome.Stop);
        Assert.Equal("A-1", made.Id.ToString());
        Assert.Equal((0.000000000000000001m, "USD"), (book.ActionFor(Key)!.Expected!.Value.Amount, book.ActionFor(Key)!.Expected!.Value.Currency.Code));
        Assert.Equal((made.Id, 280.32m), (book.DecisionOn(Key)!.Action, book.DecisionOn(Key)!.Saving!.Value.Amount));
        Assert.Equal("accepted, A-1, 280.32 USD a month", Assert.Single(await store.HistoryAsync(Key, LedgerHome.Stop)).After);
        Assert.Equal("action add", Assert.Single(await store.HistoryAsync("A-1", LedgerHome.Stop)).Action);
    }

    [Fact]
    public async Task DecideAsync_Twice_TheNewestCountsAndTheOlderIsHistory()
    {
        var store = new ActionStore(_home.State);
        await store.DecideAsync(SomeActions.Decision(Key, DecisionKind.Snoozed, new DateOnly(2026, 12, 1)), null, LedgerHome.Stop);
        await store.DecideAsync(SomeActions.Decision(Key, DecisionKind.Rejected, new DateOnly(2027, 1, 31), "kept for the audit"), null, LedgerHome.Stop);

        ActionBook book = await store.ReadAsync(LedgerHome.Stop);
        Assert.Equal((DecisionKind.Rejected, "kept for the audit", new DateOnly(2027, 1, 31)), (book.DecisionOn(Key)!.Kind, book.DecisionOn(Key)!.Reason, book.DecisionOn(Key)!.Until));
        Assert.Equal(2, book.Decisions.Count);
        Assert.Equal(("snoozed until 2026-12-01", "rejected until 2027-01-31: kept for the audit"), ((await store.HistoryAsync(Key, LedgerHome.Stop))[1].Before, (await store.HistoryAsync(Key, LedgerHome.Stop))[1].After));
    }

    [Fact]
    public async Task DecideAsync_CrashAtEachStep_LeavesNothing()
    {
        foreach (string at in (string[])["write", "commit"])
        {
            var dying = new ActionStore(_home.State, step => { if (step == at) throw new InvalidOperationException("The process died."); });
            await Assert.ThrowsAsync<InvalidOperationException>(() => dying.DecideAsync(SomeActions.Decision(Key, DecisionKind.Accepted), SomeActions.Of(0), LedgerHome.Stop));
        }

        ActionBook book = await new ActionStore(_home.State).ReadAsync(LedgerHome.Stop);
        Assert.Empty(book.Decisions);
        Assert.Empty(book.Actions);
        Assert.Empty(await new ActionStore(_home.State).HistoryAsync("A-1", LedgerHome.Stop));
    }

    [Fact]
    public async Task SaveAsync_TwoWriters_TheSecondIsRefusedAndProofSurvives()
    {
        var store = new ActionStore(_home.State);
        ActionItem made = await store.AddAsync(SomeActions.Of(0), LedgerHome.Stop);
        ActionItem done = ActionMachine.Finish(made, new DateOnly(2026, 11, 14), SomeActions.Today, [], ["r-2"]) with { Proof = SomeActions.Proof(SavingState.Partial, 61.5m) with { Low = 40m, High = 80.25m, ReturnedOn = new DateOnly(2026, 12, 1) } };

        Assert.True(await store.SaveAsync(done, Entry(), LedgerHome.Stop));
        Assert.False(await store.SaveAsync(ActionMachine.Start(made, null), Entry(), LedgerHome.Stop));

        ActionItem kept = Assert.Single((await store.ReadAsync(LedgerHome.Stop)).Actions);
        Assert.Equal(done.Proof, kept.Proof);
        Assert.Equal((ActionState.Done, new DateOnly(2026, 11, 14), "r-2"), (kept.State, kept.DoneOn, Assert.Single(kept.Replacements)));
        Assert.Equal(2, (await store.HistoryAsync("A-1", LedgerHome.Stop)).Count);
    }

    private static AuditEntry Entry() => new(SomeActions.Now, "li@acme.test", "action done", "A-1", "open", "done");
}
