using CostGuard.Core.Forecasts.Backtests;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts.Backtests;

public sealed class SyntheticBacktestTests
{
    // Domain D.8: acceptance, and the figures that it publishes for the other methods, which say that the protocol is the same.
    [Fact]
    public void Run_SeedsOneToThree_AreAccepted()
    {
        IReadOnlyList<BacktestScope> scopes = SyntheticBacktest.Run([1, 2, 3], TestContext.Current.CancellationToken);

        BacktestTally own = scopes[0].Tallies[0];
        Assert.InRange(own.WapeOfMonths!.Value, .005, .0140);
        Assert.InRange(own.WapeOfQuarters!.Value, .01, .045);
        Assert.InRange(own.Coverage!.Value, .75, .85);
        Assert.Equal([.1063, .0426, .0612, .0436, .0455, .0485], scopes[0].Tallies.Skip(1).Select(tally => Math.Round(tally.WapeOfMonths!.Value, 4)));
        Assert.Equal(10 * 3 * 10 * 5, own.Forecasts);
        Assert.All(scopes, NeverMuchWorseThanTheBestSingleMethod);
    }

    [Fact]
    public void Checksums_AllProfiles_TieWithThePublishedSums() => Assert.All(SyntheticBacktest.Checksums(), sum => Assert.True(sum.Ties, sum.Profile));

    private static void NeverMuchWorseThanTheBestSingleMethod(BacktestScope scope)
    {
        double best = scope.Tallies.Skip(1).Min(tally => tally.WapeOfMonths!.Value);
        Assert.True(scope.Tallies[0].WapeOfMonths <= 1.02 * best, $"{scope.Scope}: {scope.Tallies[0].WapeOfMonths} against {best}");
    }
}
