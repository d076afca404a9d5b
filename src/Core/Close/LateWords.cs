using System.Globalization;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a month will charge of closed ones, in words for those who sign it.</summary>
internal static class LateWords
{
    /// <summary>"; with it 2026-08 is charged +5,000.00 EUR that changed after its close, …"; empty when nothing is.</summary>
    public static string Of(MonthEvidence month) => string.Concat(
        month.Charges.Corrections.GroupBy(each => (each.Month, each.Settles, each.Currency)).Select(group => $"; {Charged(group.Key.Month, group.Key.Settles, group.Key.Currency, [.. group])}")
            .Concat(month.LateInvoices.Select(each => each.Number is null
                ? $"; {Change(each.Billed, each.Currency)} of it names no invoice"
                : $"; invoice {each.Number} of {each.Month} ({Change(each.Billed, each.Currency)} of it) is recorded nowhere")));

    private static string Charged(BillingPeriod month, bool settles, Currency currency, LateCorrection[] teams)
    {
        decimal sum = teams.Sum(each => each.Billed);
        string what = settles ? "was charged elsewhere and is settled" : "changed after its close and is charged with this month";
        return $"{Change(sum, currency)} of {month} {what} ({string.Join(", ", teams.OrderBy(each => each.Team, StringComparer.Ordinal).Select(each => $"{each.Team} {Change(each.Billed, currency)}"))})";
    }

    private static string Change(decimal amount, Currency currency)
    {
        string format = $"N{currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}";
        decimal whole = decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);
        return $"{(whole > 0m ? "+" : "")}{whole.ToString(format, CultureInfo.InvariantCulture)} {currency}";
    }
}
