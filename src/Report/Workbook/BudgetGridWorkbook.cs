using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>A year's budgets as a workbook to fill in: team × month, last year's cost and the growth beside it (ux 2.13). Nothing in it is hidden, and every formula has its value in the file.</summary>
public static class BudgetGridWorkbook
{
    internal const string SheetName = "Budget";
    private const string EarlierName = "Last year";
    internal const int HeaderRow = 4;
    internal const int FirstMonth = 4;

    /// <summary>Writes the grid.</summary>
    public static async Task WriteAsync(BudgetGrid grid, Stream output, CancellationToken cancellationToken)
    {
        using XLWorkbook book = WorkbookShell.Create($"Budgets {grid.Year}", "Fill in the amounts and import the file", "budget grid", null);
        var canvas = new SheetCanvas(book.AddWorksheet(SheetName));
        var before = new SheetCanvas(book.AddWorksheet(EarlierName));
        IXLWorksheet sheet = canvas.Sheet, earlier = before.Sheet;
        Head(sheet, $"Budgets {grid.Year}", "Fill in the months; an empty cell changes nothing. Then: costguard budget import FILE --dry-run. Keep the first three columns as they are. Growth compares only months that have an amount and, a year before, a cost.");
        Head(earlier, $"Cost of the year before {grid.Year}", "For comparison. Cost as the team's budget counts it; an empty month has no data.");
        int total = FirstMonth + grid.Months.Count;
        Titles(sheet, [.. grid.Months.Select(month => month.ToString()), "Total", "Last year", "Growth", "Months compared"]);
        Titles(earlier, [.. grid.Months.Select(month => month.AddMonths(-12).ToString()), "Total"]);
        for (int i = 0; i < grid.Rows.Count; i++)
        {
            BudgetGridRow row = grid.Rows[i];
            int at = HeaderRow + 1 + i;
            Line(sheet, at, row, grid.Months.Select(month => Written(row.Amounts, month, row.Currency)));
            Line(earlier, at, row, grid.Months.Select(month => Written(row.LastYear, month.AddMonths(-12), row.Currency)));
            Sums(canvas, before, at, total, row, grid.Months);
        }

        if (grid.Rows.Count > 0) Validate(sheet.Range(HeaderRow + 1, FirstMonth, HeaderRow + grid.Rows.Count, total - 1));
        await PackageWriter.WriteAsync(book, [canvas, before], output, keyword: null, cancellationToken).ConfigureAwait(false);
    }

    private static void Head(IXLWorksheet sheet, string title, string note)
    {
        sheet.Cell(1, 1).SetValue(title).Style.Font.SetBold().Font.SetFontSize(14);
        sheet.Cell(2, 1).SetValue(note).Style.Font.SetItalic();
        sheet.SheetView.Freeze(HeaderRow, FirstMonth - 1);
        sheet.Column(1).Width = 22;
        sheet.Column(2).Width = 20;
        sheet.Column(3).Width = 10;
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, HeaderRow);
    }

    private static void Titles(IXLWorksheet sheet, string[] titles)
    {
        string[] all = ["Key", "Team", "Currency", .. titles];
        for (int c = 0; c < all.Length; c++)
        {
            IXLCell cell = sheet.Cell(HeaderRow, c + 1).SetValue(all[c]);
            new Look(CellKind.Text, Bold: true).ApplyTo(cell.Style);
            cell.Style.Border.BottomBorder = XLBorderStyleValues.Thin;
            if (c < FirstMonth - 1) continue;
            cell.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Right;
            sheet.Column(c + 1).Width = 13;
        }
    }

    private static void Line(IXLWorksheet sheet, int row, BudgetGridRow line, IEnumerable<decimal?> amounts)
    {
        sheet.Cell(row, 1).SetValue(SafeText.Clean(line.Key)).Style.NumberFormat.Format = "@";
        sheet.Cell(row, 2).SetValue(SafeText.Clean(line.Team)).Style.NumberFormat.Format = "@";
        sheet.Cell(row, 3).SetValue(line.Currency.Code);
        int column = FirstMonth;
        foreach (decimal? amount in amounts)
        {
            IXLCell cell = sheet.Cell(row, column++);
            new Look(CellKind.Money, line.Currency.MinorUnits).ApplyTo(cell.Style);
            if (amount is { } known) cell.SetValue(known);
        }
    }

    private static void Sums(SheetCanvas sheet, SheetCanvas earlier, int row, int total, BudgetGridRow line, IReadOnlyList<BillingPeriod> months)
    {
        (decimal? Plan, decimal? Actual)[] pairs = [.. months.Select(month => (Written(line.Amounts, month, line.Currency), Written(line.LastYear, month.AddMonths(-12), line.Currency)))];
        decimal planned = pairs.Sum(pair => pair.Plan ?? 0m), actual = pairs.Sum(pair => pair.Actual ?? 0m);
        string last = XLHelper.GetColumnLetterFromNumber(total - 1), sum = XLHelper.GetColumnLetterFromNumber(total);
        string plan = string.Create(CultureInfo.InvariantCulture, $"D{row}:{last}{row}"), before = $"'{EarlierName}'!{plan}";
        var money = new Look(CellKind.Money, line.Currency.MinorUnits);
        sheet.Put(row, total, new Live($"SUM({plan})", planned), money);
        earlier.Put(row, total, new Live($"SUM({plan})", actual), money);
        sheet.Put(row, total + 1, new Live(string.Create(CultureInfo.InvariantCulture, $"'{EarlierName}'!{sum}{row}"), actual), money);

        // Eleven months of a plan against three months of data is no growth: like is compared with like.
        (decimal? Plan, decimal? Actual)[] like = [.. pairs.Where(pair => pair is { Plan: not null, Actual: not null })];
        decimal likePlan = like.Sum(pair => pair.Plan!.Value), likeActual = like.Sum(pair => pair.Actual!.Value);
        string plans = $"SUMIFS({plan},{before},\"<>\")", actuals = $"SUMIFS({before},{plan},\"<>\")";
        sheet.Put(
            row, total + 2,
            new Live($"IF(OR({actuals}<=0,{plans}=0),\"\",{plans}/{actuals}-1)", likeActual <= 0m || likePlan == 0m ? null : (likePlan / likeActual) - 1m),
            new Look(CellKind.PercentChange));
        sheet.Put(row, total + 3, new Live($"COUNTIFS({plan},\"<>\",{before},\"<>\")", (decimal)like.Length), new Look(CellKind.Count));
    }

    private static decimal? Written(IReadOnlyDictionary<BillingPeriod, decimal> amounts, BillingPeriod month, Currency currency) =>
        amounts.TryGetValue(month, out decimal amount) ? decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven) : null;

    private static void Validate(IXLRange cells)
    {
        IXLDataValidation rule = cells.SetDataValidation();
        rule.Decimal.EqualOrGreaterThan(0);
        rule.ErrorTitle = "Not an amount";
        rule.ErrorMessage = "A budget is a number of at least 0, without a currency or words.";
    }
}
