namespace CostGuard.Core.Errors;

/// <summary>Codes of budgets, 22xx. Codes of budget files (columns, formats) start at CG2250.</summary>
public static class BudgetErrors
{
    /// <summary>CG2251.</summary>
    public static readonly ErrorInfo StaleData = new(
        "CG2251",
        "The data are too old to judge a budget",
        "Old data would show a budget as fine while it is not, so the state is UNKNOWN (exit code 5).",
        "Collect or import the missing days, or raise the limit (freshness.failAfter in costguard.yaml).");

    /// <summary>CG2252.</summary>
    public static readonly ErrorInfo CannotCompare = new(
        "CG2252",
        "A budget's cost is partly in a currency without a rate",
        "Amounts of two currencies are never added. The cost in the budget's own currency is shown, but the state is UNKNOWN.",
        "Give the team a budget in that currency too, or move those charges to another team.");

    /// <summary>CG2253.</summary>
    public static readonly ErrorInfo MissingAmount = new(
        "CG2253",
        "A budget has no amount for the period",
        "Without an amount there is nothing to compare with, so the state is UNKNOWN, never OK.",
        "Add the amount of that month (quarter, year) to the budget's file; 0 means that any cost is over.");

    /// <summary>CG2254.</summary>
    public static readonly ErrorInfo IncompleteData = new(
        "CG2254",
        "A source that a budget needs has no data for the period",
        "A source that delivered before and is silent now would make cost look smaller than it is.",
        "Collect or import that source for the month, or remove its connection if it has ended.");

    /// <summary>CG2255.</summary>
    public static readonly ErrorInfo NoSuchBudget = new(
        "CG2255",
        "There is no budget of this name",
        "Budgets are the files in the budgets folder; a line of a CSV file is named after its team: TEAM-monthly.",
        "See 'costguard budget list'.");
}
