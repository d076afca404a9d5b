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
        Answer scores = await _product.OkAsync("recommend", "backtest", "--seeds", "1", "--write", folder);
        Assert.Contains("123 of 123 planted savings found, 0 wrong; nothing in use would be removed", scores.Out, StringComparison.Ordinal);
        foreach (string month in new[] { "2026-10", "2026-11" }) await _product.OkAsync("import", Path.Combine(folder, "billing", $"fleet-{month}.csv"), "--source", "fleet");

        JsonElement list = (await _product.OkAsync("recommend", "list", "--days", "32", "-o", "json")).Json;

        var told = list.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("resource").GetString()!, Plan);
        var direct = PlantedFleet.Of(1, new DateOnly(2026, 11, 14), 32).Cases(32).Select(each => (each.Case.Resource.Id, Judgement: SavingRules.Judge(each.Case))).Where(each => each.Judgement.Findings.Count > 0)
            .ToDictionary(each => each.Id, each => (string.Join(", ", each.Judgement.Best.Findings.Select(finding => finding.Rule)), decimal.Round(each.Judgement.Best.Saving, 6)));
        Assert.Equal(direct.OrderBy(each => each.Key), told.OrderBy(each => each.Key));
    }

    private static (string Rules, decimal Saving) Plan(JsonElement item) =>
        (item.GetProperty("rules").GetString()!, decimal.Round(decimal.Parse(item.GetProperty("saving").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 6));
}
