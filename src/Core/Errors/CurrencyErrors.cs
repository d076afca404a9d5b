namespace CostGuard.Core.Errors;

/// <summary>Codes of exchange rates, 25xx.</summary>
public static class CurrencyErrors
{
    /// <summary>CG2501.</summary>
    public static readonly ErrorInfo MissingRate = new(
        "CG2501",
        "An exchange rate is missing",
        "Amounts of two currencies are added only with a named rate of their month. A guess, or 1, would make the total wrong.",
        "Add the month to a file of rates/actual (or rates/budget): month,from,to,rate,source.");

    /// <summary>CG2502.</summary>
    public static readonly ErrorInfo BadRate = new(
        "CG2502",
        "A line of a rate file cannot be read",
        "A rate file has the columns month,from,to,rate,source, or is the history file of the European Central Bank (Date,USD,JPY,…).",
        "Correct the line: a month such as 2026-10, two different currency codes, a rate above 0 with a dot, and who says so.");

    /// <summary>CG2503.</summary>
    public static readonly ErrorInfo RateTwice = new(
        "CG2503",
        "A month has two rates for one pair of currencies",
        "Only one can be right, and figures must not depend on the order of files.",
        "Keep one of the two lines.");
}
