using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

// 100.00 a day, and 150.00 in every December: a mean of 1,250 ÷ 12, of which December is 1.44 times.
public sealed class YearSeasonTests
{
    // Asked on 1 July for twelve months, of three years and of 23 months.
    [Theory]
    [InlineData(2022, 7, 150)]
    [InlineData(2023, 7, 150)]
    [InlineData(2023, 8, 100)]
    public async Task ForecastAsync_DearDecembers_ComeBackFromTwoYearsOn(int year, int month, double perDay)
    {
        ForecastReport report = await ForecastAsync(new DateOnly(year, month, 1), new DateOnly(2025, 7, 1));
        decimal[] perDays = [.. report.Total.Months.Select(each => each.Forecast!.Value / each.Month.Days)];

        Assert.InRange((double)perDays[5], perDay * .97, perDay * 1.03);
        Assert.All([.. perDays[..5], .. perDays[6..]], each => Assert.InRange(each, 97m, 103m));
    }

    // The first months are those of daily methods, whatever else is asked.
    [Fact]
    public async Task ForecastAsync_MoreMonths_LeaveTheFirstOnes()
    {
        ForecastReport three = await ForecastAsync(new DateOnly(2022, 7, 1), new DateOnly(2025, 7, 1), 3), all = await ForecastAsync(new DateOnly(2022, 7, 1), new DateOnly(2025, 7, 1));

        Assert.Equal(three.Total.Months.Select(each => each.Forecast), all.Total.Months.Take(3).Select(each => each.Forecast));
    }

    private static Task<ForecastReport> ForecastAsync(DateOnly first, DateOnly asOf, int months = 12)
    {
        BillingPeriod from = BillingPeriod.Of(first), last = BillingPeriod.Of(asOf.AddDays(-1));
        var loads = new List<Load>();
        for (BillingPeriod month = from; month.CompareTo(last) <= 0; month = month.Next) loads.Add(SomeLoad(month));
        var snapshot = new Snapshot(new SnapshotId("0123456789ab"), loads, "hash", asOf.AddDays(-1));
        var question = new ForecastQuestion(new Dimension("team"), [], CostMetric.Effective, Currency.Usd, new DateTimeOffset(asOf, TimeOnly.MinValue, TimeSpan.Zero), months);
        return new ForecastService(new Decembers(first, asOf)).ForecastAsync(snapshot, question, TestContext.Current.CancellationToken);
    }

    private static Load SomeLoad(BillingPeriod month) => new()
    {
        Id = new LoadId($"load-{month}"),
        Source = new SourceKey("aws"),
        Period = month,
        SealedAt = DateTimeOffset.UnixEpoch,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = month.LastDay,
        Folder = "folder",
    };

    private sealed class Decembers(DateOnly first, DateOnly end) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            var rows = new List<CostRow>();
            for (DateOnly day = first > query.Days.Start ? first : query.Days.Start; day < end; day = day.AddDays(1))
            {
                string text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                rows.Add(new CostRow(["web", text[..7], text, "Usage", null], Currency.Usd, new Costs(0m, day.Month == 12 ? 150m : 100m, 0m, 0m), 1));
            }

            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }
    }
}
