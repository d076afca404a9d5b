using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
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

        IReadOnlyList<AccruedCentre> centres = AccruedCentre.Of([Part("web", 60m, 100m, 90m, 115m), Part("mobile", 6m, 10m, 8m, 12m), Part(null, 5m, null, null, null)], teams, null, []);
        ReportTable table = AccrualTable.Build(November, centres, Month(71m, 115m, 104m, 126m), ReportMeta.NoMoney);

        // 60 + 6, 100 + 10 and their ranges; cost of nobody has no forecast of its own and no cost centre.
        Assert.Equal(["4402", "mobile, web", 66m, 44m, 110m, 98m, 127m, 0m, 110m], table.Rows[0]);
        Assert.Equal(["(none)", "unallocated", 5m, 0m, 5m, null, null, 0m, 5m], table.Rows[1]);
        Assert.Equal(["Total", null, 71m, 44m, 115m, 104m, 126m, 0m, 115m], table.Totals[0]);
    }

    // October was restated by 8.00 USD of web and 2.00 EUR of a team without a forecast, at October's rate of 1.10: 8.00 and 2.20 on top of the estimate.
    [Fact]
    public void Build_RestatedClosedMonth_AccruesItBesideTheEstimate()
    {
        CostGuardConfiguration teams = _home.WithTeam("web", "costCentre: \"4402\"").WithTeam("old", "costCentre: \"4499\"").Read();
        BillingPeriod october = November.Previous;
        var rates = new RateBook([new ExchangeRate(RateKind.Actual, october, Currency.Eur, Currency.Usd, 1.10m, "treasury")]);
        LateCorrection[] late = [new(october, "web", Currency.Usd, 8m, 8m), new(october, "old", Currency.Eur, 2m, 2m)];

        IReadOnlyList<AccruedCentre> centres = AccruedCentre.Of([Part("web", 60m, 100m, 90m, 115m)], teams, null, AccruedCentre.Convert(late, rates, Currency.Usd));
        ReportTable table = AccrualTable.Build(November, centres, Month(60m, 100m, 90m, 115m), ReportMeta.NoMoney);

        Assert.Equal(["4402", "web", 60m, 40m, 100m, 90m, 115m, 8m, 108m], table.Rows[0]);
        Assert.Equal(["4499", "old", 0m, 0m, 0m, null, null, 2.20m, 2.20m], table.Rows[1]);
        Assert.Equal(["Total", null, 60m, 40m, 100m, 90m, 115m, 10.20m, 110.20m], table.Totals[0]);
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
