using System.Text.Json;
using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The source over HTTP: cases C23 to C26, what is asked for, and what one scope that cannot be read does to the others.</summary>
public sealed class AzureQuerySourceTests : IDisposable
{
    private static readonly BillingPeriod June = BillingPeriod.Month(2024, 6);

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private readonly HurriedClock _clock = new();
    private readonly CountedCalls _counted = new();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task C23_NextLink_IsPostedToExactlyWithTheFirstBody()
    {
        JsonElement expect = Case("C23-azure-nextlink-post", "expected.json").GetProperty("expect");
        AzureFake? azure = null;
        string first = "";
        using AzureFake server = azure = new AzureFake((method, url, body) =>
        {
            if (method != "POST") return new AzureAnswer(405, "{}");
            if (body.Length == 0) return new AzureAnswer(400, "{}");
            if (first.Length == 0)
            {
                first = body;
                return new AzureAnswer(200, Text("C23-azure-nextlink-post", "page1.json").Replace("http://127.0.0.1:PORT/", azure!.Address, StringComparison.Ordinal));
            }

            return url == "/subscriptions/s1/providers/Microsoft.CostManagement/query?api-version=2023-11-01&$skiptoken=AQAAAA%3D%3D" && body == first
                ? new AzureAnswer(200, Text("C23-azure-nextlink-post", "page2.json"))
                : new AzureAnswer(400, "{}");
        });

        RawTotal total = await TotalAsync(await OneFileAsync(azure.Connection()));

        Assert.Equal((expect.GetProperty("total").GetString(), expect.GetProperty("rows").GetInt64()), (total.Billed.ToString(), total.Rows));
        Assert.Equal(2, azure.Calls.Count);
        Assert.Equal(2, _counted.Taken.Count);
    }

    [Fact]
    public async Task CollectAsync_PageThatNamesItself_StopsAtOnce()
    {
        AzureFake? azure = null;
        using AzureFake server = azure = new AzureFake((_, _, _) => new AzureAnswer(200, Answer("1.25", $"{azure!.Address}subscriptions/s1/providers/Microsoft.CostManagement/query?$skiptoken=A")));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(azure.Connection()));

        Assert.Equal(AzureQueryErrors.PageLoop.Code, refusal.Problem.Code);
        Assert.Equal(2, azure.Calls.Count);
    }

    [Fact]
    public async Task CollectAsync_NextPageElsewhere_GetsNoToken()
    {
        using var other = new AzureFake((_, _, _) => new AzureAnswer(200, Answer("1")));
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, Answer("1", $"{other.Address}subscriptions/s1")));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(azure.Connection()));

        Assert.Equal(AzureQueryErrors.Unreadable.Code, refusal.Problem.Code);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task C24_HeaderZoo_WaitsTheLongestOfAll()
    {
        JsonElement expect = Case("C24-azure-429-header-zoo", "expected.json").GetProperty("expect");
        AzureAnswer[] answers = [.. Case("C24-azure-429-header-zoo", "responses.json").EnumerateArray().Select(Answer)];
        int at = 0;
        using var azure = new AzureFake((_, _, _) => answers[at++]);

        RawTotal total = await TotalAsync(await OneFileAsync(azure.Connection()));

        Assert.Equal(expect.GetProperty("total").GetString(), total.Billed.ToString());
        Assert.Equal(expect.GetProperty("attempts").GetInt32(), azure.Calls.Count);
        Assert.Equal(expect.GetProperty("attempts").GetInt32(), _counted.Taken.Count);
        double[] waits = [.. _clock.Waits.Select(wait => wait.TotalSeconds)];
        Assert.Equal(4, waits.Length);
        foreach ((double wait, double least) in waits.Zip(expect.GetProperty("waits_at_least_seconds").EnumerateArray().Select(one => one.GetDouble()))) Assert.InRange(wait, least, 60);
        Assert.All(azure.Calls, call => Assert.Equal("CostGuard", call.ClientType));
        Assert.Single(azure.Calls.Select(call => call.Body).Distinct());
    }

    [Fact]
    public async Task C25_OneBadSubscription_DoesNotStopTheOthers()
    {
        JsonElement expect = Case("C25-azure-one-bad-subscription", "expected.json").GetProperty("expect");
        JsonElement responses = Case("C25-azure-one-bad-subscription", "responses.json");
        using var azure = new AzureFake((_, url, _) => Answer(responses.GetProperty(url.Split('/')[2])));

        IReadOnlyList<CollectUnit> units = await CollectAsync(azure.Connection(("scope", "subscriptions/sub-a, subscriptions/sub-b, subscriptions/sub-c, subscriptions/sub-d")));

        CollectUnit unit = Assert.Single(units);
        Assert.Equal(expect.GetProperty("stored_total").GetString(), (await TotalAsync(Assert.Single(unit.Files))).Billed.ToString());
        Assert.Equal([AzureQueryErrors.Unsupported.Code, AzureQueryErrors.NotReady.Code, AzureQueryErrors.NoAccess.Code], unit.Problems.Select(problem => problem.Code));
        Assert.Equal(["sub-b", "sub-c", "sub-d"], unit.Problems.Select(problem => problem.Message.Split(':')[0].Split('/')[1]));
        foreach (JsonProperty limit in expect.GetProperty("requests_max").EnumerateObject())
            Assert.InRange(azure.Calls.Count(call => call.Url.Contains(limit.Name, StringComparison.Ordinal)), 1, limit.Value.GetInt32());
        Assert.Equal(2, azure.Calls.Where(call => call.Url.Contains("sub-d", StringComparison.Ordinal)).Select(call => call.Authorization).Distinct().Count());
    }

    [Fact]
    public async Task CollectAsync_RefusedScopeThatIsStored_LeavesTheMonthAsItIs()
    {
        using var azure = new AzureFake((_, url, _) => url.Contains("sub-a", StringComparison.Ordinal) ? new AzureAnswer(200, Answer("50")) : new AzureAnswer(403, Refusal("RBACAccessDenied", "no")));
        Connection connection = azure.Connection(("scope", "subscriptions/sub-a, subscriptions/sub-d"));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(connection, "2024-06.sub-a.azure-query", "2024-06.sub-d.azure-query"));

        Assert.Equal((4, AzureQueryErrors.NoAccess.Code), (refusal.ExitCode, refusal.Problem.Code));
    }

    [Fact]
    public async Task C26_ThrottledForEver_FailsAfterBoundedTries()
    {
        int given = Case("C26-throttled-is-not-zero", "responses.json").GetArrayLength();
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(429, "{}"));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(azure.Connection(), "2024-06.sub-a.azure-query"));

        Assert.Equal(AzureQueryErrors.Throttled.Code, refusal.Problem.Code);
        Assert.InRange(azure.Calls.Count, 2, given);
    }

    [Fact]
    public async Task C26_EmptyAnswerForAStoredMonth_IsRefused()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, Text("C26-throttled-is-not-zero", "empty-200.json")));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(azure.Connection(), "2024-06.sub-a.azure-query"));

        Assert.Equal((9, AzureQueryErrors.EmptyAnswer.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Empty(await CollectAsync(azure.Connection()));
    }

    [Fact]
    public async Task CollectAsync_Body_IsTheMonthsCompleteDaysByWhatIsGroupedBy()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, Answer("1")));

        await CollectAsync(azure.Connection(("groupBy", "ServiceName, TAG:team"), ("costs", "amortized")));

        Assert.Equal(["AmortizedCost", "ActualCost"], azure.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("type").GetString()));
        JsonElement body = JsonDocument.Parse(azure.Calls[1].Body).RootElement;
        Assert.Equal("""{"from":"2024-06-01T00:00:00Z","to":"2024-06-30T23:59:59Z"}""", body.GetProperty("timePeriod").GetRawText());
        Assert.Equal("""[{"type":"Dimension","name":"ServiceName"},{"type":"TagKey","name":"team"}]""", body.GetProperty("dataset").GetProperty("grouping").GetRawText());
        Assert.StartsWith("/subscriptions/sub-a/providers/Microsoft.CostManagement/query?api-version=", azure.Calls[0].Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subscriptions", "/subscriptions?", """{"value":[{"id":"/subscriptions/sub-b","subscriptionId":"sub-b","displayName":"Web"},{"id":"/subscriptions/sub-a","subscriptionId":"sub-a","displayName":"Shop"}]}""")]
    [InlineData("providers/Microsoft.Management/managementGroups/mg1", "/providers/Microsoft.Management/managementGroups/mg1/descendants", """
        {"value":[{"id":"/providers/Microsoft.Management/managementGroups/mg2","type":"Microsoft.Management/managementGroups","name":"mg2","properties":{"displayName":"Two"}},
        {"id":"/subscriptions/sub-a","type":"/subscriptions","name":"sub-a","properties":{"displayName":"Shop"}},{"id":"/subscriptions/sub-b","type":"/subscriptions","name":"sub-b","properties":{"displayName":"Web"}}]}
        """)]
    public async Task CollectAsync_ListedScope_AsksEachSubscription(string scope, string path, string listed)
    {
        using var azure = new AzureFake((_, url, _) => new AzureAnswer(200, url.StartsWith(path, StringComparison.OrdinalIgnoreCase) ? listed : Answer("1.5")));

        IReadOnlyList<CollectUnit> units = await CollectAsync(azure.Connection(("scope", scope), ("exclude", "sub-x")));

        Assert.Equal(["2024-06.sub-a.azure-query", "2024-06.sub-b.azure-query"], Assert.Single(units).Files.Select(file => file.Name));
        Assert.Equal(["ListSubscriptions", "Query", "Query"], _counted.Taken.Select(call => call.Operation));
    }

    // A role that was taken away looks like a subscription that is not there.
    [Theory]
    [InlineData("", false)]
    [InlineData("sub-b", true)]
    public async Task CollectAsync_StoredSubscriptionNotListed_LeavesTheMonthAsItIs(string exclude, bool collected)
    {
        using var azure = new AzureFake((_, url, _) => new AzureAnswer(200, url.StartsWith("/subscriptions?", StringComparison.Ordinal) ? """{"value":[{"id":"/subscriptions/sub-a","subscriptionId":"sub-a","displayName":"Shop"}]}""" : Answer("1.5")));
        Connection connection = azure.Connection(("scope", "subscriptions"), ("exclude", exclude));
        Task<IReadOnlyList<CollectUnit>> collecting = CollectAsync(connection, "2024-06.sub-a.azure-query", "2024-06.sub-b.azure-query");

        if (collected)
        {
            Assert.Equal(["2024-06.sub-a.azure-query"], Assert.Single(await collecting).Files.Select(file => file.Name));
            return;
        }

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => collecting);
        Assert.Equal(AzureQueryErrors.EmptyAnswer.Code, refusal.Problem.Code);
        Assert.Contains("sub-b", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour", "blue")]
    [InlineData("scope", "tenants/x")]
    [InlineData("scope", "subscriptions/a, subscriptions/A")]
    [InlineData("scope", "subscriptions/a, providers/Microsoft.Billing/billingAccounts/1")]
    [InlineData("groupBy", "ServiceName, TAG:team, TAG:env")]
    [InlineData("groupBy", "Service")]
    [InlineData("granularity", "hourly")]
    [InlineData("costs", "net")]
    [InlineData("endpoint", "http://example.com")]
    public async Task CollectAsync_BadSetting_IsRefused(string key, string value)
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, Answer("1")));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(azure.Connection((key, value))));

        Assert.Equal((2, AzureQueryErrors.BadSetting.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Empty(azure.Calls);
    }

    [Fact]
    public void Estimate_TwoSubscriptions_IsACallForEachAndType()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(500, ""));
        CollectRequest request = Request(azure.Connection(("scope", "subscriptions/a, subscriptions/b"), ("costs", "amortized"))) with { Periods = [BillingPeriod.Month(2024, 5), June, BillingPeriod.Month(2024, 7)] };

        // On the first of July: July has no complete day yet.
        CallEstimate estimate = new AzureQuerySource(new PlainSecrets(), _clock, new EndpointBreakers(_clock)).Estimate(request);

        Assert.Equal((8, 0m), (estimate.Calls, estimate.PricePerCall));
    }

    private static string Answer(string cost, string? nextLink = null) =>
        JsonSerializer.Serialize(new { properties = new { nextLink, columns = new[] { new { name = "Cost", type = "Number" }, new { name = "UsageDate", type = "Number" }, new { name = "Currency", type = "String" } }, rows = new object[][] { [JsonDocument.Parse(cost).RootElement, 20240601, "USD"] } } });

    private static string Refusal(string code, string message) => JsonSerializer.Serialize(new { error = new { code, message } });

    private static AzureAnswer Answer(JsonElement given) => new(
        given.GetProperty("status").GetInt32(),
        given.TryGetProperty("body", out JsonElement body) ? body.GetRawText() : "{}",
        given.TryGetProperty("headers", out JsonElement headers) ? headers.EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!) : null);

    private static string Text(string name, string file) => File.ReadAllText(SharedFolder.Path("cases", name, file));

    private static JsonElement Case(string name, string file) => JsonDocument.Parse(Text(name, file)).RootElement;

    private static async Task<RawTotal> TotalAsync(SourceFile file)
    {
        ReadSummary? summary = null;
        await foreach (ChargeBatch _ in new AzureQueryReader().ReadAsync(file, ReadOptions.Strict, read => summary = read, TestContext.Current.CancellationToken)) continue;
        return Assert.Single(summary!.Totals);
    }

    private static Load Stored(params string[] files) => new()
    {
        Id = new LoadId("01JD7000000000000000000000"),
        Source = new SourceKey("acme-azure"),
        Period = June,
        SealedAt = DateTimeOffset.UnixEpoch,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [.. files.Select(name => new LoadFile(name, "", 1, 2))],
        Totals = [new ControlTotal(Currency.Parse("USD"), 2, default, default, default)],
        Problems = [],
        RowsRead = 2,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "x",
    };

    private async Task<SourceFile> OneFileAsync(Connection connection) => Assert.Single(Assert.Single(await CollectAsync(connection)).Files);

    private async Task<IReadOnlyList<CollectUnit>> CollectAsync(Connection connection, params string[] stored)
    {
        var units = new List<CollectUnit>();
        CollectRequest request = Request(connection) with { Current = stored.Length > 0 ? [Stored(stored)] : [] };
        await foreach (CollectUnit unit in new AzureQuerySource(new PlainSecrets(), _clock, new EndpointBreakers(_clock)).CollectAsync(request, TestContext.Current.CancellationToken)) units.Add(unit);
        return units;
    }

    private CollectRequest Request(Connection connection) => CollectRequests.For(connection, _folder, June) with { AsOf = new DateTimeOffset(2024, 7, 1, 7, 0, 0, TimeSpan.Zero), Calls = _counted };
}
