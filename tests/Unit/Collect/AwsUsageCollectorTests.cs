using System.Globalization;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Aws;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The collector over HTTP against the simulated AWS; what it must find is the folder that the simulation serves.</summary>
public sealed class AwsUsageCollectorTests : IAsyncLifetime
{
    private static readonly DateOnly Last = new(2026, 11, 14);
    private static readonly DateTimeOffset AsOf = new(2026, 11, 15, 6, 0, 0, TimeSpan.Zero);
    private static readonly DayRange Week = new(new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 15));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-");
    private readonly CountedCalls _counted = new();
    private CloudHost _clouds = null!;
    private UsageFolder _truth = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SmallFleet.Write(_folder.FullName, Last, 14);
        _truth = await UsageFolder.ReadAsync(_folder.FullName, Token);
        _clouds = await CloudHost.StartAsync(0, Token);
        await _clouds.ServeUsageAsync(_folder.FullName, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Every cell of the folder's inventory that AWS tells, with a tenth of the calls throttled and two entries a page.</summary>
    [Fact]
    public async Task Inventory_ThrottledAndPaged_IsThatOfTheFolder()
    {
        _clouds.Switches.ThrottledShare = 0.1;
        _clouds.Switches.PageSize = 2;

        Dictionary<string, CloudResource> found = (await InventoryAsync(Usage())).ToDictionary(resource => resource.Id, StringComparer.Ordinal);

        Assert.Equal(_truth.Resources.Select(line => line.Id).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(_truth.Resources, line => Assert.Equal(Told(line), Told(found[line.Id], line)));
        Assert.Equal("cg-r01", found["i-idle"].Tags["costguard:ignore-rules"]);
        Assert.Equal((3000.0, 1000.0), (found["vol-data"].Provisioned[MetricNames.Iops], found["arn:aws:rds:eu-west-1:111122223333:db:orders"].Provisioned[MetricNames.Iops]));
        // The service is free: nothing of it is counted.
        Assert.Empty(_counted.Taken);
        Assert.Contains(_clouds.Calls.All, call => call.Status is 503 or 400);
    }

    /// <summary>Every sample, in halves and other units and over several pages; what nobody reports is not there.</summary>
    [Fact]
    public async Task Metrics_ThrottledAndPaged_AreThoseOfTheFolder()
    {
        IReadOnlyList<CloudResource> inventory = await InventoryAsync(Usage());
        _clouds.Switches.ThrottledShare = 0.1;
        _clouds.Switches.PointsOnPage = 1_000;

        var found = new Dictionary<(string, string, DateTime), double>();
        await foreach (MetricSample sample in Collector().MetricsAsync(Request(Usage()), inventory, Week, Token)) found.Add((sample.ResourceId, sample.Metric, sample.Timestamp), sample.Value);

        Dictionary<(string, string, DateTime), double> expected = Truth();
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, found[pair.Key], Math.Abs(pair.Value) * 1e-12));
        Assert.DoesNotContain(found.Keys, key => key is ("i-idle", MetricNames.Memory, _));
        // An hour without requests is a zero where the balancer was there: AWS leaves out zeros of this metric, and the balancer's units tell.
        Assert.Equal(0.0, found[("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/quiet/3c4d", MetricNames.Requests, new DateTime(2026, 11, 9, 3, 0, 0))]);
    }

    /// <summary>Each call takes the price of its metrics, counted by hand; lists of the agents' metrics one metric's.</summary>
    [Fact]
    public async Task Metrics_PriceOfEachCall_IsTakenBefore()
    {
        IReadOnlyList<CloudResource> inventory = await InventoryAsync(Usage());
        await foreach (MetricSample _ in Collector().MetricsAsync(Request(Usage()), inventory, Week, Token))
        {
        }

        // eu-west-1: i-busy 4, i-burst 4, i-host 3, two disks 4 each, database 4, two application balancers 3 each, a network one 2, NAT 2, group 1.
        Assert.Equal([0.00001m, 0.00001m, 0.00003m, 0.00001m, 0.00001m, 0.00034m], _counted.Taken.Select(call => call.Price));
        Assert.Equal(2, _clouds.Calls.Count("GetMetricData"));
        CallEstimate estimate = Collector().Estimate(Request(Usage()), inventory, Week);
        // Before it has asked, nobody knows of the agent's metric.
        Assert.Equal((2, 0.00036m), (estimate.Calls, decimal.Round(estimate.Calls * estimate.PricePerCall, 8)));
    }

    [Fact]
    public async Task Requests_AreTheOfficialModel()
    {
        IReadOnlyList<CloudResource> inventory = await InventoryAsync(Usage());
        await foreach (MetricSample _ in Collector().MetricsAsync(Request(Usage()), inventory, Week, Token))
        {
        }

        Call[] calls = [.. _clouds.Calls.All.Where(call => call.Operation is "GetMetricData" or "ListMetrics")];
        Assert.NotEmpty(calls);
        foreach (Call call in calls)
        {
            Assert.Empty(AwsModel.CloudWatch.CheckRequest(call.Operation, JsonDocument.Parse(call.Body).RootElement));
            Assert.Empty(AwsModel.CloudWatch.CheckAnswer(call.Operation, JsonDocument.Parse(call.Answer).RootElement));
        }

        Assert.Empty(AwsModel.CloudWatch.CheckRecord("GetMetricData", typeof(GetMetricDataResponse)));
        Assert.Empty(AwsModel.CloudWatch.CheckRecord("GetMetricData", typeof(GetMetricDataRequest), "input"));
        Assert.Empty(AwsModel.CloudWatch.CheckRecord("ListMetrics", typeof(ListMetricsResponse)));
    }

    [Fact]
    public async Task Inventory_OneQuestionRefused_IsTheOnlyPartThatIsMissing()
    {
        _clouds.Canned.Add("DescribeDBInstances", new CannedAnswer(403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform rds:DescribeDBInstances</Message></Error></ErrorResponse>"));
        var parts = new List<InventoryPart>();
        await foreach (InventoryPart part in Collector().InventoryAsync(Request(Usage() with { Regions = ["eu-west-1"] }), Token)) parts.Add(part);

        InventoryPart refused = Assert.Single(parts, part => part.Problem is not null);
        Assert.Equal(("CG1193", ResourceKind.Database, "eu-west-1"), (refused.Problem!.Code, Assert.Single(refused.Kinds), refused.Region));
        Assert.Contains("rds:DescribeDBInstances", refused.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, parts.Single(part => part.Kinds.Contains(ResourceKind.Disk)).Resources.Count);
    }

    [Fact]
    public async Task Inventory_KindsAndRegions_AreAllThatIsAsked()
    {
        IReadOnlyList<CloudResource> found = await InventoryAsync(Usage() with { Regions = ["eu-central-1"], Kinds = [ResourceKind.Machine] });
        Assert.Equal("i-idle", Assert.Single(found).Id);
        Assert.Equal(["GetCallerIdentity", "DescribeInstances"], _clouds.Calls.All.Select(call => call.Operation));
    }

    /// <summary>Two roles, two accounts; resources are asked with the role that reaches them.</summary>
    [Fact]
    public async Task Roles_EachReachesItsOwnAccount()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "inventory.csv"), "resource_id,provider,kind,account,region\ni-one,aws,machine,000000000001,eu-west-1\ni-two,aws,machine,000000000002,eu-west-1\n", Token);
        await _clouds.ServeUsageAsync(_folder.FullName, Token);
        IReadOnlyList<CloudResource> found = await InventoryAsync(Usage() with { Roles = ["arn:aws:iam::000000000002:role/Reader", "arn:aws:iam::000000000001:role/Reader"] });
        Assert.Equal(["000000000001 i-one", "000000000002 i-two"], found.Select(resource => $"{resource.Account} {resource.Id}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Examine_RightsMissing_AreNamed()
    {
        CheckResult well = await Collector().ExamineAsync(Request(Usage()), Token);
        _clouds.Canned.Add("DescribeVolumes", new CannedAnswer(403, "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized.</Message></Error></Errors></Response>"));
        CheckResult broken = await Collector().ExamineAsync(Request(Usage()), Token);
        Assert.Equal((CheckState.Ok, CheckState.Failed), (well.State, broken.State));
        Assert.Contains("ec2:DescribeVolumes", broken.Finding, StringComparison.Ordinal);
        Assert.Equal(0, _clouds.Calls.Count("GetMetricData"));
    }

    private Dictionary<(string, string, DateTime), double> Truth() => _truth.Resources
        .SelectMany(line => (string[])["cpu-percent", "memory-percent", "network-bytes", "cpu-credits", "disk-iops", "disk-mbps", "connections", "requests", "processed-bytes"], (line, metric) => (line.Id, Metric: metric))
        .SelectMany(one => _truth.Samples(one.Id, one.Metric, Week.Start.ToDateTime(TimeOnly.MinValue), Week.End.ToDateTime(TimeOnly.MinValue)), (one, sample) => (Key: (one.Id, one.Metric, sample.Key), sample.Value))
        .ToDictionary(one => one.Key, one => one.Value);

    private static string Told(UsageResource line) => string.Join(
        " | ", line.Kind, line["account"], line["region"], line["type"], line["state"], line["state_since"], line["created"], line["attached_to"], line["member_of"], line["os"], line["size_gb"], line["members"], line["retention_days"],
        line.IsSpecial, string.Join(",", line.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)));

    // What the folder does not say is not compared.
    private static string Told(CloudResource of, UsageResource line)
    {
        string? Said(string column, string? cell) => line[column] is null ? null : cell;
        return string.Join(
            " | ", of.Kind.ToString().ToLowerInvariant(), of.Account, of.Region, Said("type", of.Type), Said("state", of.State), Said("state_since", Day(of.StateSince)), Said("created", Day(of.Created)), Said("attached_to", of.AttachedTo),
            Said("member_of", of.Group), Said("os", of.Os), Said("size_gb", of.SizeGb?.ToString("0.##", CultureInfo.InvariantCulture)), of.Members?.ToString(CultureInfo.InvariantCulture),
            of.RetentionDays?.ToString(CultureInfo.InvariantCulture), of.IsSpecial, string.Join(",", of.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)));
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<CloudResource>> InventoryAsync(UsageSettings settings)
    {
        var all = new List<CloudResource>();
        await foreach (InventoryPart part in Collector().InventoryAsync(Request(settings), Token))
        {
            Assert.Null(part.Problem);
            all.AddRange(part.Resources);
        }

        return all;
    }

    private static AwsUsageCollector Collector()
    {
        var clock = new HurriedClock();
        return new AwsUsageCollector(new AwsAccess(new PlainSecrets(), clock, new EndpointBreakers(clock)));
    }

    private UsageSettings Usage() => new() { Enabled = true, Endpoint = _clouds.Address.ToString() };

    private UsageRequest Request(UsageSettings settings) => new(
        new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["export"] = "s3://acme-billing/focus" },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("AKIAEXAMPLE", null), ["secretAccessKey"] = new("example", null), ["stsEndpoint"] = new(_clouds.Address.ToString(), null) },
            Usage = settings,
        },
        AsOf, _counted);
}
