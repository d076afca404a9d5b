using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class CollectStageTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    public static TheoryData<Exception, string> Outages => new()
    {
        { new IOException("The line is down."), "CG1150" },
        { new HttpRequestException("Name or service not known"), "CG1159" },
        { new TaskCanceledException("100 seconds elapsed"), "CG1158" },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task RunAsync_OutageAfterTheFirstMonth_KeepsWhatWasSealedAndTheOtherConnection(Exception outage, string code)
    {
        var ledger = new Imports();
        var stage = new CollectStage(ledger, [new Months(failAt: "2026-10") { Outage = outage }, new OneFile()], new NoFolders(), new CountedCalls(), Empty);

        IReadOnlyList<CollectResult> results = await stage.RunAsync(
            [new Connection { Name = "a", Provider = "months" }, new Connection { Name = "b", Provider = "one" }],
            BillingPeriod.Parse("2026-09"), AsOf, null, CancellationToken.None);

        Assert.Equal(["a 2026-09", "b all"], ledger.Imported);
        Assert.Equal(code, results[0].Problem?.Code);
        Assert.False(results[0].Complete);
        Assert.True(results[1].Complete);
    }

    [Fact]
    public async Task RunAsync_UnitWithSomethingLeftOut_IsPartialAndKeepsTheRest()
    {
        var ledger = new Imports();
        var stage = new CollectStage(ledger, [new Months(left: true)], new NoFolders(), new CountedCalls(), Empty);

        CollectResult result = Assert.Single(await stage.RunAsync(
            [new Connection { Name = "a", Provider = "months" }], BillingPeriod.Parse("2026-11"), AsOf, null, CancellationToken.None));

        Assert.Equal(["a 2026-11"], ledger.Imported);
        Assert.Null(result.Problem);
        Assert.Single(result.Left);
        Assert.False(result.Complete);
    }

    [Fact]
    public async Task RunAsync_UnknownProvider_IsAProblemOfThatConnection()
    {
        var stage = new CollectStage(new Imports(), [], new NoFolders(), new CountedCalls(), Empty);

        CollectResult result = Assert.Single(await stage.RunAsync(
            [new Connection { Name = "a", Provider = "nowhere" }], null, AsOf, null, CancellationToken.None));

        Assert.Equal(CollectErrors.UnknownProvider.Code, result.Problem?.Code);
    }

    [Fact]
    public async Task ForecastAsync_Backfill_TellsMonthsAndPriceAndCallsNothing()
    {
        var calls = new CountedCalls();
        var stage = new CollectStage(new Imports(), [new Months()], new NoFolders(), calls, Empty);

        CollectForecast forecast = Assert.Single(await stage.ForecastAsync([new Connection { Name = "a", Provider = "months" }], null, AsOf, CancellationToken.None));

        Assert.Equal(13, forecast.Periods.Count);
        Assert.Equal(new CallEstimate(13, 0.01m, "a call a month"), forecast.Estimate);
        Assert.Empty(calls.Taken);
    }

    private static CostGuardConfiguration Empty => SomeConfiguration.Of();

    private static SourceFile File => new("/nowhere/a.csv", "a.csv", 1);

    private sealed class Months(string? failAt = null, bool left = false) : ICostSource
    {
        public Exception Outage { get; init; } = new IOException("The line is down.");

        public string Key => "months";

        public string Provider => Key;

        public bool Reads(Connection connection) => true;

        public CallEstimate Estimate(CollectRequest request) => new(request.Periods.Count, 0.01m, "a call a month");

        public async IAsyncEnumerable<CollectUnit> CollectAsync(
            CollectRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (BillingPeriod period in request.Periods)
            {
                await Task.Yield();
                if (period.ToString() == failAt) throw Outage;
                yield return new CollectUnit([File], period, left ? [CollectErrors.NoFiles.At("One subscription has no cost data.")] : []);
            }
        }
    }

    private sealed class OneFile : ICostSource
    {
        public string Key => "one";

        public string Provider => Key;

        public bool Reads(Connection connection) => true;

        public CallEstimate Estimate(CollectRequest request) => new(0, 0, "a file");

        public async IAsyncEnumerable<CollectUnit> CollectAsync(
            CollectRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new CollectUnit([File]);
        }
    }

    private sealed class NoFolders : IStagingFolders
    {
        public IStagingFolder Open(string connection) => new Folder();

        private sealed class Folder : IStagingFolder
        {
            public string Path => "/nowhere";

            public void Dispose()
            {
            }
        }
    }

    private sealed class Imports : ILedger
    {
        public List<string> Imported { get; } = [];

        public Task<IReadOnlyList<ImportedLoad>> ImportAsync(
            SourceKey source, IReadOnlyList<SourceFile> files, ReadOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        {
            Imported.Add($"{source.Value} {options.Period?.ToString() ?? "all"}");
            Load load = CollectWindowTests.LoadOf(options.Period ?? BillingPeriod.Parse("2026-11"));
            return Task.FromResult<IReadOnlyList<ImportedLoad>>([new ImportedLoad(load, false, null)]);
        }

        public Task<IReadOnlyList<Load>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Load>>([]);

        public Task<IReadOnlyList<LoadId>> PruneAsync(DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<IReadOnlyList<CostRow>> DiffAsync(LoadId older, LoadId newer, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
