namespace CostGuard.Report.Workbook;

/// <summary>What of a team's cost is billed in other currencies: Data in the report's currency, at the rates of the month.</summary>
internal static class OtherCurrencies
{
    /// <summary>Header of the column.</summary>
    public const string Header = "From other currencies";

    /// <summary>The column's formula.</summary>
    public static string Formula(Figures figures) => figures.Sum($",tblCost[Team],{SheetTable.ThisRow(BudgetSheet.TableName, "Team")},tblCost[Month],Period,tblCost[Currency],\"<>\"&ReportCurrency");
}
