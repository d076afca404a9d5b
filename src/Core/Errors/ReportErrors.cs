namespace CostGuard.Core.Errors;

/// <summary>Codes of reports, formats and the workbook.</summary>
public static class ReportErrors
{
    /// <summary>CG3001.</summary>
    public static readonly ErrorInfo UnknownFormat = new(
        "CG3001",
        "There is no such output format",
        "A report can be written in the formats that CostGuard knows, and in no other.",
        "Choose one of json, jsonl, csv, tsv, markdown, html, xlsx.");

    /// <summary>CG3002.</summary>
    public static readonly ErrorInfo TooManyRows = new(
        "CG3002",
        "The table has more rows than a worksheet can hold",
        "A worksheet ends at row 1,048,576. Cutting rows off would make the totals wrong without saying so.",
        "Write it as csv or jsonl, or narrow it with --period or a filter.");

    /// <summary>CG3003.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG3003",
        "The workbook's lines do not add up to the loads they come from",
        "Every figure in a workbook must be found again in the billing data to the last digit, so a workbook that does not tie is not written.",
        "Run 'costguard load list' to see the control totals, and report the difference: it is a fault in CostGuard or a damaged file.");

    /// <summary>CG3004.</summary>
    public static readonly ErrorInfo NothingToReport = new(
        "CG3004",
        "There is no cost for this period",
        "No load has charges in the period or in the twelve months before it. No answer is not zero, so no workbook of zeros is written.",
        "Import or collect the period's billing files, or choose another --period.");
}
