namespace CostGuard.Core.Errors;

/// <summary>Reading Google Cloud billing exports.</summary>
public static class GcpErrors
{
    /// <summary>CG1079.</summary>
    public static readonly ErrorInfo MissingColumns = new(
        "CG1079",
        "A Google Cloud billing export in Parquet lacks columns",
        "Without them a row has no month, no currency, or a cost without its credits. Columns that CostGuard does not know are left aside, missing ones are not guessed.",
        "Export the billing table whole: EXPORT DATA OPTIONS (uri='gs://…', format='PARQUET') AS SELECT * FROM the table of the standard or detailed export.");

    /// <summary>CG1080.</summary>
    public static readonly ErrorInfo BadJson = new(
        "CG1080",
        "A line is no JSON object",
        "Each line of the file must be one row. A line that is cut off, or is none, may hold a cost.",
        "Export the table again as newline-delimited JSON.");

    /// <summary>CG1081.</summary>
    public static readonly ErrorInfo CommitmentsNotSpread = new(
        "CG1081",
        "Fees of commitments are not spread over usage",
        "Their discounts are taken off the usage that they cover, and the fees stay charges of the account: totals are right, the teams that use the commitment do not carry its fee.",
        "Share the fees by an allocation rule on the charge category Purchase.");

    /// <summary>CG1082.</summary>
    public static readonly ErrorInfo ColumnType = new(
        "CG1082",
        "A column of a Google Cloud billing export has another form",
        "A column that holds a cost, a time, a credit or a label must have the form that BigQuery gives it: a plain value, or a list of records. Amounts wider than 38 digits cannot be read exactly.",
        "Export the billing table as it is, without casting or regrouping its columns; write amounts as FLOAT64 or NUMERIC.");

    /// <summary>CG1083.</summary>
    public static readonly ErrorInfo Overlap = new(
        "CG1083",
        "Exports of several days may hold the same month twice",
        "Google's exports have no manifest: every file below the prefix counts. Where each day's file has the month so far, their sum is a multiple of the bill. The earlier loads stay current.",
        "Write each month to one place that is overwritten (EXPORT DATA … overwrite=true, uri='gs://BUCKET/PREFIX/2026-11/*.csv') and remove the older runs. Where each day has rows of its own, say 'dated: parts' under 'source:'.");
}
