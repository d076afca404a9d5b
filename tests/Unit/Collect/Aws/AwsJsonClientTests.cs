using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>The client over HTTP: signing, waits, refusals.</summary>
public sealed class AwsJsonClientTests : IAsyncLifetime
{
    private static readonly CannedAnswer Throttled = new(400, """{"__type":"LimitExceededException","Message":"Rate exceeded"}""");
    private static readonly CannedAnswer Good = new(200, """{"ResultsByTime":[]}""");

    private readonly List<TimeSpan> _waits = [];
    private readonly List<string> _announced = [];
    private CloudHost _clouds = null!;

    public async ValueTask InitializeAsync() => _clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _clouds.DisposeAsync();

    // C10: throttling comes as HTTP 400, and a refusal too.
    [Fact]
    public async Task Call_ThrottledTwice_WaitsLongerEachTimeAndSucceeds()
    {
        _clouds.Canned.Add("GetCostAndUsage", Throttled, Throttled, Good);

        await CallAsync();

        Assert.Equal(3, _clouds.Calls.Count("GetCostAndUsage"));
        Assert.Equal(3, _announced.Count);
        Assert.Equal(2, _waits.Count);
        Assert.True(_waits[0] > TimeSpan.Zero && _waits[1] >= _waits[0], $"The waits were {string.Join(", ", _waits)}.");
    }

    [Fact]
    public async Task Call_ValidationException_IsNotRepeated()
    {
        _clouds.Canned.Add("GetCostAndUsage", new CannedAnswer(400, """{"__type":"com.amazonaws.ce#ValidationException","message":"Start date should be before end date"}"""), Good);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(CallAsync);

        Assert.Equal((2, CostExplorerErrors.Refused.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Contains("ValidationException: Start date should be before end date", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, _clouds.Calls.Count("GetCostAndUsage"));
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task Call_AlwaysThrottled_GivesUpAfterEightAttempts()
    {
        _clouds.Canned.Add("GetCostAndUsage", [.. Enumerable.Repeat(Throttled, 20)]);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(CallAsync);

        Assert.Equal((5, CostExplorerErrors.Throttled.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Equal(8, _clouds.Calls.Count("GetCostAndUsage"));
        Assert.Equal(_waits.Order(), _waits);
    }

    [Fact]
    public async Task Call_GatewayErrorInHtml_IsRepeated()
    {
        _clouds.Canned.Add("GetCostAndUsage", new CannedAnswer(503, "<html><body>Service Unavailable</body></html>"), Good);

        await CallAsync();

        Assert.Equal(2, _clouds.Calls.Count("GetCostAndUsage"));
    }

    [Fact]
    public async Task Call_ConnectionBroken_IsRepeated()
    {
        _clouds.Switches.BrokenCalls.Add(1);
        _clouds.Canned.Add("GetCostAndUsage", Good);

        await CallAsync();

        Assert.Equal(2, _clouds.Calls.Count("GetCostAndUsage"));
    }

    [Fact]
    public async Task Call_AccessDenied_NamesThePermission()
    {
        _clouds.Canned.Add("GetCostAndUsage", new CannedAnswer(400, """{"__type":"AccessDeniedException","Message":"User is not authorized to perform: ce:GetCostAndUsage"}"""));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(CallAsync);

        Assert.Equal(CostExplorerErrors.Denied.Code, refusal.Problem.Code);
        Assert.Contains("ce:GetCostAndUsage", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NotJson_IsRefused()
    {
        _clouds.Canned.Add("GetCostAndUsage", new CannedAnswer(200, "<html>proxy</html>"));

        Assert.Equal(CostExplorerErrors.Unreadable.Code, (await Assert.ThrowsAsync<CostGuardException>(CallAsync)).Problem.Code);
    }

    [Fact]
    public async Task Announcement_Refuses_NothingIsCalled()
    {
        using AwsJsonClient client = Open((_, _) => throw new CostGuardException(7, CollectErrors.CapReached.At("cap")));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => new CostExplorerClient(client).GetCostAndUsageAsync(June, TestContext.Current.CancellationToken));

        Assert.Equal(7, refusal.ExitCode);
        Assert.Empty(_clouds.Calls.All);
    }

    [Theory]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    public async Task AssumeRole_ExternalId_IsSentAndHeld(string externalId, bool good)
    {
        _clouds.Switches.ExternalId = "right";
        _clouds.Canned.Add("GetCostAndUsage", Good);
        var access = new AwsAccess(new PlainSecrets(), TimeProvider.System, new EndpointBreakers(TimeProvider.System));
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws-cost-explorer",
            Auth = new Dictionary<string, AuthValue>
            {
                ["accessKeyId"] = new("AKIAEXAMPLE", null),
                ["secretAccessKey"] = new("example", null),
                ["assumeRole"] = new("arn:aws:iam::111122223333:role/CostGuardReader", null),
                ["externalId"] = new(externalId, null),
                ["stsEndpoint"] = new(_clouds.Address.ToString(), null),
            },
        };
        using AwsJsonClient client = access.Open(AwsJsonService.CostExplorer, connection, AwsPartition.OfRegion(null), _clouds.Address, (_, _) => Task.CompletedTask);
        Task<AwsAnswer<GetCostAndUsageResponse>> call = new CostExplorerClient(client).GetCostAndUsageAsync(June, TestContext.Current.CancellationToken);

        if (good) await call;
        else Assert.Equal(CostExplorerErrors.Denied.Code, (await Assert.ThrowsAsync<CostGuardException>(() => call)).Problem.Code);
        Assert.Equal(1, _clouds.Calls.Count("AssumeRole"));
        Assert.Equal(good ? 1 : 0, _clouds.Calls.Count("GetCostAndUsage"));
    }

    [Theory]
    [InlineData("""{"MaxImpact":12.345678901234567890123}""", "12.345678901234567890123")]
    [InlineData("""{"MaxImpact":1e-7}""", "1e-7")]
    public void NumberText_JsonNumber_KeepsItsDigits(string json, string text) => Assert.Equal(text, JsonSerializer.Deserialize<Impact>(json, AwsJsonText.Options)!.MaxImpact);

    private static GetCostAndUsageRequest June => new() { TimePeriod = new DateInterval("2025-06-01", "2025-07-01"), Granularity = "MONTHLY", Metrics = ["UnblendedCost"] };

    private async Task CallAsync()
    {
        using AwsJsonClient client = Open((operation, _) =>
        {
            _announced.Add(operation);
            return Task.CompletedTask;
        });
        await new CostExplorerClient(client).GetCostAndUsageAsync(June, TestContext.Current.CancellationToken);
    }

    private AwsJsonClient Open(Func<string, CancellationToken, Task> beforeCall) => new(
        AwsJsonService.CostExplorer, new AwsJsonConfig(AwsJsonService.CostExplorer, AwsPartition.OfRegion(null), _clouds.Address), new Amazon.Runtime.BasicAWSCredentials("AKIAEXAMPLE", "example"),
        beforeCall, (time, _) =>
        {
            _waits.Add(time);
            return Task.CompletedTask;
        });
}

/// <summary>Gives texts as they are.</summary>
internal sealed class PlainSecrets : ISecrets
{
    public string Reveal(AuthValue value) => value.Text ?? throw new InvalidOperationException("No secret is expected here.");
}
