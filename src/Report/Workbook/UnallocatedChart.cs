using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>How much of thirteen months belongs to nobody, below Allocation: live shares over Budget v Actual beside the configured limit, and a line of them.</summary>
internal sealed class UnallocatedChart(SheetCanvas canvas, Figures figures)
{
    private const int Columns = 5;

    private readonly WorkbookInput _input = figures.Input;

    /// <summary>Writes figures and chart; returns the last row.</summary>
    public int Write(int row)
    {
        int d = figures.Decimals;
        canvas.Put(row, 1, $"Unallocated, {_input.Currency}: share of the total cost by month", new Look(CellKind.Text, Bold: true, Size: 12));
        SheetColumn[] columns =
        [
            new("Month", Look.Text, 30), new("Share", new Look(CellKind.Percent), 13), new("Limit", new Look(CellKind.Percent), 26),
            new("Unallocated", new Look(CellKind.Money, d), 22), new("Total cost", new Look(CellKind.Money, d), 22),
        ];
        for (int c = 0; c < Columns; c++) SheetTable.PutHeader(canvas, row + 1, c + 1, columns[c]);
        decimal?[] shares = [.. _input.MonthsShown.Select(Share)];
        for (int m = 0; m < WorkbookInput.Months; m++)
        {
            int at = row + 2 + m;
            string month = figures.MonthHeader(_input.MonthsShown[m]);
            object?[] cells =
            [
                month,
                new Live($"IF({CellAddress.Of(at, 5)}<=0,\"\",{CellAddress.Of(at, 4)}/{CellAddress.Of(at, 5)})", shares[m]),
                _input.UnallocatedTarget,
                new Live($"SUMIFS(tblTrend[{month}],tblTrend[Team],\"{TeamLabels.Unallocated}\")", Nobodys(_input.MonthsShown[m])),
                new Live($"SUM(tblTrend[{month}])", Total(_input.MonthsShown[m])),
            ];
            for (int c = 0; c < Columns; c++) canvas.Put(at, c + 1, cells[c], columns[c].Look with { Italic = figures.IsEstimate(_input.MonthsShown[m]) });
        }

        Chart(row + 1, shares);
        return row + 1 + WorkbookInput.Months;
    }

    private decimal Nobodys(BillingPeriod month) => figures.Team(TeamLabels.Unallocated, month);

    // The rows of Budget v Actual.
    private decimal Total(BillingPeriod month) => _input.Teams.Sum(team => figures.Team(team.Label, month));

    private decimal? Share(BillingPeriod month) => Total(month) <= 0m ? null : Nobodys(month) / Total(month);

    private void Chart(int header, decimal?[] shares)
    {
        string Column(int column) => CellAddress.Absolute(canvas.Name, header + 1, column, header + WorkbookInput.Months, column);
        string Head(int column) => CellAddress.Absolute(canvas.Name, header, column);
        string limit = CellText.Shown(_input.UnallocatedTarget, CellKind.Percent, null);
        string title = shares[^1] is not { } now ? "No cost in the report month"
            : $"{CellText.Shown(now, CellKind.Percent, null)} of {figures.MonthHeader(_input.Period)} belongs to nobody, {(now > _input.UnallocatedTarget ? "above" : "within")} the limit of {limit}";
        canvas.Charts.Add(new ChartSpec(
            ChartKind.Shares, title, $"Line chart of the unallocated share by month against the limit of {limit}. {title}.", Column(1), [], [.. _input.MonthsShown.Select(figures.MonthHeader)],
            [
                new ChartSeries("Limit", Head(3), Column(3), [.. shares.Select(_ => (decimal?)_input.UnallocatedTarget)], "8D99A6", Dashed: true),
                new ChartSeries("Share", Head(2), Column(2), shares, "1F2933"),
            ],
            6, header, 10, header + 1 + WorkbookInput.Months));
    }
}
