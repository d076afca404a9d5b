using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Invoices of one currency in the report's currency, by the rate of the month; without a rate there is no answer.</summary>
internal sealed record ConvertedTotal(Currency Currency, decimal Net, decimal Billed, ExchangeRate? Rate, bool IsListed, int Decimals)
{
    public decimal? NetConverted => Converted(Net);

    public decimal? BilledConverted => Converted(Billed);

    public static ConvertedTotal Of(Currency currency, IReadOnlyList<InvoiceRow> rows, ExchangeRate? rate, WorkbookInput input)
    {
        InvoiceRow[] own = [.. rows.Where(row => row.Statement.Currency == currency)];
        // A rate that was turned round or goes through a third currency does not stand on FX.
        bool isListed = rate is not null && input.Rates.Count(each => each.Kind == RateKind.Actual && each.Month == input.Period && each.From == currency && each.To == input.Currency) == 1;
        return new ConvertedTotal(currency, own.Sum(row => row.Statement.Net), own.Sum(row => row.Billed), rate, isListed, input.Currency.MinorUnits);
    }

    /// <summary>Cells of its row.</summary>
    public object?[] Cells(string table, Look money)
    {
        string This(string column) => SheetTable.ThisRow(table, column);
        string places = Decimals.ToString(CultureInfo.InvariantCulture);
        Look own = new(CellKind.Money, Currency.MinorUnits);
        object? rate = IsListed ? new Live($"SUMIFS(tblFx[Rate],tblFx[Month],Period,tblFx[Use],\"actual cost\",tblFx[From],{This("From")},tblFx[To],{This("To")})", Rate!.Rate) : Rate?.Rate;
        object? Turned(string column, decimal? amount) => amount is null ? null : new Styled(new Live($"ROUND({This(column)}*{This("Rate")},{places})", amount), money);
        string sum(string column) => $"ROUND(SUMIFS({ReconciliationSheet.TableName}[{column}],{ReconciliationSheet.TableName}[Currency],{This("From")}),{Currency.MinorUnits.ToString(CultureInfo.InvariantCulture)})";
        return
        [
            $"Invoices in {Currency}",
            rate,
            Currency.Code,
            new Live("ReportCurrency", Rate?.To.Code),
            new Styled(new Live(sum("Invoice net"), Net), own),
            new Styled(new Live(sum("CostGuard billed"), Billed), own),
            Turned("Total net", NetConverted),
            Turned("Total billed", BilledConverted),
        ];
    }

    // As ROUND in a workbook does it: what is shown before it is calculated must be what is shown after.
    private decimal? Converted(decimal amount) => Rate is null ? null : decimal.Round(amount * Rate.Rate, Decimals, MidpointRounding.AwayFromZero);
}
