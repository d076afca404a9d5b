using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The collect cases of Azure's query API: the product's own collector over HTTP, the answers of each case word for word.</summary>
public sealed class AzureQueryCaseTests : IAsyncLifetime
{
    private const string Operation = "Query";

    private CloudHost _clouds = null!;
    private Product _product = null!;

    public async ValueTask InitializeAsync()
    {
        _clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        _product = await Product.NewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        _product.Dispose();
    }

    [Fact]
    public async Task C20_TwoPagesOfTwoOrders_AreReadByName()
    {
        Connect("subscriptions/sub-a");
        string next = $"\"nextLink\": \"{_clouds.Address}subscriptions/sub-a/providers/Microsoft.CostManagement/query?api-version=2021-10-01&$skiptoken=AQ%3D%3D\"";
        _clouds.Canned.Add(
            Operation,
            new CannedAnswer(200, Text("C20-azure-columns-by-name", "daily-a.json").Replace("\"nextLink\": null", next, StringComparison.Ordinal)),
            new CannedAnswer(200, Text("C20-azure-columns-by-name", "daily-b.json")));

        await CollectAsync("2024-05-01", "2024-04", 0);

        Assert.Equal(Expect("C20-azure-columns-by-name").GetProperty("daily_total").GetString(), await TotalAsync());
    }

    [Fact]
    public async Task C25_OneBadSubscription_IsPartialAndNamed()
    {
        Connect("subscriptions/sub-a, subscriptions/sub-b, subscriptions/sub-c, subscriptions/sub-d");
        JsonElement responses = JsonDocument.Parse(Text("C25-azure-one-bad-subscription", "responses.json")).RootElement;
        _clouds.Canned.Add(Operation, [.. new[] { "sub-a", "sub-b", "sub-c", "sub-d", "sub-d" }.Select(name => Canned(responses.GetProperty(name)))]);

        Answer answer = await CollectAsync("2024-07-01", "2024-06", 7);

        Assert.Equal(ExactSum.Parse(Expect("C25-azure-one-bad-subscription").GetProperty("stored_total").GetString()!), ExactSum.Parse(await TotalAsync()));
        foreach (string told in new[] { "CG1141", "sub-b", "CG1142", "sub-c", "CG1143", "sub-d" }) Assert.Contains(told, answer.Error, StringComparison.Ordinal);
        Assert.Equal(5, _clouds.Calls.Count(Operation));
    }

    [Fact]
    public async Task C26_ThrottledOrEmpty_IsNotZero()
    {
        Connect("subscriptions/sub-a");
        JsonElement expect = Expect("C26-throttled-is-not-zero");
        IEnumerable<string> rows = Text("C26-throttled-is-not-zero", "stored-before.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
            .Select(line => line.Split(',')).Select(cells => $"[{cells[1]},{cells[0].Replace("-", "", StringComparison.Ordinal)},\"{cells[2]}\"]");
        string empty = Text("C26-throttled-is-not-zero", "empty-200.json");
        _clouds.Canned.Add(Operation, new CannedAnswer(200, empty.Replace("\"rows\": []", $"\"rows\": [{string.Join(',', rows)}]", StringComparison.Ordinal)));
        await CollectAsync("2024-07-01", "2024-06", 0);
        ExactSum stored = ExactSum.Parse(expect.GetProperty("after_429s").GetProperty("total").GetString()!);
        Assert.Equal(stored, ExactSum.Parse(await TotalAsync()));

        _clouds.Canned.Add(Operation, [.. JsonDocument.Parse(Text("C26-throttled-is-not-zero", "responses.json")).RootElement.EnumerateArray().Select(Canned)]);
        Answer throttled = await CollectAsync("2024-07-01", "2024-06", 1);
        Assert.Contains("CG1144", throttled.Error, StringComparison.Ordinal);
        Assert.Equal(stored, ExactSum.Parse(await TotalAsync()));

        // What is left of the eight refusals comes first.
        _clouds.Canned.Add(Operation, new CannedAnswer(200, empty));
        Answer nothing = await CollectAsync("2024-07-01", "2024-06", 1);
        Assert.Contains("CG1148", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(ExactSum.Parse(expect.GetProperty("after_empty_200_for_closed_month").GetProperty("total").GetString()!), ExactSum.Parse(await TotalAsync()));
    }

    private static CannedAnswer Canned(JsonElement given) => new(given.GetProperty("status").GetInt32(), given.TryGetProperty("body", out JsonElement body) ? body.GetRawText() : "{}");

    private static JsonElement Expect(string name) => JsonDocument.Parse(Text(name, "expected.json")).RootElement.GetProperty("expect");

    private static string Text(string name, string file) => File.ReadAllText(SharedFolder.Path("cases", name, file));

    private void Connect(string scope) => _product.Write("connections/case.yaml", $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: case }
        spec:
          provider: azure
          auth: { tenantId: 00000000-0000-4000-8000-00000000000a, clientId: app, clientSecret: example, authority: "{{_clouds.Address}}" }
          source:
            api: query
            endpoint: "{{_clouds.Address}}"
            scope: "{{scope}}"
            groupBy: ResourceGroupName
            costs: actual

        """);

    /// <summary>Collects as a user does, on a day. The clock goes on while the collector waits between attempts.</summary>
    private async Task<Answer> CollectAsync(string day, string since, int exitCode)
    {
        Task<Answer> run = _product.RunAsync("collect", "case", "--since", since, "--as-of", day + "T06:00:00Z");
        while (await Task.WhenAny(run, Task.Delay(20, TestContext.Current.CancellationToken)) != run) _product.Clock.Advance(TimeSpan.FromSeconds(10));
        Answer answer = await run;
        Assert.True(answer.ExitCode == exitCode, $"collect ended with {answer.ExitCode}:\n{answer.Error}{answer.Out}");
        return answer;
    }

    private async Task<string> TotalAsync()
    {
        JsonElement answer = (await _product.OkAsync("cost", "show", "--metric", "billed", "--period", "all", "-o", "json")).Json;
        return Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty("billedCost").GetString()!;
    }
}
