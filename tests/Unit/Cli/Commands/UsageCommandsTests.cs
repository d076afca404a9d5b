using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Usage;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class UsageCommandsTests : IDisposable
{
    private readonly CommandHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Collect_NothingEnabled_SaysWhatToWrite()
    {
        Connection("acme", "");
        (int code, _, string error) = await _home.RunAsync("usage", "collect");
        (int named, _, string why) = await _home.RunAsync("usage", "collect", "acme");
        Assert.Equal((2, 2), (code, named));
        Assert.Contains("CG1195", error, StringComparison.Ordinal);
        Assert.Contains("usage: { enabled: true }", why, StringComparison.Ordinal);
        Assert.Equal(8, (await _home.RunAsync("usage", "collect", "nobody")).Code);
        Assert.Equal(2, (await _home.RunAsync("usage", "collect", "--days", "401")).Code);
    }

    [Fact]
    public async Task Collect_ThenStatus_TellResourcesAndDays()
    {
        await using CloudHost clouds = await CloudsAsync();
        Connection("acme", $"usage: {{ enabled: true, endpoint: \"{clouds.Address}\" }}");
        Connection("silent", "usage: { enabled: false }");

        Assert.Contains("price is known once there is an inventory", (await _home.RunAsync("usage", "collect", "--dry-run")).Out, StringComparison.Ordinal);
        Assert.Empty(clouds.Calls.All);
        Assert.Equal(5, (await _home.RunAsync("usage", "status")).Code);

        (int code, string text, string error) = await _home.RunAsync("usage", "collect", "--days", "7");
        Assert.True(code == 0, error);
        Assert.Equal("acme: 22 resources, 7 new days of metrics\n", text);
        (int told, string json, _) = await _home.RunAsync("usage", "status", "--days", "7", "-o", "json");
        JsonElement item = Assert.Single(JsonDocument.Parse(json).RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal((0, "acme", 22, 7, "2026-11-15", 0), (told, item.GetProperty("connection").GetString(), item.GetProperty("resources").GetInt32(), item.GetProperty("days").GetInt32(), item.GetProperty("through").GetString(), item.GetProperty("missing").GetInt32()));
        Assert.StartsWith("5 machine, 1 machinegroup, 3 disk", item.GetProperty("kinds").GetString(), StringComparison.Ordinal);

        // Seven more days: 36 metrics that are known, in two regions.
        Assert.Contains("7 days (2026-11-02 to 2026-11-08) of metrics; at least 2 calls, 0.00 USD (GetMetricData, 36 metrics for each 7 days", (await _home.RunAsync("usage", "collect", "--dry-run", "--days", "14")).Out, StringComparison.Ordinal);
    }

    /// <summary>The first region's calls cost 0.00005 USD, the second one's 0.00036: with 0.0003 USD a day the week stays missing, and the inventory is there.</summary>
    [Fact]
    public async Task Collect_CapReached_IsPartial()
    {
        await using CloudHost clouds = await CloudsAsync();
        Connection("acme", $"usage: {{ enabled: true, endpoint: \"{clouds.Address}\" }}\n  collect: {{ pricePerDay: 0.0003 }}");
        (int code, string text, string error) = await _home.RunAsync("usage", "collect", "--days", "7");
        Assert.Equal((7, "acme: 22 resources, 0 new days of metrics, 7 missing\n"), (code, text));
        Assert.Contains("CG1153", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run: { usage: all }", 0)]
    [InlineData("run: { usage: [acme] }", 0)]
    [InlineData("run: { usage: [nobody] }", 2)]
    public async Task Schedule_Usage_KnowsItsConnections(string run, int expected)
    {
        Connection("acme", "usage: { enabled: true, kinds: [machine, disk], regions: [eu-west-1] }");
        _home.Write("schedules/early.yaml", $"apiVersion: costguard/v1\nkind: Schedule\nmetadata: {{ name: early }}\nspec:\n  {run}\n  every: day 06:30\n");
        Assert.Equal(expected, (await _home.RunAsync("config", "validate")).Code);
    }

    [Fact]
    public async Task Doctor_UsageEnabled_LooksAtTheInventory()
    {
        await using CloudHost clouds = await CloudsAsync();
        Connection("acme", $"usage: {{ enabled: true, endpoint: \"{clouds.Address}\" }}", clouds.Address);
        (_, string text, _) = await _home.RunAsync("doctor", "--connection", "acme", "--only", "usage");
        Assert.Contains("the inventory may be read: account 111122223333 in 3 regions", text, StringComparison.Ordinal);
    }

    private async Task<CloudHost> CloudsAsync()
    {
        string folder = Path.Combine(_home.Path, "fleet");
        SmallFleet.Write(folder, new DateOnly(2026, 11, 15), 14);
        CloudHost clouds = await CloudHost.StartAsync(0, Token);
        await clouds.ServeUsageAsync(folder, Token);
        return clouds;
    }

    private void Connection(string name, string usage, Uri? sts = null) => _home.Write(
        $"connections/{name}.yaml",
        $"apiVersion: costguard/v1\nkind: Connection\nmetadata: {{ name: {name} }}\nspec:\n  provider: aws\n  source: {{ api: cost-explorer }}\n  auth: {{ accessKeyId: AKIAEXAMPLE, secretAccessKey: example{(sts is null ? "" : $", stsEndpoint: \"{sts}\"")} }}\n  {usage}\n");
}
