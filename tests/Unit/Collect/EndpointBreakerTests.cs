using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The breaker by a controlled clock, then over HTTP in every source that calls.</summary>
public sealed class EndpointBreakerTests
{
    private static readonly Uri Cloud = new("https://ce.us-east-1.amazonaws.com/path"), Other = new("https://ce.cn-northwest-1.amazonaws.com.cn");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));
    private readonly CountedCalls _counted = new();

    [Fact]
    public void Enter_EightFailuresInARow_OpensThatEndpointAlone()
    {
        var breakers = new EndpointBreakers(_clock);
        Fail(breakers.Of(Cloud), 7);
        breakers.Of(Cloud).Answered();
        Fail(breakers.Of(Cloud), 7);
        breakers.Of(Cloud).Enter();

        Fail(breakers.Of(new Uri(Cloud, "/another")), 1);

        CostGuardException refusal = Assert.Throws<CostGuardException>(breakers.Of(Cloud).Enter);
        Assert.Equal((5, "CG1160"), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Contains("https://ce.us-east-1.amazonaws.com was not called", refusal.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("no route", refusal.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("07:01:00 UTC", refusal.Problem.Message, StringComparison.Ordinal);
        breakers.Of(Other).Enter();
    }

    [Fact]
    public void Enter_AfterTheBreak_OneAttemptDecides()
    {
        EndpointBreaker breaker = new EndpointBreakers(_clock).Of(Cloud);
        Fail(breaker, 8);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Throws<CostGuardException>(breaker.Enter);

        _clock.Advance(TimeSpan.FromSeconds(1));
        breaker.Enter();
        Assert.Throws<CostGuardException>(breaker.Enter);
        breaker.Failed("no route");
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Throws<CostGuardException>(breaker.Enter);

        // An attempt that was cancelled says nothing: the next one decides, a break later.
        _clock.Advance(TimeSpan.FromSeconds(1));
        breaker.Enter();
        _clock.Advance(TimeSpan.FromSeconds(60));
        breaker.Enter();
        breaker.Answered();
        breaker.Enter();
        Fail(breaker, 7);
        breaker.Enter();
    }

    // Errors between throttled answers are not in a row; and the one attempt after the break that is throttled found somebody there.
    [Theory]
    [InlineData(429, "")]
    [InlineData(503, "ServerBusy")]
    public async Task Azure_ThrottledInBetween_IsAnAnswer(int status, string code)
    {
        var clock = new HurriedClock();
        var breakers = new EndpointBreakers(clock);
        int calls = 0;
        using var server = new FakeHttp((_, _, _) => (calls % 2 == 0 ? 500 : status, ""))
        {
            Seen = context =>
            {
                if (calls++ % 2 == 1) context.Response.Headers["x-ms-error-code"] = code;
            },
        };
        var source = new AzureExportSource(new PlainSecrets(), clock, breakers);

        for (int i = 0; i < 3; i++) await RefusalAsync(source, Blob(server.Address));
        Assert.Equal(18, calls);
        breakers.Of(new Uri(server.Address)).Enter();
    }

    [Fact]
    public async Task AwsJson_ThrottledAfterTheBreak_ClosesAndIsTriedAgain()
    {
        await using CloudHost clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        clouds.Canned.Add("GetCostAndUsage", [new CannedAnswer(400, """{"__type":"LimitExceededException","Message":"slow down"}"""), new CannedAnswer(200, "{}")]);
        var breakers = new EndpointBreakers(_clock);
        Fail(breakers.Of(clouds.Address), 8);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await CallAwsAsync(clouds.Address, breakers, "GetCostAndUsage");

        Assert.Equal(2, clouds.Calls.Begun);
    }

    [Theory]
    [InlineData("GetCostAndUsage")]
    [InlineData("ListAccounts")]
    public async Task AwsJson_ServerErrors_EndTheNextCallUncalledAndUncounted(string operation)
    {
        await using CloudHost clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        clouds.Canned.Add(operation, [.. Enumerable.Repeat(new CannedAnswer(500, """{"__type":"InternalFailure"}"""), 8), new CannedAnswer(200, "{}")]);
        var breakers = new EndpointBreakers(_clock);

        Assert.Equal(CostExplorerErrors.Unreachable.Code, (await Assert.ThrowsAsync<CostGuardException>(() => CallAwsAsync(clouds.Address, breakers, operation))).Problem.Code);
        Assert.Equal((8, 8), (clouds.Calls.Begun, _counted.Taken.Count));
        Assert.Equal("CG1160", (await Assert.ThrowsAsync<CostGuardException>(() => CallAwsAsync(clouds.Address, breakers, operation))).Problem.Code);
        Assert.Equal((8, 8), (clouds.Calls.Begun, _counted.Taken.Count));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await CallAwsAsync(clouds.Address, breakers, operation);
        Assert.Equal(9, clouds.Calls.Begun);
    }

    // Who throttles, or refuses, is there.
    [Theory]
    [InlineData(400, "LimitExceededException", "CG1123")]
    [InlineData(503, "ThrottlingException", "CG1123")]
    [InlineData(400, "ValidationException", "CG1125")]
    public async Task AwsJson_ThrottledOrRefused_DoesNotOpen(int status, string code, string told)
    {
        await using CloudHost clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        clouds.Canned.Add("GetCostAndUsage", [.. Enumerable.Repeat(new CannedAnswer(status, $$"""{"__type":"{{code}}","Message":"no"}"""), 16)]);
        var breakers = new EndpointBreakers(_clock);

        for (int i = 0; i < 2; i++)
            Assert.Equal(told, (await Assert.ThrowsAsync<CostGuardException>(() => CallAwsAsync(clouds.Address, breakers, "GetCostAndUsage"))).Problem.Code);
        breakers.Of(clouds.Address).Enter();
    }

    [Fact]
    public async Task AzureQuery_ServerErrors_EndTheNextConnectionSoonerAndNoOtherEndpoint()
    {
        var clock = new HurriedClock();
        var breakers = new EndpointBreakers(clock);
        using var down = new AzureFake((_, _, _) => new AzureAnswer(502, "{}"));
        using var up = new AzureFake((_, _, _) => new AzureAnswer(204, ""));
        var source = new AzureQuerySource(new PlainSecrets(), clock, breakers);

        Assert.Equal(CollectErrors.Unreachable.Code, (await RefusalAsync(source, down.Connection())).Problem.Code);
        Assert.Equal(6, down.Calls.Count);
        Assert.Equal("CG1160", (await RefusalAsync(source, down.Connection(("scope", "subscriptions/sub-b")))).Problem.Code);
        Assert.Equal(8, down.Calls.Count);
        Assert.Empty(await UnitsAsync(source, up.Connection()));
    }

    [Fact]
    public async Task AzureExport_ServerErrors_EndTheNextConnectionSooner()
    {
        var clock = new HurriedClock();
        int calls = 0;
        using var down = new FakeHttp((_, _, _) => (++calls > 0 ? 500 : 0, ""));
        var source = new AzureExportSource(new PlainSecrets(), clock, new EndpointBreakers(clock));

        Assert.Equal(CollectErrors.Unreachable.Code, (await RefusalAsync(source, Blob(down.Address))).Problem.Code);
        Assert.Equal(6, calls);
        Assert.Equal("CG1160", (await RefusalAsync(source, Blob(down.Address))).Problem.Code);
        Assert.Equal(8, calls);
    }

    [Fact]
    public async Task AzureExport_NobodyListens_IsToldAsOutage()
    {
        var clock = new HurriedClock();
        string address;
        using (var closed = new FakeHttp((_, _, _) => (200, ""))) address = closed.Address;

        CostGuardException refusal = await RefusalAsync(new AzureExportSource(new PlainSecrets(), clock, new EndpointBreakers(clock)), Blob(address));

        Assert.Equal(CollectErrors.Unreachable.Code, refusal.Problem.Code);
    }

    [Fact]
    public async Task AwsExport_BreakerThatIsOpen_CallsNothing()
    {
        int calls = 0;
        using var server = new FakeHttp((_, _, _) => (++calls > 0 ? 403 : 0, "<Error><Code>AccessDenied</Code></Error>"));
        var breakers = new EndpointBreakers(_clock);
        var source = new AwsExportSource(new PlainSecrets(), breakers);
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["export"] = "s3://acme/focus", ["endpoint"] = server.Address },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("AKIDEXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        };
        Fail(breakers.Of(new Uri(server.Address)), 8);

        Assert.Equal("CG1160", (await RefusalAsync(source, connection)).Problem.Code);
        Assert.Equal(0, calls);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CollectErrors.Denied.Code, (await RefusalAsync(source, connection)).Problem.Code);
        breakers.Of(new Uri(server.Address)).Enter();
    }

    [Fact]
    public async Task GcpExport_BreakerThatIsOpen_CallsNothing()
    {
        int calls = 0;
        using var server = new FakeHttp((_, _, _) => (++calls > 0 ? 403 : 0, "<Error><Code>AccessDenied</Code></Error>"));
        var breakers = new EndpointBreakers(_clock);
        var source = new GcpExportSource(new PlainSecrets(), breakers);
        var connection = new Connection
        {
            Name = "acme",
            Provider = "gcp",
            Source = new Dictionary<string, string> { ["export"] = "gs://acme/billing", ["endpoint"] = server.Address },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("GOOGEXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        };
        Fail(breakers.Of(new Uri(server.Address)), 8);

        Assert.Equal("CG1160", (await RefusalAsync(source, connection)).Problem.Code);
        Assert.Equal(0, calls);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CollectErrors.Denied.Code, (await RefusalAsync(source, connection)).Problem.Code);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("api")]
    public async Task AssumeRole_BreakerThatIsOpen_CallsNothing(string kind)
    {
        int calls = 0;
        using var sts = new FakeHttp((_, _, _) => (++calls > 0 ? 403 : 0, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"));
        var breakers = new EndpointBreakers(_clock);
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["export"] = "s3://acme/focus" },
            Auth = new Dictionary<string, AuthValue>
            {
                ["accessKeyId"] = new("AKIDEXAMPLE", null),
                ["secretAccessKey"] = new("example", null),
                ["assumeRole"] = new("arn:aws:iam::111122223333:role/costguard", null),
                ["stsEndpoint"] = new(sts.Address, null),
            },
        };
        async Task<CostGuardException> AskAsync()
        {
            if (kind == "export") return await RefusalAsync(new AwsExportSource(new PlainSecrets(), breakers), connection);
            using AwsJsonClient client = new AwsAccess(new PlainSecrets(), TimeProvider.System, breakers).Open(
                AwsJsonService.Organizations, connection, AwsPartition.OfRegion(null), new Uri("http://127.0.0.1:9/"), (_, _) => Task.CompletedTask);
            return await Assert.ThrowsAsync<CostGuardException>(() => new OrganizationsClient(client).AllAccountsAsync(TestContext.Current.CancellationToken));
        }

        Fail(breakers.Of(new Uri(sts.Address)), 8);

        Assert.Equal("CG1160", (await AskAsync()).Problem.Code);
        Assert.Equal(0, calls);

        // A refusal is an answer: the role is not assumed, and the breaker is closed again.
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual("CG1160", (await AskAsync()).Problem.Code);
        Assert.True(calls > 0);
        breakers.Of(new Uri(sts.Address)).Enter();
    }

    [Fact]
    public async Task OpenCost_BreakerThatIsOpen_CallsNothing()
    {
        int calls = 0;
        using var server = new FakeHttp((_, _, _) => (++calls > 0 ? 403 : 0, "{}"));
        var breakers = new EndpointBreakers(_clock);
        DirectoryInfo home = Directory.CreateTempSubdirectory("costguard-breaker-home-");
        try
        {
            var source = new OpenCostSource(new PlainSecrets(), _clock, new HomeFolder(home.FullName), breakers);
            var connection = new Connection
            {
                Name = "acme",
                Provider = "kubernetes",
                Source = new Dictionary<string, string> { ["api"] = "opencost", ["endpoint"] = server.Address.TrimEnd('/'), ["currency"] = "USD", ["cluster"] = "c", ["standalone"] = "true" },
            };
            Fail(breakers.Of(new Uri(server.Address)), 8);

            Assert.Equal("CG1160", (await RefusalAsync(source, connection)).Problem.Code);
            Assert.Equal(0, calls);

            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(OpenCostErrors.NoAccess.Code, (await RefusalAsync(source, connection)).Problem.Code);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static void Fail(EndpointBreaker breaker, int times)
    {
        for (int i = 0; i < times; i++) breaker.Failed("no route");
    }

    private static Connection Blob(string address) => new()
    {
        Name = "acme",
        Provider = "azure",
        Source = new Dictionary<string, string> { ["export"] = address + "devstoreaccount1/costexports/focus" },
        Auth = new Dictionary<string, AuthValue> { ["connectionString"] = new($"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=ZXhhbXBsZQ==;BlobEndpoint={address}devstoreaccount1;", null) },
    };

    private static async Task<CostGuardException> RefusalAsync(ICostSource source, Connection connection) =>
        await Assert.ThrowsAsync<CostGuardException>(() => UnitsAsync(source, connection));

    private static async Task<List<CollectUnit>> UnitsAsync(ICostSource source, Connection connection)
    {
        DirectoryInfo staging = Directory.CreateTempSubdirectory("costguard-breaker-");
        try
        {
            var units = new List<CollectUnit>();
            CollectRequest request = CollectRequests.For(connection, staging.FullName, BillingPeriod.Month(2024, 6));
            await foreach (CollectUnit unit in source.CollectAsync(request, TestContext.Current.CancellationToken)) units.Add(unit);
            return units;
        }
        finally
        {
            staging.Delete(recursive: true);
        }
    }

    private async Task CallAwsAsync(Uri address, EndpointBreakers breakers, string operation)
    {
        AwsJsonService service = operation == "ListAccounts" ? AwsJsonService.Organizations : AwsJsonService.CostExplorer;
        var connection = new Connection { Name = "acme", Provider = "aws" };
        using var client = new AwsJsonClient(
            service, new AwsJsonConfig(service, AwsPartition.OfRegion(null), address), new Amazon.Runtime.BasicAWSCredentials("AKIAEXAMPLE", "example"),
            (name, token) => _counted.TakeAsync(connection, name, 0, token), (_, _) => Task.CompletedTask, breakers.Of(address));
        if (operation == "ListAccounts") await new OrganizationsClient(client).AllAccountsAsync(TestContext.Current.CancellationToken);
        else await new CostExplorerClient(client).GetCostAndUsageAsync(new GetCostAndUsageRequest { TimePeriod = new DateInterval("2025-06-01", "2025-07-01"), Granularity = "MONTHLY", Metrics = ["UnblendedCost"] }, TestContext.Current.CancellationToken);
    }
}
