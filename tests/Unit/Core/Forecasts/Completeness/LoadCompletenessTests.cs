using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts.Completeness;

// A source that is read every day of May 2025 at noon, and knows 35 % of today, 82 % of yesterday, 97 % of the day before and then all of it.
public sealed class LoadCompletenessTests
{
    private static readonly decimal[] Shares = [.35m, .82m, .97m, 1m];
    private static readonly BillingPeriod May = BillingPeriod.Parse("2025-05");
    private static readonly Load[] Loads = [.. Enumerable.Range(1, 28).Select(day => LoadOf(new DateOnly(2025, 5, day)))];

    [Fact]
    public async Task ReadAsync_DailyLoads_LearnTheCurve()
    {
        SourceState state = Assert.Single(await new LoadCompleteness(new Readings(), new Ledger(), () => [])
            .ReadAsync(Now(), CostMetric.Effective, TestContext.Current.CancellationToken));

        Assert.Equal([.35, .82, .97, 1], Enumerable.Range(0, 4).Select(k => Math.Round(state.Curve.Share(k)!.Value, 9)));
        Assert.Equal(new DateOnly(2025, 5, 25), state.CompleteThrough);
        Assert.Equal((null, 900m, 950m), (state.Nowcast(new DateOnly(2025, 5, 28), 210m), state.Nowcast(new DateOnly(2025, 5, 27), 738m), state.Nowcast(new DateOnly(2025, 5, 26), 921.5m)));
    }

    [Fact]
    public async Task ReadAsync_OneLoad_TakesTheProvidersDelay()
    {
        var connection = new Connection { Name = "aws", Provider = "azure" };
        SourceState state = Assert.Single(await new LoadCompleteness(new Readings(), new Ledger(Loads[^1]), () => [connection])
            .ReadAsync(Now(), CostMetric.Effective, TestContext.Current.CancellationToken));

        Assert.False(state.Curve.IsLearnt);
        Assert.Equal(new DateOnly(2025, 5, 25), state.CompleteThrough);
    }

    // 100.00 a day: the forecast is 3,100.00 as if no day had been cut short. The three newest days are shown apart: 100 (the forecast's), 100 and 100.
    [Fact]
    public async Task ForecastAsync_IncompleteDays_AreNeverFed()
    {
        var queries = new Readings();
        var question = new ForecastQuestion(
            new Dimension("team"), [], CostMetric.Effective, Currency.Usd, new DateTimeOffset(2025, 5, 29, 0, 0, 0, TimeSpan.Zero));
        ForecastReport report = await new ForecastService(queries, new LoadCompleteness(queries, new Ledger(), () => []))
            .ForecastAsync(Now(), question, TestContext.Current.CancellationToken);

        Assert.Equal(new DateOnly(2025, 5, 25), report.Through);
        Assert.Equal((2500m, 3100m), (report.Total.Months[0].Actual, report.Total.Months[0].Forecast));
        Assert.Equal([97m, 82m, 35m], report.Nowcasts.Select(day => day.Known));
        Assert.Equal([100m, 100m, 100m], report.Nowcasts.Select(day => day.Estimate));
        Assert.Equal([false, false, true], report.Nowcasts.Select(day => day.IsModel));
        Assert.All(report.Nowcasts, day => Assert.Equal("web", day.Scope));
    }

    private static Snapshot Now() => new(new SnapshotId("0123456789ab"), [Loads[^1]], "hash", new DateOnly(2025, 5, 28));

    private static Load LoadOf(DateOnly sealedOn) => new()
    {
        Id = new LoadId(string.Create(CultureInfo.InvariantCulture, $"load-{sealedOn:yyyy-MM-dd}")),
        Source = new SourceKey("aws"),
        Period = May,
        SealedAt = new DateTimeOffset(sealedOn, new TimeOnly(12, 0), TimeSpan.Zero),
        IsCurrent = sealedOn.Day == 28,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = sealedOn,
        Folder = "folder",
    };

    /// <summary>What each load knows of each day, as the daily roll-ups would say.</summary>
    private sealed class Readings : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            var rows = new List<CostRow>();
            foreach (Load load in snapshot.Loads)
            {
                for (int day = 1; day <= load.DataThrough!.Value.Day; day++)
                {
                    var date = new DateOnly(2025, 5, day);
                    if (!query.Days.Contains(date)) continue;
                    string?[] keys = [.. query.By.Select(by => by.Name switch
                    {
                        "source" => load.Source.Value,
                        "team" => "web",
                        "day" => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        "month" => "2025-05",
                        "chargeCategory" => "Usage",
                        _ => null,
                    })];
                    rows.Add(new CostRow(keys, Currency.Usd, new Costs(0m, 100m * Shares[Math.Min(3, load.DataThrough.Value.Day - day)], 0m, 0m), 1));
                }
            }

            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }
    }

    private sealed class Ledger(params Load[] loads) : ILedger
    {
        public Task<IReadOnlyList<Load>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Load>>(loads.Length > 0 ? loads : Loads);

        public Task<IReadOnlyList<ImportedLoad>> ImportAsync(
            SourceKey source, IReadOnlyList<SourceFile> files, ReadOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<LoadId>> PruneAsync(DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<CostRow>> DiffAsync(LoadId older, LoadId newer, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
