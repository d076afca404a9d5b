using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class UsageStageTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 15, 6, 0, 0, TimeSpan.Zero);
    private static readonly Connection Acme = new() { Name = "acme", Provider = "test", Usage = new UsageSettings { Enabled = true } };
    private static readonly CostGuardConfiguration Empty = SomeConfiguration.Of();
    private static readonly Problem Refused = UsageErrors.PartMissing.At("no");

    [Fact]
    public async Task Run_Twice_AsksForNewDaysOnly()
    {
        var cloud = new Cloud { Parts = [Part("disks", ResourceKind.Disk, "vol-1")] };
        var store = new Store();
        UsageResult first = await RunAsync(cloud, store, 9);
        Assert.Equal((true, 1, 9, 0), (first.Complete, first.Resources, first.Written.Count, first.Missing.Count));
        UsageResult second = await RunAsync(cloud, store, 9);
        Assert.Empty(second.Written);
        Assert.Equal(["2026-11-08..2026-11-14", "2026-11-06..2026-11-07"], cloud.Asked);
    }

    [Fact]
    public async Task Run_PartRefused_KeepsWhatWasKnownOfIt()
    {
        var store = new Store();
        await RunAsync(new Cloud { Parts = [Part("disks", ResourceKind.Disk, "vol-1"), Part("machines", ResourceKind.Machine, "i-1", "i-2")] }, store, 1);
        UsageResult again = await RunAsync(new Cloud { Parts = [Part("disks", ResourceKind.Disk) with { Problem = Refused }, Part("machines", ResourceKind.Machine, "i-2")] }, store, 1);
        Assert.Equal((false, null, "CG1193"), (again.Complete, again.Problem, Assert.Single(again.Left).Code));
        Assert.Equal(["i-2", "vol-1"], store.Resources.Select(resource => resource.Id));
    }

    [Fact]
    public async Task Run_EmptyOrRefusedInventory_LeavesTheEarlierOne()
    {
        var store = new Store();
        await RunAsync(new Cloud { Parts = [Part("disks", ResourceKind.Disk, "vol-1")] }, store, 1);
        UsageResult empty = await RunAsync(new Cloud { Parts = [Part("disks", ResourceKind.Disk)] }, store, 1);
        UsageResult refused = await RunAsync(new Cloud { Parts = [Part("disks", ResourceKind.Disk) with { Problem = Refused }] }, store, 1);
        Assert.Equal(("CG1191", "CG1193"), (empty.Problem?.Code, refused.Problem?.Code));
        Assert.Equal("vol-1", Assert.Single(store.Resources).Id);
    }

    [Fact]
    public async Task Run_CapReachedBetweenDays_IsPartialAndGoesOnNextTime()
    {
        var store = new Store();
        var cloud = new Cloud { Parts = [Part("machines", ResourceKind.Machine, "i-1")], RefusesFrom = 2 };
        UsageResult capped = await RunAsync(cloud, store, 20);
        Assert.Equal(("CG1153", 7, 13), (Assert.Single(capped.Left).Code, capped.Written.Count, capped.Missing.Count));
        UsageResult rest = await RunAsync(cloud with { RefusesFrom = int.MaxValue }, store, 20);
        Assert.Equal((true, 13, 0), (rest.Complete, rest.Written.Count, rest.Missing.Count));
    }

    [Fact]
    public async Task Run_NoSamplesWhereThereWereSome_IsPartial()
    {
        var store = new Store();
        await RunAsync(new Cloud { Parts = [Part("machines", ResourceKind.Machine, "i-1")] }, store, 3);
        UsageResult silent = Assert.Single(await new UsageStage([new Cloud { Parts = [Part("machines", ResourceKind.Machine, "i-1")], Silent = true }], store, new NoCalls(), Empty).RunAsync([Acme], 3, AsOf.AddDays(1), null, TestContext.Current.CancellationToken));
        Assert.Equal(("CG1192", 1), (Assert.Single(silent.Left).Code, silent.Missing.Count));
    }

    [Fact]
    public async Task Run_UnknownProvider_IsToldAndNothingIsAsked() =>
        Assert.Equal("CG1190", Assert.Single(await new UsageStage([], new Store(), new NoCalls(), Empty).RunAsync([Acme], 1, AsOf, null, TestContext.Current.CancellationToken)).Problem?.Code);

    private static async Task<UsageResult> RunAsync(Cloud cloud, Store store, int days) =>
        Assert.Single(await new UsageStage([cloud], store, new NoCalls(), Empty).RunAsync([Acme], days, AsOf, null, TestContext.Current.CancellationToken));

    private static InventoryPart Part(string name, ResourceKind kind, params string[] ids) =>
        new(name, [kind], [.. ids.Select(id => new CloudResource { Id = id, Provider = "test", Kind = kind })]);

    private sealed record Cloud : IUsageCollector
    {
        public IReadOnlyList<InventoryPart> Parts { get; init; } = [];

        public int RefusesFrom { get; init; } = int.MaxValue;

        public bool Silent { get; init; }

        public List<string> Asked { get; } = [];

        public string Provider => "test";

        public CallEstimate Estimate(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days) => new(1, 0m, "");

        public Task<CheckResult> ExamineAsync(UsageRequest request, CancellationToken cancellationToken) => Task.FromResult(new CheckResult("usage", CheckState.Ok, ""));

        public async IAsyncEnumerable<InventoryPart> InventoryAsync(UsageRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (InventoryPart part in Parts) yield return part;
            await Task.CompletedTask;
        }

        public async IAsyncEnumerable<MetricSample> MetricsAsync(UsageRequest request, IReadOnlyList<CloudResource> resources, DayRange days, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Asked.Add($"{days}");
            if (Asked.Count >= RefusesFrom) throw new CostGuardException(7, CollectErrors.CapReached.At("full"));
            for (DateOnly day = days.Start; day < days.End && !Silent; day = day.AddDays(1)) yield return new MetricSample(resources[0].Id, MetricNames.Cpu, day.ToDateTime(TimeOnly.MinValue), 1);
            await Task.CompletedTask;
        }
    }

    private sealed class Store : IUsageStore
    {
        private readonly SortedSet<DateOnly> _days = [];

        public IReadOnlyList<CloudResource> Resources { get; private set; } = [];

        public Task<IReadOnlyList<CloudResource>> InventoryAsync(string connection, CancellationToken cancellationToken) => Task.FromResult(Resources);

        public Task ReplaceAsync(string connection, IReadOnlyCollection<CloudResource> resources, CancellationToken cancellationToken)
        {
            Resources = [.. resources];
            return Task.CompletedTask;
        }

        public IReadOnlyList<DateOnly> Days(string connection) => [.. _days];

        public async Task<IReadOnlyList<DateOnly>> WriteAsync(string connection, DayRange days, IAsyncEnumerable<MetricSample> samples, CancellationToken cancellationToken)
        {
            var written = new SortedSet<DateOnly>();
            await foreach (MetricSample sample in samples.WithCancellation(cancellationToken)) written.Add(DateOnly.FromDateTime(sample.Timestamp));
            _days.UnionWith(written);
            return [.. written];
        }

        public void Prune(string connection, DateOnly before) => _days.RemoveWhere(day => day < before);
    }

    private sealed class NoCalls : ICallGovernor
    {
        public Task TakeAsync(Connection connection, string operation, decimal price, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<CallCount>> CountsAsync(int days, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CallCount>>([]);
    }
}
