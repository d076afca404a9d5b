using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class ForecastTableTests
{
    private static readonly BillingPeriod November = BillingPeriod.Parse("2026-11");

    [Fact]
    public void Build_TwoTeams_SaysWhatItSays()
    {
        ScopeForecast total = Forecast("x", 23610m, 52135.71m, new ForecastInterval(49100m, 54250m, true), new ForecastInterval(47000m, 57000m, false));
        ReportTable table = Build([Forecast("payments", 23610m, 52135.71m, null, null)], total);

        Assert.Equal("2026-11 is expected to cost 52.1k USD, 80 % between 49.1k USD and 54.2k USD", table.Title);
        Assert.Equal(["payments"], table.Column("scope"));
        Assert.Equal(new object?[] { 23610m, 52135.71m, "80 %" }, new[] { table.Total("actual"), table.Total("forecast"), table.Total("claimed") });
        Assert.Equal([.021m], table.Column("errorDay10"));
    }

    [Fact]
    public void Build_TooFewDays_SaysSoWithoutANumber()
    {
        ReportTable table = Build([], Forecast("x", 10m, null, null, null) with { Confidence = ForecastConfidence.None, Days = 1, Past = PastAccuracy.Unknown, Method = null });

        Assert.Equal("Not enough data for a forecast: 1 complete days, 7 needed", table.Title);
        Assert.Null(table.Total("forecast"));
        Assert.Null(table.Total("errorDay10"));
    }

    [Fact]
    public void ShortColumns_AllOfThem_AreColumns()
    {
        ReportTable table = Build([], Forecast("x", 1m, 2m, null, null));

        Assert.Empty(table.ShortColumns!.Except(table.Columns.Select(column => column.Key)));
    }

    // 10.004 and 10.004 and 0.004 of nobody are 20.012, so 20.01: rounded one by one they are 20.00, and the cent that is left is nobody's.
    // In December 5.006 and 5.006 are 10.012, so 10.01: the first of two equal fractions keeps its cent.
    [Fact]
    public void Foots_Months_EachAddsUpToItsOwnTotal()
    {
        ScopeForecast Of(string scope, decimal now, decimal next) => Forecast(scope, now, null, null, null) with { Months = [new MonthForecast(November, now, null, null, null), new MonthForecast(November.Next, next, null, null, null)] };
        ReportTable table = CostGuard.Report.Formats.FootedTable.Of(Build([Of("a", 10.004m, 5.006m), Of("b", 10.004m, 5.006m), Of("unallocated", 0.004m, 0m)], Of("x", 20.012m, 10.012m)));

        Assert.Equal([10.00m, 10.00m, 0.01m], table.Rows.Where(row => row[1]!.Equals(November)).Select(row => row[2]));
        Assert.Equal([5.01m, 5.00m, 0m], table.Rows.Where(row => row[1]!.Equals(November.Next)).Select(row => row[2]));
    }

    private static ReportTable Build(ScopeForecast[] parts, ScopeForecast total) =>
        ForecastTable.Build(new Dimension("team"), new ForecastReport(new DateOnly(2026, 11, 14), parts, total, []), SomeTables.Meta);

    private static ScopeForecast Forecast(string scope, decimal actual, decimal? forecast, ForecastInterval? inner, ForecastInterval? outer) => new()
    {
        Scope = scope,
        Months = [new MonthForecast(November, actual, forecast, inner, outer)],
        Past = new PastAccuracy(.021, .015, .01, .8, 30),
        Method = ("level-growth", .6),
        Confidence = ForecastConfidence.Full,
        Days = 400,
    };
}
