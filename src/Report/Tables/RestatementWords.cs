using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>A restatement of a closed month in words: how much, what of it was charged where, and what is left to do. The same on screen, in mails and in webhooks.</summary>
public static class RestatementWords
{
    /// <summary>"+15.50 USD: +12.50 charged in 2026-11 v1, book +3.00 in 2026-12", in whole subunits that add up.</summary>
    public static string Of(Restatement restated)
    {
        ArgumentNullException.ThrowIfNull(restated);
        string change = $"{Text(Change(restated), restated.Currency)} {restated.Currency}";
        if (restated.Charged.Count == 0)
            return restated.Difference.IsZero ? $"{change} in sum: what moved between teams is charged in {restated.Proposed}" : $"{change}: book it in {restated.Proposed}";
        decimal rest = Rest(restated);
        string left = rest == 0m ? "nothing is left to book" : $"book {Text(rest, restated.Currency)} in {restated.Proposed}";
        return $"{change}: {string.Join(", ", restated.Charged.Select(part => $"{Text(Rounded(part.Amount, restated.Currency), restated.Currency)} charged in {part.In} v{part.Version.ToString(CultureInfo.InvariantCulture)}"))}, {left}";
    }

    /// <summary>The whole change in whole subunits.</summary>
    public static decimal Change(Restatement restated)
    {
        ArgumentNullException.ThrowIfNull(restated);
        return Rounded(restated.Now, restated.Currency) - Rounded(restated.AtClose, restated.Currency);
    }

    /// <summary>What is not charged, so that it adds up with the charged parts to the change.</summary>
    public static decimal Rest(Restatement restated)
    {
        ArgumentNullException.ThrowIfNull(restated);
        return restated.Rest.IsZero ? 0m : Change(restated) - restated.Charged.Sum(part => Rounded(part.Amount, restated.Currency));
    }

    private static decimal Rounded(ExactSum amount, Currency currency) => new Money(amount.ToDecimal(), currency).Rounded().Amount;

    private static string Text(decimal amount, Currency currency) => (amount > 0m ? "+" : "") + amount.ToString($"N{currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
}
