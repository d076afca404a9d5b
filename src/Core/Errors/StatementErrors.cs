namespace CostGuard.Core.Errors;

/// <summary>Codes of team statements, 272x.</summary>
public static class StatementErrors
{
    /// <summary>CG2720.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG2720",
        "Statements do not add up to the data",
        "What teams are charged must be what the lines of the invoices add up to, to the last digit; otherwise no statement is made.",
        "See 'costguard snapshot show' and 'costguard invoice list'; report it with 'costguard doctor --bundle FILE.zip' when both look right.");

    /// <summary>CG2721.</summary>
    public static readonly ErrorInfo NoSuchStatement = new(
        "CG2721",
        "There is no such statement",
        "A month with data has a statement for each team of teams/ and each team that has cost in it.",
        "See 'costguard statement list --period MONTH'.");

    /// <summary>CG2722.</summary>
    public static readonly ErrorInfo NotFinal = new(
        "CG2722",
        "A preliminary statement is not signed",
        "Figures of an open month may still change; statements are final, and are accepted or disputed, when the month is closed.",
        "Close the month first: costguard period close MONTH --by WHO.");

    /// <summary>CG2723.</summary>
    public static readonly ErrorInfo NotOpen = new(
        "CG2723",
        "The statement is not open for this any more",
        "A statement is disputed until its deadline (close.disputeDays in costguard.yaml, 10 days), and not after it was accepted.",
        "Ask for a correction in the next month, or let the month be reopened: costguard period reopen MONTH --reason TEXT --by WHO.");

    /// <summary>CG2724.</summary>
    public static readonly ErrorInfo NoSuchLine = new(
        "CG2724",
        "The statement has no such line",
        "A dispute is about a line of the statement, by its number in the first column.",
        "See 'costguard statement show TEAM --period MONTH'.");

    /// <summary>CG2725.</summary>
    public static readonly ErrorInfo ChangedSince = new(
        "CG2725",
        "Somebody else signed the statement meanwhile",
        "Of two people who sign in the same moment the second must see what the first one did.",
        "See 'costguard statement list --period MONTH', then sign again.");
}
