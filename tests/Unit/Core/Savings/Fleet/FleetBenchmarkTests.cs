using CostGuard.Core.Savings.Fleet;
using Xunit;

namespace CostGuard.Unit.Core.Savings.Fleet;

/// <summary>The rules on made fleets of which the truth is known: right, safe, and no worse than the thresholds that clouds publish.</summary>
public sealed class FleetBenchmarkTests
{
    private static readonly DateOnly Last = new(2026, 11, 14);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(12)]
    public void Run_32Days_NothingInUseGoesAndAllIsFound(int seed)
    {
        FleetResult result = FleetBenchmark.Run([seed], Last, 32, TestContext.Current.CancellationToken);

        Assert.Empty(result.Lost);
        Assert.Empty(result.Cash);
        Assert.Empty(result.Misses);
        Assert.True(result.IsSafe);
    }

    [Fact]
    public void Run_14Days_OnlyMonthEndBatchesAreMistaken()
    {
        FleetResult result = FleetBenchmark.Run([1, 2], Last, 14, TestContext.Current.CancellationToken);

        Assert.Equal(8, result.Lost.Count);
        Assert.All(result.Lost, lost => Assert.StartsWith("month-end batch", lost, StringComparison.Ordinal));
        // Growth of logs over 30 days cannot be seen in 14.
        Assert.Equal(["logs kept for ever, growing: CG-W16 is missed (4)", "month-end batch: CG-W05 is wrong (8)"], result.Misses);
    }

    [Fact]
    public void Run_PublishedThresholds_NameWhatIsInUse()
    {
        FleetResult result = FleetBenchmark.Run([1], Last, 32, TestContext.Current.CancellationToken);

        FleetScore idle = Assert.Single(result.Scores, score => score.Rule == "CG-W05");
        Assert.Equal(new FleetCount(16, 0, 0), idle.Own);
        Assert.Equal((16, 0), (idle.TrustedAdvisor!.Value.Right, idle.TrustedAdvisor.Value.Missed));
        Assert.True(idle.TrustedAdvisor.Value.Precision < .5m && idle.AzureAdvisor!.Value.Precision < .5m);
        Assert.True(result.LostByTrustedAdvisor > 0 && result.LostByAzureAdvisor > 0);
    }

    [Fact]
    public void Of_AnySeed_300ResourcesWithEveryRole()
    {
        var fleet = PlantedFleet.Of(7, Last, 32);

        Assert.Equal(300, fleet.Resources.Count);
        Assert.Equal(300, fleet.Resources.Select(each => each.Resource.Id).Distinct().Count());
        foreach (string role in new[] { "idle machine", "oversized", "burstable, near its baseline", "member of a scaled group", "young", "oversized, under a commitment", "orphaned disk", "healthy" })
            Assert.Contains(fleet.Resources, each => each.Role == role);
    }

    [Theory]
    [InlineData(3, 1, 0, .75, 1)]
    [InlineData(1, 0, 3, 1, .25)]
    public void FleetCount_Shares(int right, int wrong, int missed, double precision, double recall)
    {
        var count = new FleetCount(right, wrong, missed);

        Assert.Equal(((decimal)precision, (decimal)recall), (count.Precision, count.Recall));
        Assert.Null(default(FleetCount).Precision);
        Assert.Null(default(FleetCount).Recall);
    }
}
