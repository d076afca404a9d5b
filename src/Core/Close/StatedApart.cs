using System.Globalization;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A part of a bill that the invoice and the data both have, with different amounts. Neither is believed: it explains nothing by itself.</summary>
/// <param name="Part">Tax, or a part that the invoice states by name.</param>
/// <param name="Stated">What the invoice states.</param>
/// <param name="Data">Σ BilledCost of its lines, exact.</param>
public sealed record StatedApart(ExplainedReason Part, decimal Stated, decimal Data)
{
    /// <summary>"the data has 93.00 EUR of tax, the invoice states 53.00 (…)": both amounts, and how to put the invoice right.</summary>
    /// <param name="currency">Currency of both amounts.</param>
    public string Words(Currency currency)
    {
        string Text(decimal amount, string format) =>
            decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven).ToString(format + currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        string option = Part == ExplainedReason.Tax ? "--tax " : $"--part {Part.Word()}=";
        return $"the data has {Text(Data, "N")} {currency} of {Part.Word()}, the invoice states {Text(Stated, "N")} (if it has the data's: costguard invoice remove, then invoice add with {option}{Text(Data, "F")})";
    }
}

/// <summary>Lines that are on no recorded invoice, of one provider.</summary>
/// <param name="Provider">FOCUS ProviderName; null when it is not known.</param>
/// <param name="Billed">Σ BilledCost, exact; 0 of several lines is no absence of lines.</param>
/// <param name="Rows">Number of lines.</param>
public sealed record LooseLines(string? Provider, decimal Billed, long Rows);
