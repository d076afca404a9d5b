using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Cost in other currencies in a team's actual, as its budget counts it: Data by team and currency, without what the budget leaves out, at the rate of the
/// month from FX where it stands there.
/// </summary>
internal static class OtherCurrencies
{
    /// <summary>Header of the column.</summary>
    public const string Header = "From other currencies";

    /// <summary>The column's formula: one summand a currency.</summary>
    public static string Formula(Figures figures) => string.Join('+', figures.Converted.Select(currency => Summand(figures, currency)));

    private static string Summand(Figures figures, Currency currency)
    {
        string This(string column) => SheetTable.ThisRow(BudgetSheet.TableName, column);
        string sum = $"SUMIFS({figures.Column},tblCost[Team],{This("Team")},tblCost[Month],Period,tblCost[Currency],\"{currency.Code}\"";
        string left = string.Concat(new[] { ("Credits counted", "Credit"), ("Tax counted", "Tax") }
            .Select(each => $"-IF({This(each.Item1)}=\"no\",{sum},tblCost[Charge category],\"{each.Item2}\"),0)"));
        return $"ROUND(({sum}){left})*{Rate(figures.Input, figures.RateOf(currency, figures.Input.Period), currency)},{figures.Decimals.ToString(CultureInfo.InvariantCulture)})";
    }

    // A rate that was turned round or goes through a third currency does not stand on FX; a team's workbook has no FX.
    private static string Rate(WorkbookInput input, ExchangeRate? rate, Currency currency)
    {
        if (rate is null) return "0";
        bool isListed = input.HasFx && input.Rates.Count(each => each.Kind == RateKind.Actual && each.Month == input.Period && each.From == currency && each.To == input.Currency) == 1;
        return isListed
            ? $"SUMIFS(tblFx[Rate],tblFx[Month],Period,tblFx[Use],\"actual cost\",tblFx[From],\"{currency.Code}\",tblFx[To],ReportCurrency)"
            : Formats.CellText.Exact(rate.Rate);
    }
}
