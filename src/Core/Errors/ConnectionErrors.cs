namespace CostGuard.Core.Errors;

/// <summary>Codes of connections.</summary>
public static class ConnectionErrors
{
    /// <summary>CG1101.</summary>
    public static readonly ErrorInfo SettingMissing = new(
        "CG1101",
        "A connection lacks a setting",
        "The source cannot be found without it.",
        "Add the setting under 'source:' in the connection's file.");

    /// <summary>CG1102.</summary>
    public static readonly ErrorInfo FolderMissing = new(
        "CG1102",
        "The folder of a connection does not exist",
        "A folder that cannot be seen is not an empty folder: a disk or share may be away.",
        "Create or mount the folder, or correct 'path' in the connection's file.");

    /// <summary>CG1103.</summary>
    public static readonly ErrorInfo NoFiles = new(
        "CG1103",
        "A connection has no files",
        "No answer is not zero: the earlier loads stay current.",
        "Check 'path' and 'pattern' in the connection's file, and the export that writes there. .csv, .csv.gz and .parquet are read.");

    /// <summary>CG1104.</summary>
    public static readonly ErrorInfo UnknownProvider = new(
        "CG1104",
        "A connection names an unknown provider",
        "There is no source of this key.",
        "Correct 'provider' in the connection's file. Known today: aws, azure, folder, gcp, kubernetes.");
}
