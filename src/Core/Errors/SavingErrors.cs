namespace CostGuard.Core.Errors;

/// <summary>Codes of usage files and recommendations, 2800 on.</summary>
public static class SavingErrors
{
    /// <summary>CG2800.</summary>
    public static readonly ErrorInfo NoInventory = new(
        "CG2800",
        "There is no inventory of resources",
        "Recommendations rest on what there is and how it is used: usage/inventory.csv (or .parquet) in the home and metrics beside it, or what clouds were asked for.",
        "Write the inventory there (the README names its columns), or add 'usage: { enabled: true }' to a connection and run 'costguard usage collect'.");

    /// <summary>CG2801.</summary>
    public static readonly ErrorInfo BadUsageFile = new(
        "CG2801",
        "A usage file cannot be read",
        "Inventory, metrics, types and prices are tables with the columns that the README names. Nothing is guessed.",
        "Correct the file that is named.");

    /// <summary>CG2802.</summary>
    public static readonly ErrorInfo NoSuchResource = new(
        "CG2802",
        "There is no such resource in the inventory",
        "Recommendations are shown by resource id, or by the key of one.",
        "See 'costguard recommend list -o csv'.");

    /// <summary>CG2803.</summary>
    public static readonly ErrorInfo FleetUnsafe = new(
        "CG2803",
        "The savings rules would remove what is in use, or claim cash that a commitment would swallow",
        "On a made fleet the truth is known. A look of 14 days cannot see a batch that runs once a month.",
        "Look back 32 days or more; if it still happens, report it with the table that was printed.");

    /// <summary>CG2804.</summary>
    public static readonly ErrorInfo BadPriceFile = new(
        "CG2804",
        "A price list cannot be read",
        "It must be AWS's price list file of EC2 for one region: CSV, five lines of facts, then the header. Nothing was changed.",
        "Download index.csv of AmazonEC2 for the region again, and name it with --from.");
}
