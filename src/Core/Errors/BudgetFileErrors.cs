namespace CostGuard.Core.Errors;

/// <summary>Codes of budget files, YAML and CSV.</summary>
public static class BudgetFileErrors
{
    /// <summary>CG2201.</summary>
    public static readonly ErrorInfo CsvHead = new(
        "CG2201",
        "The head line of a budget table cannot be read",
        "The columns are team, currency and one for each month.",
        "Write the head as: team,currency,2026-10,2026-11,2026-12");

    /// <summary>CG2202.</summary>
    public static readonly ErrorInfo CsvLine = new(
        "CG2202",
        "A line of a budget table cannot be read",
        "The number of fields differs from the head line, or a quote is not closed.",
        "Give the line one field for each column, separated by commas.");

    /// <summary>CG2203.</summary>
    public static readonly ErrorInfo MonthsMissing = new(
        "CG2203",
        "A budget has a month without an amount",
        "A missing amount is not zero: nobody could say whether the budget was meant to end.",
        "Add an amount, or 0 for \"no budget\".");

    /// <summary>CG2204.</summary>
    public static readonly ErrorInfo BadAmount = new(
        "CG2204",
        "An amount is not a number of money",
        "Amounts are plain numbers with a dot and no more decimals than the currency has.",
        "Write 48000 or 48000.50, without thousands separators, currency sign or words.");

    /// <summary>CG2205.</summary>
    public static readonly ErrorInfo NoAmounts = new(
        "CG2205",
        "A budget has no amounts",
        "The table that the budget names has no line for its team and currency.",
        "Add a line to the table, or amounts to the budget.");

    /// <summary>CG2206.</summary>
    public static readonly ErrorInfo NoTable = new(
        "CG2206",
        "The table of a budget does not exist",
        "'amountsFrom' names a CSV file in budgets/.",
        "Correct the name, relative to the home: budgets/2026.csv");

    /// <summary>CG2207.</summary>
    public static readonly ErrorInfo Jump = new(
        "CG2207",
        "An amount is ten times the one before",
        "It is often a zero too many.",
        "Check the amount. Nothing to do if it is meant.");

    /// <summary>CG2208.</summary>
    public static readonly ErrorInfo MonthTwice = new(
        "CG2208",
        "A month has two amounts",
        "Two lines give the same team an amount for the same month.",
        "Keep one of them.");

    /// <summary>CG2209.</summary>
    public static readonly ErrorInfo NotAPeriodStart = new(
        "CG2209",
        "An amount is not at the start of its period",
        "Amounts of a quarter, half-year or year are given at its first month of the fiscal calendar.",
        "Move the amount to the first month of the period.");

    /// <summary>CG2210.</summary>
    public static readonly ErrorInfo SameAsTable = new(
        "CG2210",
        "A budget table makes a budget that exists already",
        "A line of a table without a budget of its own becomes the budget TEAM-monthly.",
        "Name the table in 'amountsFrom' of that budget, or rename the budget.");

    /// <summary>CG2211.</summary>
    public static readonly ErrorInfo BadDays = new(
        "CG2211",
        "A day of a budget is none, or lies before its first one",
        "Days of a budget are written as 2026-03-15, or as a month; the last day is part of the budget.",
        "Correct the day.");

    /// <summary>CG2212.</summary>
    public static readonly ErrorInfo VersionOrder = new(
        "CG2212",
        "The versions of a budget are not in the order of their days",
        "A version replaces the one before it from its first day on, so two cannot begin on the same day.",
        "Write the versions with the oldest first, each day once.");

    /// <summary>CG2213.</summary>
    public static readonly ErrorInfo WeightsMissing = new(
        "CG2213",
        "A budget has not one weight for each of its periods",
        "A total is split by one weight a period, so that the parts add up to it.",
        "Give as many weights as periods, or leave 'periods' out.");

    /// <summary>CG2214.</summary>
    public static readonly ErrorInfo ChildrenAboveParent = new(
        "CG2214",
        "The budgets of teams below are more than that of the team above",
        "It is allowed, since a reserve may be planned elsewhere, but somebody should know it.",
        "Raise the budget above, or lower those below.");
}
