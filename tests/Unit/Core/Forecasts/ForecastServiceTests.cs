using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

public sealed class ForecastServiceTests
{
    [Fact]
    public async Task ForecastAsync_CaseF02_CountsThePurchaseOnce()
    {
        string[][] lines = Lines("cases", "F02-day-two-after-upfront-fee", "daily.csv");
        ForecastReport report = await ForecastAsync([.. lines.Select(line => Row("a", line[0], line[2], line[1]))], "2025-07-02", "2025-07-03");

        Assert.Equal(3310.00m, report.Total.Months[0].Forecast);
        Assert.Equal(3020.00m, report.Total.Months[0].Actual);
    }

    [Fact]
    public async Task ForecastAsync_CaseF06_LeavesIncompleteDaysOut()
    {
        string[][] lines = Lines("cases", "F06-incomplete-tail", "daily.csv");
        ForecastReport report = await ForecastAsync([.. lines.Select(line => Row("a", line[0], line[1]))], "2025-05-18", "2025-05-20");

        Assert.InRange(report.Total.Months[0].Forecast!.Value, 3050.00m, 3150.00m);
        Assert.Equal(1800.00m, report.Total.Months[0].Actual);
        Assert.Equal(ForecastConfidence.Low, report.Total.Confidence);
    }

    // F01: one day is left, and 31 × 10.00 is 310.00.
    [Theory]
    [InlineData("2025-05-30", "2025-05-31")]
    [InlineData("2025-05-30", "2025-05-31T23:00:00Z")]
    public async Task ForecastAsync_LastDayOfTheMonth_IsTheMonth(string through, string asOf) =>
        Assert.Equal(310.00m, (await ForecastAsync(Days("a", "2025-05-01", 30, 10m), through, asOf)).Total.Months[0].Forecast);

    // F04: a day is not a history.
    [Fact]
    public async Task ForecastAsync_OneDay_GivesNoNumber()
    {
        ForecastReport report = await ForecastAsync(Days("a", "2025-05-01", 1, 10m), "2025-05-01", "2025-05-02");

        Assert.Null(report.Total.Months[0].Forecast);
        Assert.Equal((10m, ForecastConfidence.None), (report.Total.Months[0].Actual, report.Total.Confidence));
    }

    // F09: day 10 is not in the data and counts as the days around it; day 11 really was 0.00.
    [Fact]
    public async Task ForecastAsync_MissingDay_IsNotZero()
    {
        CostRow[] missing = [.. Days("a", "2025-05-01", 13, 10m).Where(row => row.Keys[2] != "2025-05-10")];
        CostRow[] zero = [.. Days("a", "2025-05-01", 13, 10m).Select(row => row.Keys[2] == "2025-05-11" ? Row("a", "2025-05-11", "0.00") : row)];

        Assert.Equal(120m + 180m, (await ForecastAsync(missing, "2025-05-13", "2025-05-14")).Total.Months[0].Forecast);
        Assert.Equal(120m + (18m * 120m / 13m), (await ForecastAsync(zero, "2025-05-13", "2025-05-14")).Total.Months[0].Forecast!.Value, 2);
    }

    // Credits count in what was spent; the days to come are like the days without them.
    [Fact]
    public async Task ForecastAsync_Credit_IsNotProjected()
    {
        CostRow[] rows = [.. Days("a", "2025-05-01", 10, 10m), Row("a", "2025-05-05", "-50.00", "Credit")];

        Assert.Equal(50m + 210m, (await ForecastAsync(rows, "2025-05-10", "2025-05-11")).Total.Months[0].Forecast);
    }

    [Fact]
    public async Task ForecastAsync_PartsOfAllKinds_AddUpToTheTotal()
    {
        CostRow[] rows =
        [
            .. Days("web", "2025-01-01", 140, 33.333333m), .. Days("data", "2025-01-01", 140, 10.01m), .. Days("new", "2025-05-18", 3, 7.7m),
            .. Enumerable.Range(0, 140).Where(i => i % 3 == 0).Select(i => Row("rare", Text(new DateOnly(2025, 1, 1).AddDays(i)), $"{i}.005")),
        ];
        ForecastReport report = await ForecastAsync(rows, "2025-05-20", "2025-05-21", months: 12);

        for (int month = 0; month < 12; month++)
            Assert.Equal(report.Total.Months[month].Forecast, report.Parts.Sum(part => part.Months[month].Forecast));
        Assert.Equal(4, report.Parts.Count);
        Assert.Equal(ForecastConfidence.None, report.Parts.Single(part => part.Scope == "new").Confidence);
    }

    // 10.00 a day for ever: every month is its days times ten, February too, and months ahead have wider intervals.
    [Fact]
    public async Task ForecastAsync_TwelveMonths_FollowTheCalendar()
    {
        ForecastReport report = await ForecastAsync(Days("a", "2025-01-01", 300, 10m), "2025-10-27", "2025-10-28", months: 12);

        Assert.Equal([310m, 300m, 310m, 310m, 280m, 310m, 300m, 310m, 300m, 310m, 310m, 300m], report.Total.Months.Select(month => month.Forecast));
        ForecastInterval[] inner = [.. report.Total.Months.Select(month => month.Inner!)];
        Assert.Equal(310m - (40m * .01m), inner[0].Low);
        Assert.True(inner[0].IsCovered);
        Assert.False(inner[11].IsCovered);
        Assert.Equal(300m * (1 + (.01m * 3.4641016m)), inner[11].High, 2);
    }

    // 10.00 a day, and 5.00 more from 30 May on: two days of May, the whole of June. Days that are known already are not changed.
    [Fact]
    public async Task ForecastAsync_PlannedChange_IsAPartAndInTheTotal()
    {
        ForecastQuestion question = Question("2025-05-21", 2) with
        {
            Changes = [PlannedChange.Parse("2025-05-30, 5/day, commitment ends"), PlannedChange.Parse("2025-05-02, 700, late")],
        };
        ForecastReport report = await new ForecastService(new FixedAnswer(Days("a", "2025-01-01", 140, 10m)))
            .ForecastAsync(Snapshot("2025-05-20"), question, TestContext.Current.CancellationToken);

        Assert.Equal([320m, 450m], report.Total.Months.Select(month => month.Forecast));
        Assert.Equal([310m, 10m, 0m], report.Parts.Select(part => part.Months[0].Forecast));
        Assert.Equal("planned: commitment ends", report.Parts[1].Scope);
    }

    // 500.00 on one day of 10.00 ones: it happened, and the eleven days to come are 10.00 each. Where it was accepted, methods see it.
    [Fact]
    public async Task ForecastAsync_UnusualDay_IsSpentAndNotLearntFrom()
    {
        CostRow[] rows = [.. Days("a", "2025-05-01", 20, 10m), .. Days("b", "2025-05-01", 20, 10m), Row("a", "2025-05-18", "490")];
        var unusual = new Unusual(
            new UnusualCost("a", "RDS", Currency.Usd, new DateOnly(2025, 5, 18), 490m),
            new UnusualCost("other", "RDS", Currency.Usd, new DateOnly(2025, 5, 17), 9m));
        ForecastReport report = await new ForecastService(new FixedAnswer(rows), null, unusual)
            .ForecastAsync(Snapshot("2025-05-20"), Question("2025-05-21", 1), TestContext.Current.CancellationToken);

        Assert.Equal((890m, 890m + 220m), (report.Total.Months[0].Actual, report.Total.Months[0].Forecast));
        Assert.Equal([690m + 110m, 200m + 110m], report.Parts.Select(part => part.Months[0].Forecast));
        Assert.Equal("2025-05-21", Text(DateOnly.FromDateTime(unusual.AskedAt.UtcDateTime)));
    }

    // What a whole team shows of a day stands for what its services show of it.
    [Theory]
    [InlineData("team", 110)]
    [InlineData("service", 110)]
    public async Task ForecastAsync_TeamAndItsServiceUnusual_CountOnce(string by, decimal rest)
    {
        CostRow[] rows = [.. Days(by == "team" ? "a" : "RDS", "2025-05-01", 20, 10m), Row(by == "team" ? "a" : "RDS", "2025-05-18", "490")];
        DateOnly day = new(2025, 5, 18);
        var unusual = new Unusual(new UnusualCost("a", "RDS", Currency.Usd, day, 490m), new UnusualCost("a", null, Currency.Usd, day, 490m, IsTeam: true));
        ForecastReport report = await new ForecastService(new FixedAnswer(rows), null, unusual)
            .ForecastAsync(Snapshot("2025-05-20"), Question("2025-05-21", 1) with { By = new Dimension(by) }, TestContext.Current.CancellationToken);

        Assert.Equal(690m + rest, report.Total.Months[0].Forecast);
        Assert.Equal(690m + rest, report.Parts[0].Months[0].Own);
    }

    [Fact]
    public async Task ForecastAsync_ManySmallScopes_AreOneTogether()
    {
        CostRow[] rows = [.. Enumerable.Range(1, 30).SelectMany(i => Days($"s{i:00}", "2025-03-01", 60, i))];
        ForecastReport report = await ForecastAsync(rows, "2025-04-29", "2025-04-30");

        Assert.Equal(26, report.Parts.Count);
        Assert.Equal(15m * 30, report.Parts.Single(part => part.Scope == ForecastReport.Others).Months[0].Forecast);
    }

    [Fact]
    public async Task ForecastAsync_OtherCurrency_IsNamedAndNotAdded()
    {
        CostRow[] rows = [.. Days("a", "2025-05-01", 20, 10m), Row("a", "2025-05-02", "99") with { Currency = Currency.Parse("EUR") }];
        ForecastReport report = await ForecastAsync(rows, "2025-05-20", "2025-05-21");

        Assert.Equal(310m, report.Total.Months[0].Forecast);
        Assert.Equal("EUR", Assert.Single(report.OtherCurrencies).Code);
    }

    // 10.00 USD and 10.00 EUR at 1.10 USD a day are 21.00 a day: 20 days are 420.00, all 31 are 651.00.
    [Fact]
    public async Task ForecastAsync_OtherCurrencyWithRate_CountsAtTheRateOfItsMonth()
    {
        Currency euro = Currency.Parse("EUR");
        CostRow[] rows = [.. Days("a", "2025-05-01", 20, 10m), .. Days("a", "2025-05-01", 20, 10m).Select(row => row with { Currency = euro })];
        var rates = new RateBook([new ExchangeRate(RateKind.Actual, BillingPeriod.Parse("2025-05"), euro, Currency.Usd, 1.10m, "test")]);
        ForecastReport report = await new ForecastService(new FixedAnswer(rows))
            .ForecastAsync(Snapshot("2025-05-20"), Question("2025-05-21", 1) with { Rates = rates }, TestContext.Current.CancellationToken);

        Assert.Equal((420m, 651m, 651m), (report.Total.Months[0].Actual, report.Total.Months[0].Forecast, report.Parts[0].Months[0].Own));
        Assert.Empty(report.OtherCurrencies);
    }

    [Fact]
    public async Task ForecastAsync_DataOfLongAgo_AreRefused()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ForecastAsync(Days("a", "2025-01-01", 90, 10m), "2025-03-31", "2025-08-05"));

        Assert.Equal(("CG1421", 5), (refusal.Problem.Code, refusal.ExitCode));
    }

    [Fact]
    public async Task BacktestAsync_ShortHistory_IsRefused()
    {
        var queries = new FixedAnswer(Days("a", "2025-05-01", 40, 10m));
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => new ForecastService(queries)
            .BacktestAsync(Snapshot("2025-06-09"), Question("2025-06-10", 1), TestContext.Current.CancellationToken));

        Assert.Equal("CG1420", refusal.Problem.Code);
    }

    // Who wants no parts pays for none, and reads the same total.
    [Fact]
    public async Task ForecastAsync_NoScopes_IsTheSameTotal()
    {
        CostRow[] rows = [.. Days("a", "2025-01-01", 130, 10m), .. Days("b", "2025-01-01", 130, 7m)];
        ForecastReport all = await ForecastAsync(rows, "2025-05-10", "2025-05-11");
        ForecastReport none = await new ForecastService(new FixedAnswer(rows)).ForecastAsync(Snapshot("2025-05-10"), Question("2025-05-11", 1) with { ScopesMax = 0 }, TestContext.Current.CancellationToken);

        Assert.Equal(2, all.Parts.Count);
        Assert.Empty(none.Parts);
        Assert.Equal(all.Total.Months, none.Total.Months);
    }

    private static Task<ForecastReport> ForecastAsync(CostRow[] rows, string through, string asOf, int months = 1) =>
        new ForecastService(new FixedAnswer(rows)).ForecastAsync(Snapshot(through), Question(asOf, months), TestContext.Current.CancellationToken);

    private static ForecastQuestion Question(string asOf, int months) => new(
        new Dimension("team"), [], CostMetric.Effective, Currency.Usd,
        DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), months);

    private static Snapshot Snapshot(string through)
    {
        DateOnly day = DateOnly.Parse(through, CultureInfo.InvariantCulture);
        return new Snapshot(new SnapshotId("0123456789ab"), [.. Enumerable.Range(0, 15).Select(i => SomeLoad(BillingPeriod.Of(day).AddMonths(-i), day))], "hash", day);
    }

    private static Load SomeLoad(BillingPeriod month, DateOnly through) => new()
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
        DataThrough = month.LastDay < through ? month.LastDay : through,
        Folder = "folder",
    };

    private static CostRow[] Days(string scope, string first, int days, decimal cost) =>
        [.. Enumerable.Range(0, days).Select(i => Row(scope, Text(DateOnly.Parse(first, CultureInfo.InvariantCulture).AddDays(i)), cost.ToString(CultureInfo.InvariantCulture)))];

    private static CostRow Row(string scope, string day, string cost, string category = "Usage") => new(
        [scope, day[..7], day, category, null], Currency.Usd, new Costs(0m, decimal.Parse(cost, CultureInfo.InvariantCulture), 0m, 0m), 1);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string[][] Lines(params string[] path) => [.. File.ReadAllLines(SharedFolder.Path(path)).Skip(1).Select(line => line.Split(','))];

    private sealed class FixedAnswer(IReadOnlyList<CostRow> rows) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult(rows);
    }

    private sealed class Unusual(params UnusualCost[] costs) : IUnusualCosts
    {
        public DateTimeOffset AskedAt { get; private set; }

        public Task<IReadOnlyList<UnusualCost>> ReadAsync(Snapshot snapshot, CostMetric metric, DateTimeOffset asOf, CancellationToken cancellationToken)
        {
            AskedAt = asOf;
            return Task.FromResult<IReadOnlyList<UnusualCost>>(costs);
        }

        public Task<string> VersionAsync(CancellationToken cancellationToken) => Task.FromResult("");
    }
}
