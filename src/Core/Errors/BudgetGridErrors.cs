namespace CostGuard.Core.Errors;

/// <summary>Codes of budgets that come back from a spreadsheet and of requests, 2215 on.</summary>
public static class BudgetGridErrors
{
    /// <summary>CG2215.</summary>
    public static readonly ErrorInfo BadCell = new(
        "CG2215",
        "A cell of a budget workbook cannot be read",
        "Every cell of the grid is a number of at least 0 with no more decimals than its currency has, or empty for no change.",
        "Correct the cell that is named, and import the file again; nothing was changed.");

    /// <summary>CG2216.</summary>
    public static readonly ErrorInfo NoGrid = new(
        "CG2216",
        "The file is no budget grid",
        "A grid has a sheet named Budget with the columns Key, Team, Currency and one for each month, as 'costguard budget template' writes it.",
        "Start from a new template, or import a CSV file with team,currency,2027-01,….");

    /// <summary>CG2217.</summary>
    public static readonly ErrorInfo NoSuchRequest = new(
        "CG2217",
        "There is no open budget request of this number",
        "A request can be decided once.",
        "See 'costguard budget requests'.");

    /// <summary>CG2218.</summary>
    public static readonly ErrorInfo OwnRequest = new(
        "CG2218",
        "Nobody approves their own request",
        "A budget changes by two people: one who asks and one who decides.",
        "Let somebody else approve it.");

    /// <summary>CG2220.</summary>
    public static readonly ErrorInfo NoEffect = new(
        "CG2220",
        "An imported amount would not count",
        "Its budget has a later version for that month, or takes its amounts from another file. Nothing was written.",
        "Change the version (or the budget's own file), or take the cell out of the import.");

    /// <summary>CG2219.</summary>
    public static readonly ErrorInfo BadRevisions = new(
        "CG2219",
        "A line of the budget revisions cannot be read",
        "The file budgets/revisions/requests.csv holds who asked for what, and who decided. It is written by 'budget request' and 'budget approve'.",
        "Correct the line, or take it out.");

    /// <summary>CG2221.</summary>
    public static readonly ErrorInfo NoSeason = new(
        "CG2221",
        "A total cannot be split over the months",
        "A total is for one line of the grid, and a split by season takes the shares of the twelve months before.",
        "Name a team that has one line, or split it evenly: --split even.");
}
