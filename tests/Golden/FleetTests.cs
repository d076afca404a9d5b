using System.Text.Json;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Fleet;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The made fleet as files: bill, inventory and metrics go the whole way through the product, and it says what the rules say of the fleet itself.</summary>
public sealed class FleetTests : IDisposable
{
    private readonly Product _product = new();

    public FleetTests() => _product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 15, 7, 0, 0, TimeSpan.Zero));

    public void Dispose() => _product.Dispose();

    [Fact]
    public async Task List_FleetAsFiles_EqualsTheRulesOnTheFleet()
    {
        await _product.OkAsync("init", "--no-input");
        string folder = Path.GetFullPath(_product.Home);
        JsonElement scores = (await _product.OkAsync("recommend", "backtest", "--seeds", "1", "--write", folder, "-o", "json")).Json;
        Assert.StartsWith("123 of 123 planted savings found, 0 wrong", scores.GetProperty("title").GetString(), StringComparison.Ordinal);
        foreach (string month in new[] { "2026-10", "2026-11" }) await _product.OkAsync("import", Path.Combine(folder, "billing", $"fleet-{month}.csv"), "--source", "fleet");

        JsonElement list = (await _product.OkAsync("recommend", "list", "--days", "32", "-o", "json")).Json;

        var told = list.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("resource").GetString()!, item.GetProperty("rule").GetString()!)).ToHashSet();
        var direct = PlantedFleet.Of(1, new DateOnly(2026, 11, 14), 32).Cases(32).SelectMany(each => SavingRules.Judge(each.Case).Findings.Select(finding => (finding.Resource.Id, finding.Rule))).ToHashSet();
        Assert.Equal(direct.Order(), told.Order());
    }
}
