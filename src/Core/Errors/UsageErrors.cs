namespace CostGuard.Core.Errors;

/// <summary>Codes of collecting inventory and metrics, 1190 on.</summary>
public static class UsageErrors
{
    /// <summary>CG1190.</summary>
    public static readonly ErrorInfo NoCollector = new(
        "CG1190",
        "Nobody asks this provider for inventory and metrics",
        "'usage' of a connection is for clouds that this version can ask.",
        "Take 'usage' out of the connection's file and put files into usage/ of the home instead.");

    /// <summary>CG1191.</summary>
    public static readonly ErrorInfo EmptyInventory = new(
        "CG1191",
        "The inventory came back empty",
        "There were resources before, and all of them gone at once is more likely a missing right, role or region. The earlier inventory stays.",
        "Check 'usage.regions', 'usage.kinds' and 'usage.roles' of the connection. If really nothing is left, set 'usage: { enabled: false }'.");

    /// <summary>CG1192.</summary>
    public static readonly ErrorInfo NoSamples = new(
        "CG1192",
        "No metrics came for days that are over",
        "There were metrics before. No answer is not zero: the days stay missing and are asked for again.",
        "Check the rights with 'costguard doctor', then run 'costguard usage collect' again.");

    /// <summary>CG1193.</summary>
    public static readonly ErrorInfo PartMissing = new(
        "CG1193",
        "A part of the inventory was not answered",
        "The cloud refused or did not answer a question. What was known of this part before stays as it was.",
        "Allow what 'costguard connection policy NAME --with usage' lists, or leave the kind out of 'usage.kinds'.");

    /// <summary>CG1194.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1194",
        "An answer about inventory or metrics cannot be read",
        "It is not what the provider's documentation promises. Nothing is guessed, and nothing was stored.",
        "Run it again; if it stays, tell the maintainers with 'costguard doctor --bundle FILE.zip'.");

    /// <summary>CG1195.</summary>
    public static readonly ErrorInfo NotEnabled = new(
        "CG1195",
        "The connection does not collect inventory and metrics",
        "Calls for metrics cost money, so that nothing is asked before you say so.",
        "Add 'usage: { enabled: true }' below 'spec' of the connection's file.");

    /// <summary>CG1196.</summary>
    public static readonly ErrorInfo Damaged = new(
        "CG1196",
        "A collected file of inventory or metrics cannot be read",
        "It was damaged on the disk or made by another program.",
        "Delete the file that is named; the next 'costguard usage collect' asks for it again.");
}
