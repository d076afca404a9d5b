using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

// A commitment pays 8.00 a day for usage that costs 13.00 on contract, and 1.00 a day of it is unused: 13 − 8 − 1 = 4.00 a day more without it.
public sealed class EndingCommitmentsTests
{
    private static readonly DateOnly Next = new(2025, 5, 21);

    // Bought for a year until 30 May: two days of May and all of June cost 4.00 more than 9.00.
    [Fact]
    public async Task ForecastAsync_EndOnTheBill_CostsMoreFromThatDayOn()
    {
        ForecastReport report = await ForecastAsync("2025-05-30");

        Assert.Equal([279m + 8m, 270m + 120m], report.Total.Months.Select(month => month.Forecast));
        Assert.Equal("planned: commitment sp-1 ends on 2025-05-30", report.Parts[^1].Scope);
        Assert.Empty(report.EndsUnknown);
    }

    [Fact]
    public async Task ForecastAsync_EndLater_ChangesNothing()
    {
        ForecastReport report = await ForecastAsync("2026-01-01");

        Assert.Equal([279m, 270m], report.Total.Months.Select(month => month.Forecast));
        Assert.Empty(report.EndsUnknown);
    }

    // A purchase by the month, or billed cost, tells no end: it is named and not guessed.
    [Theory]
    [InlineData(null, CostMetric.Effective)]
    [InlineData("2025-05-30", CostMetric.Billed)]
    public async Task ForecastAsync_NoEndOnTheBill_SaysSo(string? end, CostMetric metric)
    {
        ForecastReport report = await ForecastAsync(end, metric);

        Assert.Equal([279m, 270m], report.Total.Months.Select(month => month.Forecast));
        Assert.Equal(["sp-1"], report.EndsUnknown);
    }

    private static Task<ForecastReport> ForecastAsync(string? end, CostMetric metric = CostMetric.Effective)
    {
        var queries = new Bill(end);
        var loads = Enumerable.Range(0, 6).Select(i => SomeLoad(BillingPeriod.Parse("2025-05").AddMonths(-i)));
        var snapshot = new Snapshot(new SnapshotId("0123456789ab"), [.. loads], "hash", Next.AddDays(-1));
        var question = new ForecastQuestion(new Dimension("team"), [], metric, Currency.Usd, new DateTimeOffset(Next, TimeOnly.MinValue, TimeSpan.Zero), 2);
        return new ForecastService(queries, null, null, new CommitmentService(queries)).ForecastAsync(snapshot, question, TestContext.Current.CancellationToken);
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
        DataThrough = month.LastDay < Next ? month.LastDay : Next.AddDays(-1),
        Folder = "folder",
    };

    /// <summary>Used, unused, and the purchase, with a value for every column that is asked.</summary>
    private sealed class Bill(string? end) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            var rows = new List<CostRow>();
            for (DateOnly day = new(2025, 1, 1); day < Next; day = day.AddDays(1))
            {
                if (!query.Days.Contains(day)) continue;
                Add(rows, query, day, day.AddDays(1), "Usage", "Used", new Costs(8m, 8m, 13m, 13m));
                Add(rows, query, day, day.AddDays(1), "Usage", "Unused", new Costs(1m, 1m, 0m, 0m));
            }

            DateOnly bought = new(2025, 1, 1);
            if (query.Days.Contains(bought)) Add(rows, query, bought, end is null ? bought.AddDays(30) : DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture), "Purchase", null, default);
            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }

        private static void Add(List<CostRow> rows, CostQuery query, DateOnly day, DateOnly until, string category, string? status, Costs costs)
        {
            if (query.Filters.Any(filter => filter.Dimension.Name == "chargeCategory" && !filter.Values.Contains(category))) return;
            rows.Add(new CostRow(
                [.. query.By.Select(by => by.Name switch
                {
                    "team" => "web",
                    "service" => "EC2",
                    "month" => Text(day)[..7],
                    "day" => Text(day),
                    "chargeCategory" => category,
                    "commitmentDiscountId" => "sp-1",
                    "commitmentDiscountStatus" => status,
                    "chargePeriodStart" => Text(day) + "T00:00:00Z",
                    "chargePeriodEnd" => Text(until) + "T00:00:00Z",
                    _ => null,
                })], Currency.Usd, costs, 1));
        }

        private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
