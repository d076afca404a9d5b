using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class TsvFormatTests
{
    [Fact]
    public async Task TsvFormat_TabsAndLineEnds_DoNotBreakRows()
    {
        ReportTable table = ReportTables.Of([new("tag", "Tag", CellKind.Text), new("n", "N", CellKind.Count)], [["a\tb\nc", 3L]]);

        Assert.Equal("tag\tn\na\\tb\\nc\t3\n", await ReportTables.Text(new TsvFormat(), table));
    }
}
