using CostGuard.Collect;
using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The source over HTTP: what is asked for, what is not there, what is forgotten, and what must not count twice.</summary>
public sealed class OpenCostSourceTests : IDisposable
{
    private static readonly BillingPeriod June = BillingPeriod.Month(2024, 6);

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private readonly HurriedClock _clock = new();
    private readonly CountedCalls _counted = new();
    private readonly List<string> _asked = [];
    private readonly List<string?> _tokens = [];
    private int _run;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task CollectAsync_OpenMonth_AsksForEachDayThatIsOver()
    {
        using FakeHttp cluster = Cluster(day => Day(day, "1"));

        CollectUnit unit = Assert.Single(await CollectAsync(Connection(cluster), "2024-06-04T07:00:00Z"));

        Assert.Equal(June, unit.Period);
        Assert.Equal(["2024-06-01", "2024-06-02", "2024-06-03"], Days(unit));
        Assert.Equal("/allocation?window=2024-06-01T00:00:00Z,2024-06-02T00:00:00Z&aggregate=cluster,namespace,controllerKind,controller&includeIdle=true", Uri.UnescapeDataString(_asked[0]));
        Assert.Equal((3, 3), (_asked.Count, _counted.Taken.Count));
        Assert.All(_tokens, token => Assert.Equal("Bearer secret", token));
        Assert.Empty(unit.Problems);
    }

    [Fact]
    public async Task CollectAsync_Throttled_WaitsAndAsksAgain()
    {
        int calls = 0;
        using FakeHttp cluster = Cluster(day => ++calls == 1 ? (429, "") : calls == 2 ? (503, "") : Day(day, "1"));

        Assert.Single(Assert.Single(await CollectAsync(Connection(cluster), "2024-06-02T07:00:00Z")).Files);

        Assert.Equal(3, _asked.Count);
    }

    [Theory]
    [InlineData(401, "CG1173", 4)]
    [InlineData(403, "CG1173", 4)]
    [InlineData(302, "CG1173", 4)]
    [InlineData(400, "CG1174", 2)]
    [InlineData(404, "CG1174", 2)]
    [InlineData(500, "CG1158", 1)]
    public async Task CollectAsync_Refused_IsToldAsWhatItIs(int status, string code, int exit)
    {
        using FakeHttp cluster = Cluster(_ => (status, """{"message":"no such thing"}"""));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(Connection(cluster), "2024-06-02T07:00:00Z"));

        Assert.Equal((code, exit), (refusal.Problem.Code, refusal.ExitCode));
        Assert.Contains("no such thing", refusal.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Problem.Message, StringComparison.Ordinal);
    }

    // Days before OpenCost was installed are no holes; one between two days with costs is.
    [Theory]
    [InlineData("""{"code":200,"data":[{}]}""")]
    [InlineData("""{"code":200,"data":[null]}""")]
    [InlineData("""{"code":200,"data":[]}""")]
    [InlineData("""{"code":200,"data":null}""")]
    public async Task CollectAsync_EmptyDayAmongOthers_IsTold(string empty)
    {
        using FakeHttp cluster = Cluster(day => day is "2024-06-01" or "2024-06-03" ? (200, empty) : Day(day, "1"));

        CollectUnit unit = Assert.Single(await CollectAsync(Connection(cluster), "2024-06-05T07:00:00Z"));

        Assert.Equal(["2024-06-02", "2024-06-04"], Days(unit));
        Problem problem = Assert.Single(unit.Problems);
        Assert.Equal(OpenCostErrors.MissingDays.Code, problem.Code);
        Assert.EndsWith("OpenCost has no costs of 2024-06-03.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectAsync_NothingAnywhere_IsNoUnit()
    {
        using FakeHttp cluster = Cluster(_ => (200, """{"code":200,"data":[{}]}"""));

        Assert.Empty(await CollectAsync(Connection(cluster), "2024-06-03T07:00:00Z"));
    }

    // Prometheus forgot the first day and half of the second: what was kept of them stands in.
    [Fact]
    public async Task CollectAsync_ForgottenDays_StayAsTheyWereKept()
    {
        bool later = false;
        using FakeHttp cluster = Cluster(day => !later ? Day(day, "1") : day == "2024-06-01" ? (200, """{"code":200,"data":[{}]}""") : day == "2024-06-02" ? Day(day, "0.5", 700) : Day(day, "2"));
        await CollectAsync(Connection(cluster), "2024-06-04T07:00:00Z");
        later = true;

        CollectUnit unit = Assert.Single(await CollectAsync(Connection(cluster), "2024-06-04T07:00:00Z"));

        Assert.Equal(["1", "1", "2"], Costs(unit));
        Assert.Empty(unit.Problems);
    }

    // The connection was pointed at another cluster: what was kept of the first is not its cost.
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "prod-eu")]
    public async Task CollectAsync_KeptDaysOfAnotherCluster_DoNotCount(bool otherAddress, string? otherName)
    {
        using FakeHttp first = Cluster(day => Day(day, "100"));
        await CollectAsync(Connection(first), "2024-06-03T07:00:00Z");
        bool young = false;
        (int, string) Young(string day) => young && day == "2024-06-01" ? (200, """{"code":200,"data":[{}]}""") : Day(day, "1", 700);
        using FakeHttp second = Cluster(Young);
        Connection connection = Connection(otherAddress ? second : first);
        if (otherName is not null) connection = connection with { Source = new Dictionary<string, string>(connection.Source) { ["cluster"] = otherName } };
        young = true;

        CollectUnit unit = Assert.Single(await CollectAsync(connection, "2024-06-03T07:00:00Z"));

        Assert.Equal(otherAddress ? ["1"] : ["100", "100"], Costs(unit));
        Assert.All(Records(unit), record => Assert.Equal((connection.Source["endpoint"].TrimEnd('/'), otherName), (record.Head.Endpoint, record.Head.Cluster)));
    }

    [Fact]
    public async Task CollectAsync_ForgottenAndNotKept_LeavesTheStoredMonth()
    {
        using FakeHttp cluster = Cluster(day => day == "2024-06-01" ? (200, """{"code":200,"data":[{}]}""") : Day(day, "1"));

        CollectUnit unit = Assert.Single(await CollectAsync(Connection(cluster), "2024-06-03T07:00:00Z", "1 2"));

        Assert.Empty(unit.Files);
        Assert.Single(unit.Unchanged);
        Assert.Equal(OpenCostErrors.Forgotten.Code, Assert.Single(unit.Problems).Code);
    }

    [Fact]
    public async Task CollectAsync_MonthThatIsForgottenWhole_IsUnchanged()
    {
        using FakeHttp cluster = Cluster(_ => (200, """{"code":200,"data":[{}]}"""));

        CollectUnit unit = Assert.Single(await CollectAsync(Connection(cluster), "2024-06-03T07:00:00Z", "1 2"));

        Assert.Empty(unit.Files);
        Assert.Single(unit.Unchanged);
        Assert.Empty(unit.Problems);
    }

    [Theory]
    [InlineData("CG1172", null, "endpoint", "http://127.0.0.1:1")]
    [InlineData("CG1171", "acme-aws", "currency", "usd")]
    [InlineData("CG1171", "acme-aws", "endpoint", "opencost:9003")]
    [InlineData("CG1171", "acme-aws", "endpoint", "http://opencost.example:9003")]
    [InlineData("CG1171", "acme-aws", "aggregate", "namespace,team")]
    [InlineData("CG1171", "acme-aws", "aggregate", "label:")]
    [InlineData("CG1171", "acme-aws", "idle", "yes")]
    [InlineData("CG1171", "acme-aws", "agregate", "namespace")]
    public void Estimate_SettingThatCannotBe_IsRefused(string code, string? crossCheckOf, string key, string value)
    {
        Connection connection = Connection(null) with { CrossCheckOf = crossCheckOf };
        connection = connection with { Source = new Dictionary<string, string>(connection.Source) { [key] = value } };

        CostGuardException refusal = Assert.Throws<CostGuardException>(() => Source().Estimate(CollectRequests.For(connection, _folder, June)));

        Assert.Equal((code, 2), (refusal.Problem.Code, refusal.ExitCode));
    }

    [Theory]
    [InlineData("https://user:pass-word@opencost.example")]
    [InlineData("https://opencost.example/?token=pass-word")]
    public void Estimate_EndpointWithASecret_IsRefusedUnseen(string endpoint)
    {
        Connection connection = Connection(null);
        connection = connection with { Source = new Dictionary<string, string>(connection.Source) { ["endpoint"] = endpoint } };

        CostGuardException refusal = Assert.Throws<CostGuardException>(() => Source().Estimate(CollectRequests.For(connection, _folder, June)));

        Assert.Equal("CG1171", refusal.Problem.Code);
        Assert.DoesNotContain("pass-word", refusal.Problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_Standalone_NeedsNoOtherConnection()
    {
        Connection connection = Connection(null) with { CrossCheckOf = null };
        connection = connection with { Source = new Dictionary<string, string>(connection.Source) { ["standalone"] = "true" } };

        CallEstimate estimate = Source().Estimate(CollectRequests.For(connection, _folder, June));

        Assert.Equal((30, 0m), (estimate.Calls, estimate.PricePerCall));
    }

    private static (int Status, string Body) Day(string day, string cost, int minutes = 1440) => (200,
        $$$"""{"code":200,"data":[{"c/shop":{"name":"c/shop","properties":{"cluster":"c"},"window":{"start":"{{{day}}}T00:00:00Z","end":"{{{DateOnly.Parse(day, null).AddDays(1):yyyy-MM-dd}}}T00:00:00Z"},"minutes":{{{minutes}}},"totalCost":{{{cost}}}}}]}""");

    private static Connection Connection(FakeHttp? cluster) => new()
    {
        Name = "shop-cluster",
        Provider = "kubernetes",
        CrossCheckOf = "acme-aws",
        Source = new Dictionary<string, string> { ["api"] = "opencost", ["endpoint"] = cluster?.Address ?? "https://opencost.example", ["currency"] = "EUR" },
        Auth = new Dictionary<string, AuthValue> { ["token"] = new("secret", null) },
    };

    private static IEnumerable<string> Days(CollectUnit unit) => Records(unit).Select(record => record.Head.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<string> Costs(CollectUnit unit) => Records(unit).Select(record =>
    {
        using var answer = new OpenCostAnswer(record.Answer, record.Head.Day, "x");
        return answer.CostOf(Assert.Single(answer.Allocations));
    });

    private static IEnumerable<(OpenCostHead Head, ReadOnlyMemory<byte> Answer)> Records(CollectUnit unit)
    {
        SourceFile file = Assert.Single(unit.Files);
        return OpenCostFile.Read(File.ReadAllBytes(file.Path), file.Name);
    }

    private static Load Stored(string days) => new()
    {
        Id = new LoadId("01JD7000000000000000000000"),
        Source = new SourceKey("shop-cluster"),
        Period = June,
        SealedAt = DateTimeOffset.UnixEpoch,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [new LoadFile("2024-06.opencost", "", 1, 2) { Version = days }],
        Totals = [new ControlTotal(Currency.Parse("EUR"), 2, default, default, default)],
        Problems = [],
        RowsRead = 2,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "x",
    };

    private OpenCostSource Source() => new(new PlainSecrets(), _clock, new HomeFolder(Path.Combine(_folder, "home")), new EndpointBreakers(_clock));

    private FakeHttp Cluster(Func<string, (int Status, string Body)> answer) => new((_, url, _) =>
    {
        _asked.Add(url);
        return answer(Uri.UnescapeDataString(url).Split("window=")[1][..10]);
    })
    {
        ContentType = "application/json",
        Seen = context => _tokens.Add(context.Request.Headers["Authorization"]),
    };

    private async Task<IReadOnlyList<CollectUnit>> CollectAsync(Connection connection, string asOf, string? stored = null)
    {
        string staging = Directory.CreateDirectory(Path.Combine(_folder, $"run-{_run++}")).FullName;
        CollectRequest request = CollectRequests.For(connection, staging, June) with
        {
            AsOf = DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture),
            Calls = _counted,
            Current = stored is null ? [] : [Stored(stored)],
        };
        var units = new List<CollectUnit>();
        await foreach (CollectUnit unit in Source().CollectAsync(request, TestContext.Current.CancellationToken)) units.Add(unit);
        return units;
    }
}
