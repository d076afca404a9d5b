using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>A year's budgets as a workbook to fill in: team × month, last year's cost and the growth beside it (ux 2.13). Nothing in it is hidden.</summary>
public static class BudgetGridWorkbook
{
    internal const string SheetName = "Budget";
    internal const int HeaderRow = 4;
    internal const int FirstMonth = 4;

    /// <summary>Writes the grid.</summary>
    public static void Write(BudgetGrid grid, Stream output)
    {
        using XLWorkbook book = WorkbookShell.Create($"Budgets {grid.Year}", "Fill in the amounts and import the file", "budget grid", null);
        IXLWorksheet sheet = book.AddWorksheet(SheetName), earlier = book.AddWorksheet("Last year");
        Head(sheet, $"Budgets {grid.Year}", "Fill in the months; an empty cell changes nothing. Then: costguard budget import FILE --dry-run. Keep the first three columns as they are.");
        Head(earlier, $"Cost of the year before {grid.Year}", "For comparison. Cost as the team's budget counts it; an empty month has no data.");
        int total = FirstMonth + grid.Months.Count;
        Titles(sheet, [.. grid.Months.Select(month => month.ToString()), "Total", "Last year", "Growth"]);
        Titles(earlier, [.. grid.Months.Select(month => month.AddMonths(-12).ToString()), "Total"]);
        for (int i = 0; i < grid.Rows.Count; i++)
        {
            BudgetGridRow row = grid.Rows[i];
            int at = HeaderRow + 1 + i;
            Line(sheet, at, row, grid.Months.Select(month => row.Amounts.TryGetValue(month, out decimal amount) ? amount : (decimal?)null));
            Line(earlier, at, row, grid.Months.Select(month => row.LastYear.TryGetValue(month.AddMonths(-12), out decimal actual) ? actual : (decimal?)null));
            Sums(sheet, earlier, at, total, row.Currency);
        }

        if (grid.Rows.Count > 0) Validate(sheet.Range(HeaderRow + 1, FirstMonth, HeaderRow + grid.Rows.Count, total - 1));
        book.SaveAs(output);
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
            if (amount is { } known) cell.SetValue(decimal.Round(known, line.Currency.MinorUnits, MidpointRounding.ToEven));
        }
    }

    private static void Sums(IXLWorksheet sheet, IXLWorksheet earlier, int row, int total, Currency currency)
    {
        string last = XLHelper.GetColumnLetterFromNumber(total - 1), sum = XLHelper.GetColumnLetterFromNumber(total);
        var money = new Look(CellKind.Money, currency.MinorUnits);
        string months = string.Create(CultureInfo.InvariantCulture, $"SUM(D{row}:{last}{row})");
        money.ApplyTo(sheet.Cell(row, total).SetFormulaA1(months).Style);
        money.ApplyTo(earlier.Cell(row, total).SetFormulaA1(months).Style);
        money.ApplyTo(sheet.Cell(row, total + 1).SetFormulaA1(string.Create(CultureInfo.InvariantCulture, $"'Last year'!{sum}{row}")).Style);
        string before = string.Create(CultureInfo.InvariantCulture, $"{XLHelper.GetColumnLetterFromNumber(total + 1)}{row}");
        new Look(CellKind.PercentChange).ApplyTo(sheet.Cell(row, total + 2)
            .SetFormulaA1(string.Create(CultureInfo.InvariantCulture, $"IF(OR({before}<=0,{sum}{row}=0),\"\",{sum}{row}/{before}-1)")).Style);
    }

    private static void Validate(IXLRange cells)
    {
        IXLDataValidation rule = cells.SetDataValidation();
        rule.Decimal.EqualOrGreaterThan(0);
        rule.ErrorTitle = "Not an amount";
        rule.ErrorMessage = "A budget is a number of at least 0, without a currency or words.";
    }
}
