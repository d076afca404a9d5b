namespace CostGuard.Core.Errors;

/// <summary>Codes of exports in several files.</summary>
public static class ExportErrors
{
    /// <summary>CG1170.</summary>
    public static readonly ErrorInfo Incomplete = new(
        "CG1170",
        "A delivery is not complete",
        "The manifest names files that are not there (yet). Half a delivery would show half the cost. The earlier loads stay current.",
        "Wait for the export to finish, or copy the missing files too, with their folders, and run 'costguard collect' again.");
}
