using System.Text.Json;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class JsonFormatTests
{
    [Fact]
    public async Task JsonFormat_MoneyAndShares_AreExactDecimalText()
    {
        using JsonDocument json = JsonDocument.Parse(await ReportTables.Text(new JsonFormat(), ReportTables.TwoTeams()));

        JsonElement root = json.RootElement;
        Assert.Equal("costguard.cost/1", root.GetProperty("schema").GetString());
        Assert.Equal("2026-11-23", root.GetProperty("dataThrough").GetString());
        Assert.Equal("39655.71", root.GetProperty("items")[0].GetProperty("effectiveCost").GetString());
        Assert.Equal("0.8262", root.GetProperty("items")[0].GetProperty("used").GetString());
        Assert.Equal("2026-11", root.GetProperty("items")[0].GetProperty("month").GetString());
        Assert.Equal("-12.5", root.GetProperty("items")[1].GetProperty("effectiveCost").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("items")[1].GetProperty("used").ValueKind);
        Assert.Equal("39643.21", root.GetProperty("totals")[0].GetProperty("effectiveCost").GetString());
        Assert.Equal("The source azure is stale.", root.GetProperty("warnings")[0].GetString());
    }

    [Fact]
    public async Task JsonFormat_TinyAmount_IsPlainNotation()
    {
        ReportTable table = ReportTables.Of([new("billedCost", "Billed cost", CellKind.Money)], [[0.000000000000000001m], [1e-7m], [-0.0m]]);

        string text = await ReportTables.Text(new JsonFormat(), table);

        Assert.Contains("\"0.000000000000000001\"", text, StringComparison.Ordinal);
        Assert.Contains("\"0.0000001\"", text, StringComparison.Ordinal);
        Assert.Contains("\"0\"", text, StringComparison.Ordinal);
    }
}
