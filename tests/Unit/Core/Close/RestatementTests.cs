using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Runs;
using Xunit;

namespace CostGuard.Unit.Core.Close;

/// <summary>October is closed on day 41 with 100.00, restated to 112.50 on day 50, and again to 115.50 on day 80. November is closed on day 70 and charges 12.50.</summary>
public sealed class RestatementTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10"), November = October.Next, December = November.Next;
    private static readonly Load First = Bill("a", 40, 100m), Second = Bill("b", 50, 112.50m), Third = Bill("c", 80, 115.50m);

    [Fact]
    public void Of_RestatedTwiceChargedOnce_ListsWhatWasChargedAndProposesTheRest()
    {
        Restatement one = Assert.Single(Of([Closed(October, 41, First), NovemberThatCharged(41)], First, Second, Third));

        ChargedRestatement part = Assert.Single(one.Charged);
        Assert.Equal((November, 2, 12.50m, "a", "b"), (part.In, part.Version, part.Amount.ToDecimal(), part.Older!.Value.Value, part.Newer!.Value.Value));
        Assert.Equal((15.50m, 3.00m, December, true), (one.Difference.ToDecimal(), one.Rest.ToDecimal(), one.Proposed, one.IsOpen));
    }

    [Fact]
    public void Of_AllIsCharged_NothingIsProposed()
    {
        Restatement one = Assert.Single(Of([Closed(October, 41, First), NovemberThatCharged(41)], First, Second));

        Assert.Equal((12.50m, 0m, false), (one.Difference.ToDecimal(), one.Rest.ToDecimal(), one.IsOpen));
    }

    /// <summary>The provider takes it back after it was charged: the teams are owed 12.50, though October is what it was closed with.</summary>
    [Fact]
    public void Of_TakenBackAfterItWasCharged_IsProposedAsACredit()
    {
        Restatement one = Assert.Single(Of([Closed(October, 41, First), NovemberThatCharged(41)], First, Second, Bill("c", 80, 100m)));

        Assert.Equal((0m, -12.50m, true), (one.Difference.ToDecimal(), one.Rest.ToDecimal(), one.IsOpen));
    }

    [Fact]
    public void Of_CarrierIsReopened_AllIsProposedInIt()
    {
        Restatement one = Assert.Single(Of([Closed(October, 41, First)], First, Second, Third));

        Assert.Empty(one.Charged);
        Assert.Equal((15.50m, November), (one.Rest.ToDecimal(), one.Proposed));
    }

    /// <summary>Reopened and closed again on day 75 with 112.50: what November charged before is settled by October itself, and only what came in since is a restatement.</summary>
    [Fact]
    public void Of_ClosedAgainWithTheRestatedData_OnlyWhatCameInSinceIsProposed()
    {
        Closing november = NovemberThatCharged(41).Closing;
        Restatement one = Assert.Single(Of([Closed(October, 75, Second), (november, SnapshotOf())], First, Second, Third));

        Assert.Empty(one.Charged);
        Assert.Equal((112.50m, 3.00m, December), (one.AtClose.ToDecimal(), one.Rest.ToDecimal(), one.Proposed));
        Assert.Empty(Of([Closed(October, 75, Second), (november, SnapshotOf())], First, Second));
    }

    /// <summary>December is closed on day 100 and charges the 3.00; then November is reopened, and its 12.50 are to be charged again, before December's in time.</summary>
    [Fact]
    public void Of_CarrierBetweenIsReopened_ItsPartIsProposedAgain()
    {
        Restatement one = Assert.Single(Of([Closed(October, 41, First), Closed(December, 100, null, new ChargedSpan(October, Day(70), Day(100)))], First, Second, Third));

        Assert.Equal((December, 3.00m), (Assert.Single(one.Charged).In, one.Charged[0].Amount.ToDecimal()));
        Assert.Equal((12.50m, November), (one.Rest.ToDecimal(), one.Proposed));
    }

    private static IReadOnlyList<Restatement> Of((Closing, Snapshot)[] closed, params Load[] loads) => Restatement.Of(closed, [.. loads.Select((load, i) => load with { IsCurrent = i == loads.Length - 1 })]);

    private static (Closing Closing, Snapshot) NovemberThatCharged(int since)
    {
        (Closing closing, Snapshot snapshot) = Closed(November, 70, null, new ChargedSpan(October, Day(since), Day(70)));
        return (closing with { Version = 2 }, snapshot);
    }

    private static (Closing Closing, Snapshot Snapshot) Closed(BillingPeriod month, int day, Load? load, params ChargedSpan[] spans) =>
        (new Closing { Period = month, State = ClosingState.Closed, Version = 1, ChangedAt = Day(day), Charges = new ClosingCharges(spans, []) }, load is null ? SnapshotOf() : SnapshotOf(load));

    private static Snapshot SnapshotOf(params Load[] loads) => new(new SnapshotId("s"), loads, "00", null);

    private static Load Bill(string id, int day, decimal billed)
    {
        var costs = new ExactCosts(ExactSum.Of(billed), default, default, default);
        return CollectWindowTests.LoadOf(October) with { Id = new LoadId(id), SealedAt = Day(day), Totals = [new ControlTotal(Currency.Usd, 1, costs, costs, default)] };
    }

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);
}
