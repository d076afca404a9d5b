using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Actions;

/// <summary>A machine of 24 hours a day at 1.00, next to an equal one that nobody touches; from day 100 on it runs 12 hours: 12 a day are saved, 365.25 a month.</summary>
public sealed class ActionProverTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Done = First.AddDays(100);

    [Fact]
    public async Task Prove_Done_KeepsWhatTheBillSaysWithTheAction()
    {
        var store = new MemoryActions(Action(1, 400m, "vm-1"));

        ProvedAction proved = await ProveAsync(store, 130, 1);

        Assert.Equal((SavingState.Verified, 365.25m), (proved.Action.Proof!.State, decimal.Round(proved.Action.Proof.PerMonth!.Value, 2)));
        Assert.Equal(proved.Action.Proof, store.Actions[0].Proof);
        Assert.Equal("recommend verify", Assert.Single(store.Audit).Action);
        // The same data says the same: no second line.
        await ProveAsync(store, 130, 1);
        Assert.Single(store.Audit);
    }

    [Fact]
    public async Task Prove_TooEarly_IsPending()
    {
        ProvedAction proved = await ProveAsync(new MemoryActions(Action(1, 400m, "vm-1")), 114, 1);
        Assert.Equal((SavingState.Pending, null), (proved.Action.Proof!.State, proved.Action.Proof.PerMonth));
    }

    [Fact]
    public async Task Prove_TwoActionsOnOneResource_ShareByWhatTheyPromised()
    {
        var store = new MemoryActions(Action(1, 300m, "vm-1"), Action(2, 100m, "vm-1"));

        ProvedAction first = await ProveAsync(store, 130, 1), second = await ProveAsync(store, 130, 2);

        // 365.25 by 3 to 1, to the cent: 273.94 and 91.31 (273.9375 and 91.3125).
        Assert.Equal((273.94m, 91.31m), (first.Action.Proof!.PerMonth, second.Action.Proof!.PerMonth));
        Assert.Equal(first.Action.Proof.State, second.Action.Proof.State);
    }

    [Fact]
    public async Task ProveAll_UnknownResource_IsAProblemOfItsActionOnly()
    {
        var store = new MemoryActions(Action(1, 400m, "vm-9"), Action(2, 400m, "vm-1"), Action(3, 400m, "vm-1") with { State = ActionState.Open, DoneOn = null });

        IReadOnlyList<ProvedAction> proved = await Prover(store).ProveAllAsync(Snapshot(130), "li", SomeActions.Now, TestContext.Current.CancellationToken);

        Assert.Equal(["A-1", "A-2"], proved.Select(each => each.Action.Id.ToString()));
        Assert.Equal("CG1471", proved[0].Problem!.Code);
        Assert.Equal(SavingState.Verified, proved[1].Action.Proof!.State);
    }

    /// <summary>Done on day 100: two weeks are complete with day 115, and after that each week tells something.</summary>
    [Fact]
    public async Task ProveNews_OnlyWhenTheDataCanTellMore()
    {
        var store = new MemoryActions(Action(1, 400m, "vm-1"));
        var asked = new List<int>();
        foreach (int day in Enumerable.Range(110, 20))
        {
            if ((await Prover(store).ProveNewsAsync(Snapshot(day), "costguard", SomeActions.Now, TestContext.Current.CancellationToken)).Count > 0) asked.Add(day);
        }

        Assert.Equal([115, 122, 129], asked);
    }

    [Fact]
    public async Task Prove_NotDone_IsRefused()
    {
        var store = new MemoryActions(Action(1, 400m, "vm-1") with { State = ActionState.Open, DoneOn = null });
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => ProveAsync(store, 130, 1));
        Assert.Equal(("CG2814", 9), (refused.Problem.Code, refused.ExitCode));
    }

    private static ActionItem Action(long number, decimal promised, string resource) => SomeActions.Of(number, promised, ActionState.Done, Done) with { Resources = [resource] };

    private static ActionProver Prover(MemoryActions store) => new(new VerificationService(new TwoMachines()), store);

    private static Snapshot Snapshot(int days) => new(new SnapshotId("0123456789ab"), [], "hash", First.AddDays(days));

    private static async Task<ProvedAction> ProveAsync(MemoryActions store, int days, long number)
    {
        ActionBook book = await store.ReadAsync(TestContext.Current.CancellationToken);
        return await Prover(store).ProveAsync(Snapshot(days), book, book.Find(new ActionId(number))!, "li@acme.test", SomeActions.Now, TestContext.Current.CancellationToken);
    }

    private sealed class TwoMachines : IQuantityQueries
    {
        public Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            IReadOnlyList<string?>? only = query.Filters.FirstOrDefault(filter => filter.Dimension.Name == "resourceId")?.Values;
            int last = Math.Min(snapshot.DataThrough!.Value.DayNumber, query.Days.End.DayNumber - 1) - First.DayNumber;
            IEnumerable<QuantityRow> rows = from day in Enumerable.Range(0, last + 1)
                                            from machine in new[] { "vm-1", "vm-2" }
                                            where only is null || only.Contains(machine)
                                            select Row(query, day, machine == "vm-1" && day >= 100 ? 12m : 24m);
            return Task.FromResult<IReadOnlyList<QuantityRow>>([.. rows]);
        }

        private static QuantityRow Row(CostQuery query, int day, decimal hours)
        {
            string?[] keys = [.. query.By.Select(dimension => dimension.Name switch
            {
                "day" => First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "skuId" => "vm",
                "pricingUnit" => "Hours",
                _ => "Compute",
            })];
            return new QuantityRow(new CostRow(keys, Currency.Usd, new Costs(0m, 0m, 0m, hours), 1), hours, hours);
        }
    }

    private sealed class MemoryActions(params ActionItem[] actions) : IActionStore
    {
        public ActionItem[] Actions { get; } = actions;

        public List<AuditEntry> Audit { get; } = [];

        public Task<ActionBook> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new ActionBook([], [.. Actions]));

        public Task<ActionItem?> DecideAsync(FindingDecision decision, ActionItem? action, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ActionItem> AddAsync(ActionItem action, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SaveAsync(ActionItem action, AuditEntry entry, CancellationToken cancellationToken)
        {
            Actions[Array.FindIndex(Actions, each => each.Id == action.Id)] = action with { Revision = action.Revision + 1 };
            Audit.Add(entry);
            return Task.FromResult(true);
        }

        public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string subject, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
