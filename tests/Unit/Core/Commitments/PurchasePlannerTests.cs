using CostGuard.Core.Commitments;
using Xunit;
using static CostGuard.Unit.Core.Commitments.SomeCharges;

namespace CostGuard.Unit.Core.Commitments;

public sealed class PurchasePlannerTests
{
    private static readonly DateOnly Today = new(2026, 11, 15);
    private static readonly decimal[] Day = [4, 4, 4, 4, 4, 5, 6, 8, 11, 13, 14, 14, 15, 14, 14, 13, 12, 11, 9, 8, 7, 6, 5, 5];
    private static readonly DiscountedUsage[] Mix = [new(1m, .28m)];

    // Example G-3 for 60 days: 3.60 an hour saves 869.92 a month.
    [Fact]
    public void Propose_ExampleG3_BuysInFourSteps()
    {
        PurchaseProposal proposal = Propose(Hours(60, _ => 1m), PurchaseRisk.Aggressive);

        Assert.Equal((3.60m, .28m, 869.92m), (proposal.Commitment, proposal.Discount, Math.Round(proposal.SavingPerMonth, 2)));
        Assert.Equal([.9m, .9m, .9m, .9m], proposal.Ladder.Select(step => step.OneYear));
        Assert.Equal([new(2026, 11, 15), new(2027, 2, 15), new(2027, 5, 15), new(2027, 8, 15)], proposal.Ladder.Select(step => step.Buy));
        // 30 % less: 5 of the 24 hours fall to 2.8 and so on; Σ min(0.7u, 5) = 102.8, and 102.8/24 − 3.60 = 0.683333.
        Assert.Equal(498.83m, Math.Round(proposal.SavingIfUsageFalls, 2));
        Assert.Null(proposal.Reason);
    }

    [Theory]
    [InlineData(PurchaseRisk.Conservative, 2.88)]
    [InlineData(PurchaseRisk.Balanced, 3.24)]
    public void Propose_LessRisk_BuysLess(PurchaseRisk risk, double commitment) => Assert.Equal((decimal)commitment, Propose(Hours(60, _ => 1m), risk).Commitment);

    // The last week has half of the usage: half is bought, and less if it goes on falling.
    [Fact]
    public void Propose_LastWeekIsLower_TakesTheSmallestLookBack() =>
        Assert.InRange(Propose(Hours(60, day => day >= 53 ? .5m : 1m), PurchaseRisk.Aggressive).Commitment, .5m, 1.80m);

    // Flat usage would be covered wholly: 85 % is the most, what is covered already counted.
    [Fact]
    public void Propose_FlatUsage_CoversAtMost85Percent()
    {
        UncoveredUsage flat = new(Today.AddDays(-60), [.. Enumerable.Repeat(10m, 60 * 24)], true, 10m);
        PurchaseProposal proposal = Propose(flat, PurchaseRisk.Aggressive);

        Assert.Equal((.50m, .85m), proposal.Coverage);
        Assert.Equal(7m * .72m, proposal.Commitment);
    }

    [Fact]
    public void Propose_DaysOnly_TakesWhatNineDaysInTenHad()
    {
        UncoveredUsage days = new(Today.AddDays(-60), [.. Enumerable.Range(0, 60).Select(day => day % 7 > 4 ? 2m : 10m)], false, 0m);

        Assert.Equal(2m * .72m, Propose(days, PurchaseRisk.Aggressive).Commitment);
    }

    [Fact]
    public void Propose_TooLittle_SaysWhy()
    {
        Assert.Equal("CG1464", Propose(Hours(6, _ => 1m), PurchaseRisk.Balanced).Reason?.Code);
        Assert.Equal("CG1466", Propose(Hours(60, _ => .001m), PurchaseRisk.Balanced).Reason?.Code);
        Assert.Equal("CG1465", new PurchasePlanner(PurchaseRisk.Balanced, Today).Propose(Scope, Hours(60, _ => 1m), []).Reason?.Code);
    }

    [Fact]
    public void Ladder_Of12_IsFourTimesThree()
    {
        IReadOnlyList<Tranche> ladder = Ladders.Of(12m, 100m, Today);

        Assert.All(ladder, step => Assert.Equal(3m, step.OneYear + step.ThreeYears));
        Assert.Equal(3.6m, ladder.Sum(step => step.ThreeYears));
        Assert.Equal(0m, Ladders.Of(12m, 0m, Today).Sum(step => step.ThreeYears));
    }

    [Fact]
    public void UsageHistory_HoursOfTwoDays_SpotAndCoveredAreOut()
    {
        CommitmentCharge[] charges = [OnDemand(0, 2m), OnDemand(0, 1m), OnDemand(47, 5m), OnDemand(3, 9m) with { PricingCategory = "Dynamic" }, Used(1, 48m, 36m)];
        UncoveredUsage usage = UsageHistory.Of(charges, CommitmentReport.Eligible(charges), leaving: 1m)!;

        Assert.True(usage.IsHourly);
        Assert.Equal((2, 2m, 4m, 0m, 1m), (usage.Days, usage.PerHour[0], usage.PerHour[47], usage.PerHour[3], usage.CoveredPerHour));
    }

    [Fact]
    public void UsageHistory_DaysAndMonths_AreNotHours()
    {
        CommitmentCharge[] days = [OnDemand(0, 24m, 24), Used(1, 1m, 1m)];
        Assert.Equal(1m, UsageHistory.Of(days, CommitmentReport.Eligible(days))!.PerHour[0]);
        Assert.False(UsageHistory.Of(days, CommitmentReport.Eligible(days))!.IsHourly);
        Assert.Null(UsageHistory.Of([OnDemand(0, 24m, 720), Used(1, 1m, 1m)], CommitmentReport.Eligible(days)));
    }

    [Fact]
    public void UsageHistory_Mix_IsMeasuredBySku()
    {
        CommitmentCharge[] charges = [Used(0, 100m, 60m), Used(0, 100m, 80m), OnDemand(0, 7m), OnDemand(0, 9m)];
        IReadOnlyList<DiscountedUsage> mix = UsageHistory.Mix([("a", charges[0]), ("b", charges[1]), ("a", charges[2]), ("new", charges[3])], CommitmentReport.Eligible(charges));

        Assert.Equal([new DiscountedUsage(7m, .40m), new DiscountedUsage(9m, .30m)], mix);
    }

    private static PurchaseProposal Propose(UncoveredUsage usage, PurchaseRisk risk) => new PurchasePlanner(risk, Today).Propose(Scope, usage, Mix);

    private static UncoveredUsage Hours(int days, Func<int, decimal> factor) =>
        new(Today.AddDays(-days), [.. Enumerable.Range(0, days).SelectMany(day => Day.Select(hour => hour * factor(day)))], true, 0m);
}
