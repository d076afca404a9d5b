using CostGuard.Core.Currencies;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Which rates? Those of rates/actual and rates/budget for the months shown. Data and Budget v Actual convert with them what is billed in another currency.</summary>
internal sealed class FxSheet(SheetCanvas canvas, WorkbookInput input)
{
    private const string TableName = "tblFx";

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Exchange rates, {SheetFrame.MonthName(input.MonthsShown[0])} to {SheetFrame.MonthName(input.Period)}",
            "The rates of every report, plan and alert; a closed month keeps its own. Billed amounts stay as billed.");
        SheetColumn[] columns =
        [
            new("Month", new Look(CellKind.Month), 12),
            new("Use", Look.Text, 12),
            new("From", Look.Text, 10),
            new("To", Look.Text, 10),
            new("Rate", new Look(CellKind.Number), 18),
            new("Source", Look.Text, 40),
        ];
        object?[][] rows = [.. input.Rates.OrderByDescending(rate => rate.Month).ThenBy(rate => rate.Kind).ThenBy(rate => rate.From).ThenBy(rate => rate.To)
            .Select(rate => (object?[])[rate.Month, rate.Kind == RateKind.Actual ? "actual cost" : "plans", rate.From.Code, rate.To.Code, rate.Rate, rate.Source])];
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, rows);
        SheetFrame.End(canvas, input, last, columns.Length, SheetFrame.HeaderRow, 1);
    }
}
