using CostGuard.Core.Reports;
using CostGuard.Report.Workbook;

namespace CostGuard.Report.Tables;

/// <summary>What <c>report verify</c> found, cell by cell.</summary>
public static class VerifyTable
{
    /// <summary>The table; no rows when no cell differs.</summary>
    /// <param name="title">The verdict.</param>
    /// <param name="identity">What the file says it is.</param>
    /// <param name="changed">Cells that differ.</param>
    /// <param name="footnote">What else is known, or null.</param>
    public static ReportTable Build(string title, WorkbookIdentity identity, IReadOnlyList<ChangedCell> changed, string? footnote) => new()
    {
        Schema = "costguard.report-verify/1",
        Title = title,
        Columns =
        [
            new ReportColumn("sheet", "Sheet", CellKind.Text), new ReportColumn("cell", "Cell", CellKind.Id),
            new ReportColumn("inFile", "In the file", CellKind.Text), new ReportColumn("ofCostGuard", "Of CostGuard", CellKind.Text),
        ],
        Rows = [.. changed.Select(cell => (object?[])[cell.Sheet, cell.Cell, cell.InFile, cell.Ours])],
        Meta = ReportMeta.NoMoney with { Snapshot = identity.Snapshot, Period = identity.Period?.ToString() ?? "all" },
        Footnote = footnote,
    };
}
