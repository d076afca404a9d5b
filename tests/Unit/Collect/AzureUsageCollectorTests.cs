using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Inventory and metrics from the simulated Azure, which answers from a usage folder: what comes back is that folder, whatever the cloud does on the way.</summary>
public sealed class AzureUsageCollectorTests : IAsyncLifetime
{
    private static readonly DayRange Days = new(new DateOnly(2026, 11, 14), new DateOnly(2026, 11, 16));

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private readonly HurriedClock _clock = new();
    private readonly CountedCalls _counted = new();
    private readonly List<Problem> _left = [];
    private readonly AzureEstate _estate = new(70);
    private CloudHost _clouds = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _clouds = await CloudHost.StartAsync(0, Stop);
        await _estate.WriteAsync(_folder, Stop);
        await _clouds.ServeUsageAsync(_folder, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task InventoryAsync_PagesAndThrottling_IsTheFolder(string culture)
    {
        Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
        _clouds.Switches.PageSize = 20;
        _clouds.Switches.QuotaReset = TimeSpan.FromSeconds(5);
        _clouds.Switches.ThrottledShare = 0.3;

        List<InventoryPart> parts = await PartsAsync();

        Assert.All(parts, part => Assert.Null(part.Problem));
        Assert.Equal(_estate.Resources.Select(AzureEstate.Key), parts.SelectMany(part => part.Resources).OrderBy(one => one.Id, StringComparer.Ordinal).Select(AzureEstate.Key));

        // 140 machines, 142 disks: 7 and 8 pages. The quota's own header was kept, and none was asked for when nothing was left.
        Assert.True(_clouds.Calls.Answered("ResourceGraph") >= 15);
        Assert.True(_clouds.Calls.Count("ResourceGraph") > _clouds.Calls.Answered("ResourceGraph"));
        Assert.Contains(_clock.Waits, wait => wait >= TimeSpan.FromSeconds(2) && wait <= TimeSpan.FromSeconds(3));
        Assert.Equal(_clouds.Calls.Answered("ResourceGraph") - 1, _clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(5)));
        Assert.Equal(_clouds.Calls.All.Count, _counted.Taken.Count);
    }

    [Fact]
    public async Task MetricsAsync_Throttling_IsTheFolderInBatchesOfFifty()
    {
        _clouds.Switches.ThrottledShare = 0.3;

        List<MetricSample> samples = await SamplesAsync();

        Assert.Equal(_estate.Samples.Select(AzureEstate.Key), samples.Select(AzureEstate.Key).Order(StringComparer.Ordinal));
        // Each subscription has 35 machines in each of two regions, as many disks (the one of nobody is not asked about), and in one region a scale set, load balancers, a NAT
        // gateway, a VPN gateway, a line, a database and a plan.
        Assert.Equal(2 * (2 + 2 + 7), _clouds.Calls.Answered("MetricsBatch"));
        Assert.Equal(0, _clouds.Calls.Count("Metrics"));
        Assert.True(_clouds.Calls.Count("MetricsBatch") > _clouds.Calls.Answered("MetricsBatch"));
        Assert.Equal(_clouds.Calls.Answered("MetricsBatch"), Collector().Estimate(Request(), _estate.Resources, Days).Calls);
    }

    [Fact]
    public async Task MetricsAsync_BatchesAreRefused_AsksOneByOne()
    {
        for (int i = 0; i < 4; i++) _clouds.Canned.Add("MetricsBatch", new CannedAnswer(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}"""));

        List<MetricSample> samples = await SamplesAsync();

        Assert.Equal(_estate.Samples.Select(AzureEstate.Key), samples.Select(AzureEstate.Key).Order(StringComparer.Ordinal));
        Assert.Equal(4, _clouds.Calls.Count("MetricsBatch"));
    }

    [Fact]
    public async Task MetricsAsync_NameThatIsNotKnown_LeavesTheOthers()
    {
        CloudResource[] machines = [.. _estate.Resources.Where(one => one is { Kind: ResourceKind.Machine, Account: AzureEstate.SubA, Region: "westeurope" })];
        CannedAnswer refused = new(400, """{"error":{"code":"BadRequest","message":"Failed to find metric configuration"}}""");
        _clouds.Canned.Add("MetricsBatch", refused, refused);

        List<MetricSample> samples = await SamplesAsync(machines);

        // The first name asked for alone is the one that was refused: CPU is unknown then, and nothing else is.
        HashSet<string> own = [.. machines.Select(one => one.Id)];
        Assert.Equal(_estate.Samples.Where(one => own.Contains(one.ResourceId) && one.Metric != MetricNames.Cpu).Select(AzureEstate.Key), samples.Select(AzureEstate.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MetricsAsync_SubscriptionThatRefuses_LeavesTheOthers()
    {
        CannedAnswer refused = new(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}""");
        _clouds.Canned.Add("MetricsBatch", refused);
        _clouds.Canned.Add("Metrics", refused);

        List<MetricSample> samples = await SamplesAsync();

        Assert.Equal(_estate.Samples.Where(one => one.ResourceId.Contains(AzureEstate.SubB, StringComparison.Ordinal)).Select(AzureEstate.Key), samples.Select(AzureEstate.Key).Order(StringComparer.Ordinal));
        Problem left = Assert.Single(_left);
        Assert.Equal(AzureUsageErrors.MetricsMissing.Code, left.Code);
        Assert.Contains(AzureEstate.SubA, left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricsAsync_EverySubscriptionRefuses_IsNoAnswer()
    {
        CannedAnswer refused = new(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}""");
        _clouds.Canned.Add("MetricsBatch", refused, refused);
        _clouds.Canned.Add("Metrics", refused, refused);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => SamplesAsync());

        Assert.Equal((AzureUsageErrors.NoAccess.Code, 4), (refusal.Problem.Code, refusal.ExitCode));
    }

    [Fact]
    public async Task InventoryAsync_SizesAreRefused_MemoryIsUnknownAndNotZero()
    {
        _clouds.Canned.Add("MachineSizes", [.. Enumerable.Repeat(new CannedAnswer(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}"""), 4)]);

        CloudResource[] machines = [.. (await PartsAsync()).SelectMany(part => part.Resources).Where(one => one.Kind == ResourceKind.Machine)];

        Assert.Equal(140, machines.Length);
        Assert.All(machines, one => Assert.Empty(one.Provisioned));
        Assert.DoesNotContain(await SamplesAsync(machines), sample => sample.Metric == MetricNames.Memory);
    }

    [Fact]
    public async Task InventoryAsync_PageThatIsNotTheLastAndNamesNoNext_IsAPartWithoutAnswer()
    {
        // Interfaces are asked for first, then disks.
        CannedAnswer none = new(200, """{"data":[],"resultTruncated":"false"}"""), half = new(200, """{"data":[],"resultTruncated":"true"}""");
        _clouds.Canned.Add("ResourceGraph", none, half);

        List<InventoryPart> parts = await PartsAsync();

        Assert.Equal(["disks"], parts.Where(part => part.Problem is not null).Select(part => part.Name.Split(' ')[^1]));
        Assert.Equal(AzureUsageErrors.Incomplete.Code, parts[0].Problem!.Code);
        Assert.Empty(parts[0].Resources);
        // Nobody knows whether a snapshot's disk is gone.
        Assert.DoesNotContain(parts.SelectMany(part => part.Resources), one => one.Kind == ResourceKind.Snapshot && one.AttachedTo is "");
    }

    [Fact]
    public async Task InventoryAsync_NothingIsSeen_IsNoAnswer()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "inventory.csv"), "resource_id,provider,kind\n", Stop);
        await _clouds.ServeUsageAsync(_folder, Stop);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => PartsAsync());

        Assert.Equal(AzureUsageErrors.NothingSeen.Code, refusal.Problem.Code);
    }

    [Fact]
    public async Task InventoryAsync_KindsRegionsAndScope_AreWhatIsGiven()
    {
        Connection narrow = Connection(new UsageSettings { Enabled = true, Kinds = [ResourceKind.Machine], Regions = ["northeurope"] }, ("scope", $"subscriptions/{AzureEstate.SubA}"));

        List<InventoryPart> parts = await PartsAsync(narrow);

        // Every second of 70 machines.
        Assert.Equal((1, 35), (parts.Count, parts[0].Resources.Count));
        Assert.All(parts[0].Resources, one => Assert.Equal((AzureEstate.SubA, "northeurope"), (one.Account, one.Region)));
        // The disk that it starts from tells since when it has been off.
        Assert.All(parts[0].Resources, one => Assert.NotNull(one.StateSince));
    }

    [Fact]
    public async Task ExamineAsync_AllRights_IsWhole()
    {
        CheckResult result = await Collector().ExamineAsync(Request(), Stop);

        Assert.Equal((CheckState.Ok, "usage"), (result.State, result.Name));
        Assert.Contains("the memory of", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExamineAsync_NoBatches_SaysWhatIsMissing()
    {
        _clouds.Canned.Add("MetricsBatch", new CannedAnswer(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}"""));

        CheckResult result = await Collector().ExamineAsync(Request(), Stop);

        Assert.Equal(CheckState.Warning, result.State);
        Assert.Contains("one resource a call", result.Finding, StringComparison.Ordinal);
        Assert.Contains("whole subscription", result.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExamineAsync_NoReader_NamesTheRight()
    {
        _clouds.Canned.Add("ResourceGraph", [.. Enumerable.Repeat(new CannedAnswer(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}"""), 2)]);

        CheckResult result = await Collector().ExamineAsync(Request(), Stop);

        Assert.Equal((CheckState.Failed, AzureUsageErrors.NoAccess.Code), (result.State, result.Code));
    }

    private AzureUsageCollector Collector() => new(new PlainSecrets(), _clock, new EndpointBreakers(_clock));

    private UsageRequest Request(Connection? connection = null) => new(connection ?? Connection(new UsageSettings { Enabled = true }), new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero), _counted) { Left = _left.Add };

    private async Task<List<InventoryPart>> PartsAsync(Connection? connection = null)
    {
        var parts = new List<InventoryPart>();
        await foreach (InventoryPart part in Collector().InventoryAsync(Request(connection), Stop)) parts.Add(part);
        return parts;
    }

    private async Task<List<MetricSample>> SamplesAsync(IReadOnlyList<CloudResource>? resources = null)
    {
        var samples = new List<MetricSample>();
        await foreach (MetricSample sample in Collector().MetricsAsync(Request(), resources ?? _estate.Resources, Days, Stop)) samples.Add(sample);
        return samples;
    }

    private Connection Connection(UsageSettings usage, params (string Key, string Value)[] source) => new()
    {
        Name = "acme-azure",
        Provider = "azure",
        Usage = usage,
        Source = new Dictionary<string, string>([KeyValuePair.Create("api", "query"), KeyValuePair.Create("endpoint", _clouds.Address.AbsoluteUri), .. source.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]),
        Auth = new Dictionary<string, AuthValue>
        {
            ["tenantId"] = new("00000000-0000-4000-8000-00000000000a", null),
            ["clientId"] = new("00000000-0000-4000-8000-00000000000b", null),
            ["clientSecret"] = new("example", null),
            ["authority"] = new(_clouds.Address.AbsoluteUri, null),
        },
    };
}
