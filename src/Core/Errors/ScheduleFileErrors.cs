namespace CostGuard.Core.Errors;

/// <summary>Codes of schedule files.</summary>
public static class ScheduleFileErrors
{
    /// <summary>CG2311.</summary>
    public static readonly ErrorInfo UnknownConnection = new(
        "CG2311",
        "A connection does not exist",
        "The name is not the name of a file in connections/.",
        "Correct the name, or write 'collect: all'.");

    /// <summary>CG2312.</summary>
    public static readonly ErrorInfo UnknownReport = new(
        "CG2312",
        "A mail or report does not exist",
        "No mail or report has this name.",
        "'costguard mail list' and 'costguard report list' show the names.");
}
