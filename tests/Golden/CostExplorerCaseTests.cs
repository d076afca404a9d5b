using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Faults;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The collect cases of Cost Explorer: the product's own collector over HTTP, the answers of each case word for word.</summary>
public sealed class CostExplorerCaseTests : IAsyncLifetime
{
    private const string Operation = "GetCostAndUsage";

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
    public async Task C01_TagGroups_StripTheKeyOnce()
    {
        Connect("TAG:Team", "daily");
        _clouds.Canned.Add(Operation, Answer("C01-ce-tag-group-keys", "ce-response.json"));
        JsonElement expect = Expect("C01-ce-tag-group-keys");

        await CollectAsync("2025-05-20", "2025-05", 0);

        Dictionary<string, string> byTeam = await GroupsAsync("rawTag:Team", "rawTag:Team");
        Assert.Equal(
            expect.GetProperty("by_team").EnumerateObject().ToDictionary(team => team.Name == "(untagged)" ? "" : team.Name, team => ExactSum.Parse(team.Value.GetString()!)),
            byTeam.ToDictionary(team => team.Key, team => ExactSum.Parse(team.Value)));
        Assert.Equal(expect.GetProperty("total").GetString(), await TotalAsync());
    }

    [Fact]
    public async Task C04_Pages_AreMergedAndAnEmptyOneIsNotTheEnd()
    {
        Connect("SERVICE, LINKED_ACCOUNT", "daily");
        JsonElement given = Given("C04-ce-paging");
        JsonElement expect = Expect("C04-ce-paging").GetProperty("sequence_ok");
        _clouds.Canned.Add(Operation, [.. given.GetProperty("sequence_ok").EnumerateArray().Select(page => Answer("C04-ce-paging", page.GetString()!))]);

        await CollectAsync("2025-06-03", "2025-06", 0);

        Assert.Equal(Exact(expect.GetProperty("by_day")), (await GroupsAsync("day", "day")).ToDictionary(day => day.Key, day => ExactSum.Parse(day.Value)));
        Assert.Equal(ExactSum.Parse(expect.GetProperty("total").GetString()!), ExactSum.Parse(await TotalAsync()));
        Assert.Equal(expect.GetProperty("requests").GetInt32(), _clouds.Calls.Count(Operation));
        Assert.Contains("CG1133", await LoadsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C04_RepeatedToken_FailsAndLeavesWhatIsStored()
    {
        Connect("SERVICE, LINKED_ACCOUNT", "daily");
        JsonElement given = Given("C04-ce-paging");
        _clouds.Canned.Add(Operation, [.. given.GetProperty("sequence_ok").EnumerateArray().Select(page => Answer("C04-ce-paging", page.GetString()!))]);
        await CollectAsync("2025-06-03", "2025-06", 0);
        int before = _clouds.Calls.Count(Operation);
        _clouds.Canned.Add(Operation, [.. given.GetProperty("sequence_loop").EnumerateArray().Select(page => Answer("C04-ce-paging", page.GetString()!))]);

        Answer answer = await CollectAsync("2025-06-04", "2025-06", 1);

        Assert.Contains("CG1127", answer.Error, StringComparison.Ordinal);
        Assert.InRange(_clouds.Calls.Count(Operation) - before, 1, Expect("C04-ce-paging").GetProperty("sequence_loop").GetProperty("requests_at_most").GetInt32());
        Assert.Equal("67", await TotalAsync());
    }

    [Fact]
    public async Task C13_RestatedMonth_ReplacesAndVanishedGroupsDisappear()
    {
        Connect("TAG:Team", "monthly");
        JsonElement expect = Expect("C13-estimated-then-restated");
        var nothing = new CannedAnswer(200, """{"ResultsByTime":[]}""");
        _clouds.Canned.Add(Operation, Answer("C13-estimated-then-restated", "pull-2025-07-02.json"), nothing);
        await CollectAsync("2025-07-02", "2025-06", 0);
        Assert.Equal(ExactSum.Parse(expect.GetProperty("after_first").GetProperty("total").GetString()!), ExactSum.Parse(await TotalAsync()));
        Assert.Contains("CG1133", await LoadsAsync(), StringComparison.Ordinal);

        // The same month again, and the open month, which has no costs yet.
        _clouds.Canned.Add(Operation, Answer("C13-estimated-then-restated", "pull-2025-07-08.json"), nothing);
        await CollectAsync("2025-07-08", "2025-06", 0);

        JsonElement second = expect.GetProperty("after_second");
        Assert.Equal(ExactSum.Parse(second.GetProperty("total").GetString()!), ExactSum.Parse(await TotalAsync()));
        Assert.Equal(Exact(second.GetProperty("by_team")), (await GroupsAsync("rawTag:Team", "rawTag:Team")).ToDictionary(team => team.Key, team => ExactSum.Parse(team.Value)));
        Assert.DoesNotContain("CG1133", await LoadsAsync(), StringComparison.Ordinal);
        JsonElement loads = (await _product.OkAsync("load", "list", "--all", "-o", "json")).Json;
        Assert.Equal(2, loads.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task C26_ThrottledOrEmpty_IsNotZero()
    {
        // The case's answers are another provider's; the stored month and what must hold are the same for every one.
        Connect("SERVICE", "daily");
        string[] days = [.. File.ReadLines(SharedFolder.Path("cases", "C26-throttled-is-not-zero", "stored-before.csv")).Skip(1)];
        _clouds.Canned.Add(Operation, new CannedAnswer(200, $$"""{"ResultsByTime":[{{string.Join(',', days.Select(Day))}}]}"""));
        await CollectAsync("2024-07-01", "2024-06", 0);
        JsonElement expect = Expect("C26-throttled-is-not-zero");
        string stored = expect.GetProperty("after_429s").GetProperty("total").GetString()!;
        Assert.Equal(ExactSum.Parse(stored), ExactSum.Parse(await TotalAsync()));

        using JsonDocument responses = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "C26-throttled-is-not-zero", "responses.json")));
        _clouds.Canned.Add(Operation, [.. responses.RootElement.EnumerateArray().Select(response => new CannedAnswer(response.GetProperty("status").GetInt32(), ""))]);
        Answer throttled = await CollectAsync("2024-07-01", "2024-06", 1);
        Assert.Contains("CG1123", throttled.Error, StringComparison.Ordinal);
        Assert.Equal(ExactSum.Parse(stored), ExactSum.Parse(await TotalAsync()));

        _clouds.Canned.Add(Operation, new CannedAnswer(200, """{"ResultsByTime":[]}"""));
        Answer empty = await CollectAsync("2024-07-01", "2024-06", 1);
        Assert.Contains("CG1128", empty.Error, StringComparison.Ordinal);
        Assert.Equal(ExactSum.Parse(expect.GetProperty("after_empty_200_for_closed_month").GetProperty("total").GetString()!), ExactSum.Parse(await TotalAsync()));
        Assert.Equal(10, _clouds.Calls.Count(Operation));
    }

    private static string Day(string line)
    {
        string[] cells = line.Split(',');
        string next = DateOnly.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return $$$"""
            {"TimePeriod":{"Start":"{{{cells[0]}}}","End":"{{{next}}}"},"Total":{},"Groups":[
              {"Keys":["Amazon S3"],"Metrics":{"UnblendedCost":{"Amount":"{{{cells[1]}}}","Unit":"{{{cells[2]}}}" } } }],"Estimated":false}
            """;
    }

    private static CannedAnswer Answer(string name, string file) => new(200, File.ReadAllText(SharedFolder.Path("cases", name, file)));

    private static JsonElement Expect(string name) => Case(name).GetProperty("expect");

    private static JsonElement Given(string name) => Case(name).GetProperty("given");

    private static JsonElement Case(string name) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", name, "expected.json"))).RootElement;

    private static Dictionary<string, ExactSum> Exact(JsonElement amounts) => amounts.EnumerateObject().ToDictionary(amount => amount.Name, amount => ExactSum.Parse(amount.Value.GetString()!));

    private void Connect(string groupBy, string granularity) => _product.Write("connections/case.yaml", $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: case }
        spec:
          provider: aws
          auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
          source:
            api: cost-explorer
            endpoint: "{{_clouds.Address}}"
            groupBy: "{{groupBy}}"
            granularity: {{granularity}}
            costs: unblended

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

    private async Task<Dictionary<string, string>> GroupsAsync(string by, string key)
    {
        JsonElement answer = (await _product.OkAsync("cost", "show", "--by", by, "--metric", "billed", "--period", "all", "-o", "json")).Json;
        return answer.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty(key).GetString() ?? "", item => item.GetProperty("billedCost").GetString()!, StringComparer.Ordinal);
    }

    private async Task<string> LoadsAsync()
    {
        JsonElement loads = (await _product.OkAsync("load", "list", "-o", "json")).Json;
        string id = loads.GetProperty("items")[0].GetProperty("load").GetString()!;
        return (await _product.OkAsync("load", "show", id)).Out;
    }
}
