using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AccrualTableTests : IDisposable
{
    private static readonly BillingPeriod November = BillingPeriod.Parse("2026-11");

    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Build_TeamsOfOneCostCentre_AreAddedUpAndTheTotalHasItsOwnRange()
    {
        CostGuardConfiguration teams = _home.WithTeam("web", "costCentre: \"4402\"").WithTeam("mobile", "costCentre: \"4402\"").Read();

        IReadOnlyList<AccruedCentre> centres = AccruedCentre.Of([Part("web", 60m, 100m, 90m, 115m), Part("mobile", 6m, 10m, 8m, 12m), Part(null, 5m, null, null, null)], teams, null);
        ReportTable table = AccrualTable.Build(November, centres, Month(71m, 115m, 104m, 126m), ReportMeta.NoMoney);

        // 60 + 6, 100 + 10 and their ranges; cost of nobody has no forecast of its own and no cost centre.
        Assert.Equal(["4402", "mobile, web", 66m, 44m, 110m, 98m, 127m], table.Rows[0]);
        Assert.Equal(["(none)", "unallocated", 5m, 0m, 5m, null, null], table.Rows[1]);
        Assert.Equal(["Total", null, 71m, 44m, 115m, 104m, 126m], table.Totals[0]);
    }

    private static ScopeForecast Part(string? team, decimal actual, decimal? forecast, decimal? low, decimal? high) => new()
    {
        Scope = team,
        Months = [Month(actual, forecast, low, high)],
        Past = PastAccuracy.Unknown,
        Method = null,
        Confidence = default,
        Days = 60,
    };

    private static MonthForecast Month(decimal actual, decimal? forecast, decimal? low, decimal? high) =>
        new(November, actual, forecast, low is { } from && high is { } to ? new ForecastInterval(from, to, true) : null, null);
}
