using System.Globalization;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Aws;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The source over HTTP against the simulated Cost Explorer; sums are taken from the file that it answers from.</summary>
public sealed class AwsCostExplorerSourceTests : IAsyncLifetime
{
    private const string Operation = "GetCostAndUsage";

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private readonly CountedCalls _counted = new();
    private CloudHost _clouds = null!;

    public async ValueTask InitializeAsync()
    {
        _clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        string file = Path.Combine(_folder, "focus.csv");
        File.WriteAllText(file, """
            BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags
            2025-06-01,2025-06-01,USD,10.0000000001,9,Amazon S3,000000000001,shop,Usage,"{""team"":""core""}"
            2025-06-01,2025-06-01,USD,5,5,Amazon S3,000000000001,shop,Usage,
            2025-06-01,2025-06-02,USD,7.5,7.5,Amazon EC2,000000000002,web,Usage,"{""team"":""web""}"
            2025-06-01,2025-06-30,USD,-2,-2,Amazon EC2,000000000002,web,Credit,
            2025-06-01,2025-06-30,USD,1.1,1.1,Tax,000000000001,shop,Tax,

            """);
        await _clouds.ServeAsync(file, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task CollectAsync_FourDimensions_OneCallForEachAccountAndKind()
    {
        RawTotal total = await TotalAsync(await CollectAsync("SERVICE, TAG:team, LINKED_ACCOUNT, RECORD_TYPE"));

        Assert.Equal("21.6000000001", total.Billed.ToString());
        Assert.Equal("20.6", total.Effective.ToString());
        Assert.Equal(5, total.Rows);

        // The total, the split, and accounts 1 and 2 with two kinds each.
        Assert.Equal(6, _clouds.Calls.Answered(Operation));
        Assert.Equal(6, _counted.Taken.Count);
        Assert.Equal(0.06m, _counted.Taken.Sum(call => call.Price));
    }

    [Fact]
    public async Task CollectAsync_RequestsAndAnswers_AreTheOfficialModels()
    {
        await CollectAsync("SERVICE, TAG:team, LINKED_ACCOUNT, RECORD_TYPE");

        foreach (Call call in _clouds.Calls.All)
        {
            AwsModel model = call.Operation == Operation ? AwsModel.CostExplorer : AwsModel.Organizations;
            Assert.Empty(model.CheckRequest(call.Operation, JsonDocument.Parse(call.Body).RootElement));
            Assert.Empty(model.CheckAnswer(call.Operation, JsonDocument.Parse(call.Answer).RootElement));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task CollectAsync_PagesOfOneGroup_AreAllRead(int emptyPageEvery)
    {
        _clouds.Switches.PageSize = 1;
        _clouds.Switches.EmptyPageEvery = emptyPageEvery;

        Assert.Equal("21.6000000001", (await TotalAsync(await CollectAsync("SERVICE, TAG:team"))).Billed.ToString());
        Assert.True(_clouds.Calls.Answered(Operation) >= 5);
    }

    [Fact]
    public async Task CollectAsync_RestatedBetweenTwoCalls_IsRefused()
    {
        // The split says 3 of account 1, its own call says 2: one of the calls missed something.
        _clouds.Canned.Add(Operation, Total("3"), Groups("3", "000000000001"), Groups("2", "Amazon S3", "team$"));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync("SERVICE, TAG:team, LINKED_ACCOUNT"));

        Assert.Equal((6, CostExplorerErrors.PartsDiffer.Code), (refusal.ExitCode, refusal.Problem.Code));
    }

    [Fact]
    public async Task CollectAsync_RoundedAmounts_MayDifferInTheLastDigit()
    {
        _clouds.Canned.Add(Operation, Total("3.0000000001"), Groups("3", "000000000001"), Groups("3", "Amazon S3", "team$"));

        Assert.Equal("3", (await TotalAsync(await CollectAsync("SERVICE, TAG:team, LINKED_ACCOUNT"))).Billed.ToString());
    }

    [Theory]
    [InlineData("2025-06-30T23:59:00Z", "2025-06-01", "2025-06-30")]
    [InlineData("2025-07-02T00:00:00Z", "2025-06-01", "2025-07-01")]
    public async Task CollectAsync_Window_EndsWithCompleteDaysAndIsExclusive(string asOf, string start, string end)
    {
        await CollectAsync("SERVICE", asOf);

        JsonElement period = JsonDocument.Parse(Assert.Single(_clouds.Calls.All).Body).RootElement.GetProperty("TimePeriod");
        Assert.Equal((start, end), (period.GetProperty("Start").GetString(), period.GetProperty("End").GetString()));
    }

    // C02: a key in the wrong case is answered without an error, and all spend looks untagged.
    [Theory]
    [InlineData("Team", "No values for Team in 2025-06; team exists.")]
    [InlineData("owner", "No values for owner in 2025-06; there is no such key among the 1 that are activated.")]
    public async Task CollectAsync_TagWithoutValues_IsAWarningThatNamesTheOtherKey(string key, string message)
    {
        CollectUnit unit = await UnitAsync($"SERVICE, TAG:{key}");

        Problem note = Assert.Single(unit.Notes);
        Assert.Equal(("CG1183", Severity.Warning, message), (note.Code, note.Severity, note.Message));
        // Nothing was left out: the month is complete.
        Assert.Empty(unit.Problems);
        Assert.Equal(1, _clouds.Calls.Count("GetTags"));
    }

    [Fact]
    public async Task CollectAsync_TagWithValues_AsksForNoKeys()
    {
        Assert.Empty((await UnitAsync("SERVICE, TAG:team")).Notes);
        Assert.Equal(0, _clouds.Calls.Count("GetTags"));
    }

    [Fact]
    public async Task CollectAsync_KeysThatMayNotBeAsked_DoNotUndoTheMonth()
    {
        _clouds.Canned.Add("GetTags", new CannedAnswer(400, """{"__type":"AccessDeniedException","Message":"not authorized to perform: ce:GetTags"}"""));

        Assert.Contains("could not be asked", Assert.Single((await UnitAsync("TAG:Team")).Notes).Message, StringComparison.Ordinal);
    }

    // The answer names no account: Organizations does, for all months in one question.
    [Theory]
    [InlineData("on", "shop", 1)]
    [InlineData(null, "shop", 1)]
    [InlineData("off", "", 0)]
    public async Task CollectAsync_AccountsWithoutNames_AreNamedByOrganizations(string? setting, string name, int asked)
    {
        _clouds.Canned.Add(Operation, [.. Enumerable.Repeat(Groups("3", "Amazon S3", "000000000001"), 2)]);
        CollectRequest request = Request("SERVICE, LINKED_ACCOUNT", "2025-07-02T06:00:00Z") with { Periods = [BillingPeriod.Month(2025, 5), BillingPeriod.Month(2025, 6)] };
        if (setting is not null) request = request with { Connection = request.Connection with { Source = new Dictionary<string, string>(request.Connection.Source) { ["accountNames"] = setting } } };

        var files = new List<SourceFile>();
        await foreach (CollectUnit unit in Source().CollectAsync(request, TestContext.Current.CancellationToken))
        {
            Assert.Empty(unit.Notes);
            files.AddRange(unit.Files);
        }

        Assert.Equal(2, files.Count);
        foreach (SourceFile file in files) Assert.Equal([name], (await ReadAsync(file)).Texts("SubAccountName").Select(text => text ?? ""));
        Assert.Equal(asked, _clouds.Calls.Count("ListAccounts"));

        // Names are free.
        Assert.All(_counted.Taken, call => Assert.Equal(Operation, call.Operation));
    }

    [Fact]
    public async Task CollectAsync_NamesThatMayNotBeAsked_AreAWarningAndNoFailure()
    {
        _clouds.Canned.Add("ListAccounts", new CannedAnswer(400, """{"__type":"AccessDeniedException","Message":"not authorized to perform: organizations:ListAccounts"}"""));

        CollectUnit unit = await UnitAsync("SERVICE, LINKED_ACCOUNT");

        Problem note = Assert.Single(unit.Notes);
        Assert.Equal(("CG1184", Severity.Warning), (note.Code, note.Severity));
        Assert.Contains("organizations:ListAccounts", note.Message, StringComparison.Ordinal);
        Assert.Empty(unit.Problems);
        Assert.Equal("21.6000000001", (await TotalAsync(Assert.Single(unit.Files))).Billed.ToString());
    }

    // C06: on the first of a month start and end would be one day.
    [Fact]
    public async Task CollectAsync_FirstOfTheMonth_DoesNotAskForIt()
    {
        Assert.Null(await CollectAsync("SERVICE", "2025-06-01T00:20:00Z"));
        Assert.Empty(_clouds.Calls.All);
    }

    [Fact]
    public async Task CollectAsync_OlderThanFourteenMonths_SaysWhereItBegins()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync("SERVICE", "2026-08-10T00:00:00Z"));

        Assert.Equal(CostExplorerErrors.TooOld.Code, refusal.Problem.Code);
        Assert.Contains("2025-07", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_clouds.Calls.All);
    }

    [Theory]
    [InlineData("groupBy", "SERVICE, LINKED_ACCOUNT, TAG:team")]
    [InlineData("groupBy", "SERVICES")]
    [InlineData("groupBy", "SERVICE, SERVICE")]
    [InlineData("granularity", "hourly")]
    [InlineData("costs", "blended")]
    [InlineData("accountNames", "maybe")]
    [InlineData("colour", "blue")]
    public void Estimate_BadSetting_IsRefused(string key, string value)
    {
        CollectRequest request = Request("SERVICE", "2025-07-02T00:00:00Z");
        request = request with { Connection = request.Connection with { Source = new Dictionary<string, string>(request.Connection.Source) { [key] = value } } };

        Assert.Equal((2, CostExplorerErrors.BadSetting.Code), Refusal(() => Source().Estimate(request)));
    }

    [Fact]
    public void Estimate_WithoutSplit_IsOneCallAMonth()
    {
        CollectRequest request = Request("SERVICE, TAG:team", "2025-07-02T00:00:00Z") with { Periods = [BillingPeriod.Month(2025, 5), BillingPeriod.Month(2025, 6), BillingPeriod.Month(2025, 7)] };

        CallEstimate estimate = Source().Estimate(request);

        Assert.Equal((3, 0.01m), (estimate.Calls, estimate.PricePerCall));
    }

    private static (int, string) Refusal(Action action)
    {
        CostGuardException refusal = Assert.Throws<CostGuardException>(action);
        return (refusal.ExitCode, refusal.Problem.Code);
    }

    private static CannedAnswer Total(string amount) => Canned($$$"""{"TimePeriod":{"Start":"2025-06-01","End":"2025-07-01"},"Total":{"UnblendedCost":{{{Metric(amount)}}},"AmortizedCost":{{{Metric(amount)}}}},"Groups":[]}""");

    private static CannedAnswer Groups(string amount, params string[] keys) => Canned($$$"""
        {"TimePeriod":{"Start":"2025-06-01","End":"2025-07-01"},"Total":{},"Groups":[{"Keys":{{{JsonSerializer.Serialize(keys)}}},"Metrics":{"UnblendedCost":{{{Metric(amount)}}},"AmortizedCost":{{{Metric(amount)}}}}}]}
        """);

    private static string Metric(string amount) => $$"""{"Amount":"{{amount}}","Unit":"USD"}""";

    private static CannedAnswer Canned(string result) => new(200, $$"""{"ResultsByTime":[{{result}}]}""");

    private static async Task<RawTotal> TotalAsync(SourceFile? file) => Assert.Single((await ReadAsync(file!)).Summary.Totals);

    private static async Task<ReadFile> ReadAsync(SourceFile file)
    {
        var batches = new List<ChargeBatch>();
        ReadSummary? summary = null;
        await foreach (ChargeBatch batch in new AwsCostExplorerReader().ReadAsync(file, ReadOptions.Strict, read => summary = read, TestContext.Current.CancellationToken)) batches.Add(batch);
        return new ReadFile(batches, summary!);
    }

    private static AwsCostExplorerSource Source() => new(new AwsAccess(new PlainSecrets(), TimeProvider.System, new EndpointBreakers(TimeProvider.System)));

    private async Task<SourceFile?> CollectAsync(string groupBy, string asOf = "2025-07-02T06:00:00Z")
    {
        SourceFile? file = null;
        await foreach (CollectUnit unit in Source().CollectAsync(Request(groupBy, asOf), TestContext.Current.CancellationToken)) file = Assert.Single(unit.Files);
        return file;
    }

    private async Task<CollectUnit> UnitAsync(string groupBy)
    {
        var units = new List<CollectUnit>();
        await foreach (CollectUnit unit in Source().CollectAsync(Request(groupBy, "2025-07-02T06:00:00Z"), TestContext.Current.CancellationToken)) units.Add(unit);
        return Assert.Single(units);
    }

    private CollectRequest Request(string groupBy, string asOf) => new()
    {
        Connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["api"] = "cost-explorer", ["groupBy"] = groupBy, ["endpoint"] = _clouds.Address.ToString() },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("AKIAEXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        },
        AsOf = DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture),
        Periods = [BillingPeriod.Month(2025, 6)],
        Current = [],
        Staging = _folder,
        Calls = _counted,
    };
}
