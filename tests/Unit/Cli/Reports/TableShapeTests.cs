using CostGuard.Cli.Reports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using Xunit;

namespace CostGuard.Unit.Cli.Reports;

public sealed class TableShapeTests
{
    private static readonly ReportDefinition Everything = new() { Name = "mine", Table = "cost show", Format = "csv", File = "reports/mine.yaml" };

    private static readonly ReportTable Costs = new()
    {
        Schema = "costguard.cost/1",
        Title = "Cost",
        Columns =
        [
            new ReportColumn("team", "Team", CellKind.Text), new ReportColumn("effectiveCost", "Cost", CellKind.Money),
            new ReportColumn("share", "Share", CellKind.Percent), new ReportColumn("currency", "Currency", CellKind.Id),
        ],
        Rows = [["web", 10m, 0.1m, "USD"], ["data", 60.005m, 0.6m, "USD"], ["pay", 30m, null, "USD"], ["data", 5000m, 1m, "JPY"]],
        Totals = [[null, 5000m, null, "JPY"], [null, 100.005m, null, "USD"]],
        Meta = ReportMeta.NoMoney with { Currency = "mixed", Snapshot = "abc" },
        ShortColumns = ["team"],
    };

    [Fact]
    public void Of_SortAndTop_KeepsCurrenciesApartAndAddsUpTheRest() => Assert.Equal(
        [
            ["data", 5000m, 1m, "JPY"],
            ["data", 60.005m, 0.6m, "USD"],
            ["All other (2)", 40m, null, "USD"],
        ],
        TableShape.Of(Costs, Everything with { Sort = [new PlacedWord("-effectiveCost", 7, 9)], Top = 1 }).Rows);

    [Fact]
    public void Of_RowsThatMakeNoTotal_AreCutWithoutARest()
    {
        ReportTable tree = Costs with { Rows = [["all", 100.005m, null, "USD"], ["web", 100.005m, null, "USD"]] };
        ReportTable cut = TableShape.Of(tree, Everything with { Top = 1 });
        Assert.Equal(["all"], cut.Rows.Select(row => row[0]));
        Assert.Equal("1 of 2 rows are shown one by one.", cut.Footnote);
    }

    [Theory]
    [InlineData("share", "pay")]
    [InlineData("-share", "pay")]
    public void Of_NoValue_ComesLast(string key, string last) => Assert.Equal(
        last, TableShape.Of(Costs, Everything with { Sort = [new PlacedWord(key, 1, 1)] }).Rows[^1][0]);

    [Fact]
    public void Of_Columns_AreInTheirOrderAndAmountsKeepTheirCurrency()
    {
        ReportTable table = TableShape.Of(Costs, Everything with { Title = "Mine", Columns = [new PlacedWord("effectiveCost", 1, 1), new PlacedWord("TEAM", 1, 2)] });
        Assert.Equal(["effectiveCost", "team", "currency"], table.Columns.Select(column => column.Key));
        Assert.Equal([30m, "pay", "USD"], table.Rows[2]);
        Assert.Equal([100.005m, null, "USD"], table.Totals[1]);
        Assert.Equal(("Mine", null, "abc"), (table.Title, table.ShortColumns, table.Meta.Snapshot));
    }

    [Fact]
    public void Of_UnknownColumn_IsToldWithItsPlaceAndTheNearest()
    {
        CostGuardException refusal = Assert.Throws<CostGuardException>(() => TableShape.Of(Costs, Everything with { Columns = [new PlacedWord("efectiveCost", 9, 14)] }));
        Assert.Equal(2, refusal.ExitCode);
        Assert.StartsWith("reports/mine.yaml:9:14 CG3012 \"cost show\" answers no column \"efectiveCost\". Did you mean \"effectiveCost\"?", refusal.Problem.ToString(), StringComparison.Ordinal);
    }
}
