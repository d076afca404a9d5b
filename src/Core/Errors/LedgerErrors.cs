namespace CostGuard.Core.Errors;

/// <summary>Codes of loads.</summary>
public static class LedgerErrors
{
    /// <summary>CG1301.</summary>
    public static readonly ErrorInfo NoReader = new(
        "CG1301",
        "The file's format is not known",
        "CostGuard reads FOCUS files as CSV, gzipped CSV and Parquet (names ending in .parquet). The file's first bytes and header are none of these.",
        "Export the file as FOCUS CSV or Parquet.");

    /// <summary>CG1302.</summary>
    public static readonly ErrorInfo RowsRefused = new(
        "CG1302",
        "Too many rows break the format rules",
        "A load without some of its rows would show less cost than there is. The earlier load stays current.",
        "Correct the export, or allow a number of refused rows (rejectedRowsMax of the connection, --max-rejected).");

    /// <summary>CG1303.</summary>
    public static readonly ErrorInfo NoRows = new(
        "CG1303",
        "No charges where there were some before",
        "An empty answer is not a month without cost: exports fail, filters change. The earlier load stays current.",
        "Look at the export. If the month really has no cost any more, prune its load by hand.");

    /// <summary>CG1304.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG1304",
        "Control totals differ",
        "What was stored must add up to what the source says, to the last digit. It does not, so that nothing was stored.",
        "Import again. If it happens again, the disk or memory is failing, or this is a fault in CostGuard: report it with the file.");

    /// <summary>CG1305.</summary>
    public static readonly ErrorInfo DamagedParquet = new(
        "CG1305",
        "A Parquet file cannot be read",
        "The file is cut short, damaged, or not Parquet.",
        "Export or copy the file again. The earlier load stays current.");

    /// <summary>CG1306.</summary>
    public static readonly ErrorInfo Tampered = new(
        "CG1306",
        "A sealed load was changed",
        "The provider's file is kept by a link. Somebody wrote into it instead of replacing it, so that it no longer is what was sealed.",
        "Import the source again. Replace delivered files by renaming new ones over them; never write into them.");

    /// <summary>CG1307.</summary>
    public static readonly ErrorInfo NotFound = new(
        "CG1307",
        "There is no such load",
        "Loads are named by their id; replaced ones disappear when they are pruned.",
        "See 'costguard load list'.");

    /// <summary>CG1308.</summary>
    public static readonly ErrorInfo ScopeOverlap = new(
        "CG1308",
        "Two sources give the same account and month",
        "Added up, the same bill would count twice: a CUR beside a FOCUS export, or an API beside files.",
        "Keep one of them. To compare them instead, set 'crossCheckOf: OTHER' in one connection's file: it is then never added. "
        + "A file imported by hand belongs under the --source name that has the account already.");

    /// <summary>CG1330.</summary>
    public static readonly ErrorInfo TagConflicts = new(
        "CG1330",
        "Several spellings of a tag key disagree",
        "Rows carry keys that mean the same (Team, team) with different values. The preferred spelling decides.",
        "Make the tags agree at the source.");

    /// <summary>CG1331.</summary>
    public static readonly ErrorInfo BadTags = new(
        "CG1331",
        "Tags cannot be read",
        "The tags of some rows are not a JSON object of plain values. Their cost is kept, the unreadable tags count as missing.",
        "Correct the export.");
}
