using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class SourceLineTableTests
{
    private static readonly Load Load = WorkbookSamples.Input().Loads[^1];

    [Fact]
    public void Build_MoreLinesThanShown_SaysWhatAllOfThemAddUpTo()
    {
        var lines = new SourceLines(
            [new SourceLine("a.csv", 7, ["2026-11-03", "i-1"], Currency.Usd, new Costs(2.5m, 2m, 0m, 0m))],
            [new CostRow([], Currency.Eur, new Costs(1m, 1m, 1m, 1m), 1), new CostRow([], Currency.Usd, new Costs(3.125m, 3m, 0m, 0m), 2)]);

        ReportTable table = SourceLineTable.Build(Load, [new("day"), new("resourceId")], lines, SomeTables.Meta);

        Assert.Equal("3 lines of sample, 2026-11: EUR 1 billed, 1 effective, USD 3.125 billed, 3 effective; the 1 largest", table.Title);
        Assert.Equal([["a.csv", 7L, new DateOnly(2026, 11, 3), "i-1", 2.5m, 2m, "USD"]], table.Rows);
    }

    [Fact]
    public void Build_NothingMatches_SaysSo() =>
        Assert.Equal("No line of load 2026-11-load matches", SourceLineTable.Build(Load, [], new SourceLines([], []), SomeTables.Meta).Title);
}
