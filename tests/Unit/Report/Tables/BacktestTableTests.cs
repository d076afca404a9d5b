using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Backtests;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class BacktestTableTests
{
    // 10.00 a day, every day: no method can be wrong but by what it does not know of a month's length, and none is.
    [Fact]
    public void Build_SameCostEachDay_HasNoErrors()
    {
        var forecaster = new SeriesForecaster(new DailySeries(new DateOnly(2025, 1, 1), [.. Enumerable.Repeat(10.0, 243)]));
        ReportTable table = BacktestTable.Build([new BacktestScope("all", Backtest.Run(forecaster, 90))], SomeTables.Meta, null);

        Assert.Equal(["costguard", "run-rate", "mean-28", "seasonal-naive", "weekday-mean", "holt-winters", "theta"], table.Column("method"));
        Assert.Equal("Month ends were missed by 0.00 %, three months by 0.00 %; 100.00 % inside of the 80 % interval", table.Title);
        Assert.All(table.Column("wapeMonthEnd"), error => Assert.Equal(0m, error));

        // April has 90 days before it; May to August are the others.
        Assert.Equal(5L * 5, table.Column("forecasts")[0]);
    }

    // 30 days of 10.00 in April, the first 20 of May at 10.00 and the other 11 at 20.00: May is 420.00 and 310.00 was expected on day 20.
    [Fact]
    public void Build_JumpOnDayTwentyOne_IsTheErrorOfDayTwenty()
    {
        double[] days = [.. Enumerable.Range(0, 151).Select(i => i < 140 ? 10.0 : 20.0)];
        ReportTable table = BacktestTable.Build(
            [new BacktestScope("all", Backtest.Run(new SeriesForecaster(new DailySeries(new DateOnly(2025, 1, 1), days)), 120))], SomeTables.Meta, null);

        Assert.Equal([decimal.Round(110m / 420m, 6)], table.Column("wapeDay20")[..1]);
        Assert.Equal([decimal.Round(110m / 420m, 6)], table.Column("wapeDay20")[2..3]);
    }
}
