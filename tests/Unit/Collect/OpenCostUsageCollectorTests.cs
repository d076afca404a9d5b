using System.Globalization;
using System.Text;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Rules;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Workloads and their usage from the simulated OpenCost, which answers from a usage folder.</summary>
public sealed class OpenCostUsageCollectorTests : IAsyncLifetime
{
    private const string Web = "prod/shop/deployment/web", Job = "prod/shop/job/nightly";
    private static readonly DayRange Days = new(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 16));

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private readonly HurriedClock _clock = new();
    private readonly CountedCalls _counted = new();
    private readonly List<string> _truth = [];
    private CloudHost _clouds = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _clouds = await CloudHost.StartAsync(0, Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "inventory.csv"), $$$"""
            resource_id,provider,kind,type,tags,provisioned
            {{{Web}}},kubernetes,container,deployment,"{""team"":""shop""}","{""cpu-cores"":2,""memory-mb"":1000}"
            {{{Job}}},kubernetes,container,job,,

            """, Stop);
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        void Add(string id, string metric, DateTime hour, double value)
        {
            metrics.Append(CultureInfo.InvariantCulture, $"{id},{metric},{hour:yyyy-MM-ddTHH:mm:ss}Z,{value:R}\n");
            _truth.Add(Key(id, metric, hour, value));
        }

        for (DateTime hour = Days.Start.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc); hour < Days.End.ToDateTime(TimeOnly.MinValue); hour = hour.AddHours(1))
        {
            Add(Web, MetricNames.Cores, hour, 0.5);
            Add(Web, MetricNames.MemoryMb, hour, 300);
            // The job runs for three hours of a night; the rest is no usage of 0.
            if (hour.Hour >= 3) continue;
            Add(Job, MetricNames.Cores, hour, 3.25 + hour.Hour);
            Add(Job, MetricNames.MemoryMb, hour, 2048);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "metrics.csv"), metrics.ToString(), Stop);
        await _clouds.ServeUsageAsync(_folder, Stop);
        _truth.Sort(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task InventoryAsync_Workloads_HaveTheIdsOfTheirChargesAndTheRequestsThatWereMade()
    {
        IReadOnlyList<CloudResource> resources = await ResourcesAsync();

        Assert.Equal([Web, Job], resources.Select(one => one.Id));
        Assert.All(resources, one => Assert.Equal((ResourceKind.Container, "kubernetes", "prod"), (one.Kind, one.Provider, one.Account)));
        Assert.Equal((2, 1000), (resources[0].Provisioned[MetricNames.Cores], resources[0].Provisioned[MetricNames.MemoryMb]));
        Assert.Equal(("deployment", "shop", "shop"), (resources[0].Type, resources[0].Tags["team"], resources[0].Tags["k8s:namespace"]));
        Assert.Empty(resources[1].Provisioned);
    }

    [Fact]
    public async Task MetricsAsync_Throttling_IsTheFolder()
    {
        _clouds.Switches.ThrottledShare = 0.3;

        List<MetricSample> samples = await SamplesAsync(await ResourcesAsync());

        Assert.Equal(_truth, samples.Select(one => Key(one.ResourceId, one.Metric, one.Timestamp, one.Value)).Order(StringComparer.Ordinal));
        // One for the inventory, fourteen for the days.
        Assert.Equal(15, _clouds.Calls.Answered("Allocation"));
        Assert.True(_counted.Taken.Count > 15);
        Assert.Equal(14, Collector().Estimate(Request(), [], Days).Calls);
    }

    [Fact]
    public async Task MetricsAsync_DaysThatPrometheusForgot_HaveNoSamples()
    {
        _clouds.Switches.RemembersFrom = new DateOnly(2026, 11, 15);

        List<MetricSample> samples = await SamplesAsync(await ResourcesAsync());

        Assert.Equal([new DateOnly(2026, 11, 15)], samples.Select(one => DateOnly.FromDateTime(one.Timestamp)).Distinct());
    }

    // Needed: 0.5 and 300, and a fifth: 0.6 of 2 cores and 360 of 1,000 MB. Freed: 0.7 and 0.64, half of each: 67 of 100.
    [Fact]
    public async Task OversizedContainer_OnWhatWasCollected_SavesWhatHandArithmeticSays()
    {
        CloudResource web = (await ResourcesAsync())[0];
        List<MetricSample> samples = await SamplesAsync([web]);
        MetricUse Use(string metric)
        {
            double[] values = [.. samples.Where(one => one.Metric == metric).Select(one => one.Value)];
            return new MetricUse([.. samples.Where(one => one.Metric == metric).GroupBy(one => DateOnly.FromDateTime(one.Timestamp)).Select(day => new MetricDay(day.Key, day.Average(one => one.Value), day.Max(one => one.Value), day.Sum(one => one.Value)))], values.Max(), values.Max(), values.Max(), values.Max(), 1);
        }

        Finding? finding = new OversizedContainer().Judge(new ResourceCase
        {
            Resource = web,
            Bill = new ResourceBill(100m, 730m),
            Usage = new Dictionary<string, MetricUse> { [MetricNames.Cores] = Use(MetricNames.Cores), [MetricNames.MemoryMb] = Use(MetricNames.MemoryMb) },
            AsOf = new DateOnly(2026, 11, 15),
        });

        Assert.Equal(67m, Math.Round(finding!.Saving.Headline, 6));
    }

    [Fact]
    public async Task MetricsAsync_SetsOfADay_AreRefused()
    {
        _clouds.Canned.Add("Allocation", new CannedAnswer(200, """{"code":200,"data":[{"prod/shop/deployment/web":{"name":"prod/shop/deployment/web","properties":{"cluster":"prod"},"window":{"start":"2026-11-02T00:00:00Z","end":"2026-11-03T00:00:00Z"},"minutes":1440,"cpuCoreUsageAverage":0.5,"ramByteUsageAverage":300000000}}]}"""));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => SamplesAsync([]));

        Assert.Equal(OpenCostUsageErrors.NoHours.Code, refusal.Problem.Code);
    }

    [Fact]
    public async Task InventoryAsync_ByNamespaceAlone_IsRefused()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ResourcesAsync(("aggregate", "cluster, namespace")));

        Assert.Equal((OpenCostUsageErrors.NoWorkloads.Code, 2), (refusal.Problem.Code, refusal.ExitCode));
    }

    [Fact]
    public async Task InventoryAsync_NothingOfTheDay_IsNoAnswer()
    {
        _clouds.Switches.RemembersFrom = new DateOnly(2027, 1, 1);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ResourcesAsync());

        Assert.Equal((OpenCostUsageErrors.NothingSeen.Code, 5), (refusal.Problem.Code, refusal.ExitCode));
    }

    [Fact]
    public async Task ExamineAsync_Workloads_SaysHowManyAskAndUse()
    {
        CheckResult result = await Collector().ExamineAsync(Request(), Stop);

        Assert.Equal((CheckState.Ok, "2 workloads, 1 with requests, 2 with usage by the hour"), (result.State, result.Finding));
    }

    private static string Key(string id, string metric, DateTime hour, double value) => string.Create(CultureInfo.InvariantCulture, $"{id} {metric} {hour:yyyy-MM-ddTHH} {Math.Round(value, 9)}");

    private OpenCostUsageCollector Collector() => new(new PlainSecrets(), _clock, new EndpointBreakers(_clock));

    private UsageRequest Request(params (string Key, string Value)[] source) => new(
        new Connection
        {
            Name = "acme-k8s",
            Provider = "kubernetes",
            Usage = new UsageSettings { Enabled = true },
            Source = new Dictionary<string, string>([
                KeyValuePair.Create("api", "opencost"), KeyValuePair.Create("endpoint", _clouds.Address.AbsoluteUri), KeyValuePair.Create("currency", "USD"), KeyValuePair.Create("standalone", "true"),
                .. source.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)),
            ]),
            Auth = new Dictionary<string, AuthValue> { ["token"] = new("example", null) },
        },
        new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero), _counted);

    private async Task<IReadOnlyList<CloudResource>> ResourcesAsync(params (string Key, string Value)[] source)
    {
        var resources = new List<CloudResource>();
        await foreach (InventoryPart part in Collector().InventoryAsync(Request(source), Stop)) resources.AddRange(part.Resources);
        return resources;
    }

    private async Task<List<MetricSample>> SamplesAsync(IReadOnlyList<CloudResource> resources)
    {
        var samples = new List<MetricSample>();
        await foreach (MetricSample sample in Collector().MetricsAsync(Request(), resources, Days, Stop)) samples.Add(sample);
        return samples;
    }
}
