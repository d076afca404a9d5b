using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Reads a filled-in budget grid. Every bad cell is named by sheet and cell; one bad cell is no reason not to name the next.</summary>
public static class BudgetGridReader
{
    private const decimal Most = 9_999_999_999m;

    /// <summary>The amounts of all filled cells, and every problem.</summary>
    /// <param name="file">The workbook.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="CostGuardException">CG2216: it is no workbook, or has no such sheet.</exception>
    public static (IReadOnlyList<BudgetCell> Cells, IReadOnlyList<Problem> Problems) Read(Stream file, string name)
    {
        using XLWorkbook book = Open(file, name);
        if (!book.TryGetWorksheet(BudgetGridWorkbook.SheetName, out IXLWorksheet sheet))
            throw new CostGuardException(2, BudgetGridErrors.NoGrid.At($"{name} has no sheet \"{BudgetGridWorkbook.SheetName}\".", name));
        (int header, Dictionary<int, BillingPeriod> months) = Months(sheet, name);
        var cells = new List<BudgetCell>();
        var problems = new List<Problem>();
        foreach (IXLRow row in sheet.RowsUsed().Where(row => row.RowNumber() > header))
        {
            string team = row.Cell(2).GetString().Trim();
            if (team.Length == 0 && row.Cell(1).IsEmpty()) continue;
            if (!Currency.TryParse(row.Cell(3).GetString().Trim(), out Currency currency))
                problems.Add(Bad(row.Cell(3), $"\"{row.Cell(3).GetString()}\" is not a currency code such as USD", name));
            else
                ReadLine(row, team, currency, months, name, cells, problems);
        }

        return (cells, problems);
    }

    private static void ReadLine(
        IXLRow row, string team, Currency currency, Dictionary<int, BillingPeriod> months, string name, List<BudgetCell> cells, List<Problem> problems)
    {
        foreach ((int column, BillingPeriod month) in months)
        {
            IXLCell cell = row.Cell(column);
            if (cell.IsEmpty() || cell.GetString().Trim().Length == 0) continue;
            if (Fault(cell, currency, out decimal amount) is { } fault) problems.Add(Bad(cell, fault, name));
            else cells.Add(new BudgetCell(team, currency, month, amount, Address(cell)));
        }
    }

    private static XLWorkbook Open(Stream file, string name)
    {
        try
        {
            return new XLWorkbook(file);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // ClosedXML throws whatever its parts throw: a broken zip, a broken XML, a missing part.
            throw new CostGuardException(2, BudgetGridErrors.NoGrid.At($"{name} cannot be read as a workbook: {error.Message.TrimEnd('.')}.", name), inner: error);
        }
    }

    private static (int Header, Dictionary<int, BillingPeriod> Months) Months(IXLWorksheet sheet, string name)
    {
        foreach (IXLRow row in sheet.RowsUsed().Take(10))
        {
            if (row.Cell(1).GetString() != "Key" || row.Cell(2).GetString() != "Team" || row.Cell(3).GetString() != "Currency") continue;
            var months = new Dictionary<int, BillingPeriod>();
            foreach (IXLCell cell in row.CellsUsed())
            {
                if (BillingPeriod.TryParse(cell.GetString(), out BillingPeriod month)) months[cell.Address.ColumnNumber] = month;
            }

            if (months.Count > 0 && months.Values.Distinct().Count() == months.Count) return (row.RowNumber(), months);
        }

        throw new CostGuardException(2, BudgetGridErrors.NoGrid.At($"{name}: sheet \"{sheet.Name}\" has no head line with Key, Team, Currency and months such as 2027-01, each once.", name));
    }

    private static string? Fault(IXLCell cell, Currency currency, out decimal amount)
    {
        amount = 0m;
        if (cell.DataType == XLDataType.Number)
        {
            // A decimal holds no more than about 8E28.
            double value = cell.GetDouble();
            if (Math.Abs(value) > 1e27) return $"{value.ToString(CultureInfo.InvariantCulture)} is not an amount from 0 to {Most.ToString(CultureInfo.InvariantCulture)}";
            amount = (decimal)value;
        }
        else if (!decimal.TryParse(cell.GetString().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount))
            return $"\"{cell.GetString()}\" is not a number";
        if (amount is < 0m or > Most) return $"{amount.ToString(CultureInfo.InvariantCulture)} is not an amount from 0 to {Most.ToString(CultureInfo.InvariantCulture)}";
        return decimal.Round(amount, currency.MinorUnits) == amount
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{amount} has more than the {currency.MinorUnits} decimals of {currency}: round it");
    }

    private static Problem Bad(IXLCell cell, string what, string name) => BudgetGridErrors.BadCell.At($"{Address(cell)}: {what}.", name);

    private static string Address(IXLCell cell) => $"{cell.Worksheet.Name}!{cell.Address}";
}
