namespace CostGuard.Core.Errors;

/// <summary>Codes of explained changes, 264x.</summary>
public static class ChangeErrors
{
    /// <summary>CG2640.</summary>
    public static readonly ErrorInfo BadWindow = new(
        "CG2640",
        "The two windows cannot be compared",
        "A change has a window before and a window after, each with a first and a last day.",
        "Write months (2026-11, mtd, 2026-10..2026-12) or days (2026-10-01..2026-10-15, the last day included), and name --compare when --period is 'all'.");

    /// <summary>CG2641.</summary>
    public static readonly ErrorInfo TooManyDigits = new(
        "CG2641",
        "A change has more digits than can be shown exactly",
        "Causes add up to the last digit; an amount above ten billion with 18 decimals has more than 28, and CostGuard does not round silently.",
        "Ask for shorter windows, or for one service with --where.");

    /// <summary>CG2642.</summary>
    public static readonly ErrorInfo NotReportedYet = new(
        "CG2642",
        "The earlier months were not read after their end",
        "What was restated can only be told from a load that was sealed after the month's end and replaced later.",
        "Leave out --as-reported, or collect once after a month has ended.");
}
