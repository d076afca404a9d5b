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

    /// <summary>CG3010.</summary>
    public static readonly ErrorInfo UnknownOption = new(
        "CG3010",
        "The table of a report has no such option",
        "A definition in reports/ may use the options of the command that answers the table, and no others.",
        "'costguard NOUN VERB --help' lists them; write them without the leading hyphens.");

    /// <summary>CG3011.</summary>
    public static readonly ErrorInfo WrongOption = new(
        "CG3011",
        "An option of a report's table has a value that the command refuses",
        "The value is read by the very parser of the command line, so that a definition accepts what the command accepts.",
        "Try it as a command: costguard NOUN VERB --option value.");

    /// <summary>CG3012.</summary>
    public static readonly ErrorInfo UnknownColumn = new(
        "CG3012",
        "The table of a report has no such column",
        "Columns are named by their keys, as in JSON and in the header of a CSV. Which there are depends on the options of the table.",
        "'costguard NOUN VERB -o csv' shows the keys in its first line.");

    /// <summary>CG3013.</summary>
    public static readonly ErrorInfo NoTable = new(
        "CG3013",
        "The command had no table to answer with",
        "A report is made from the table of a command. This one answered in words only, or there is no such command.",
        "Run the command by hand to see what it says.");

    /// <summary>CG3016.</summary>
    public static readonly ErrorInfo NotAWorkbook = new(
        "CG3016",
        "A report is made from a table, or is a workbook",
        "A definition names a table with its format, or workbooks of teams or of the company. Columns, order and name of a workbook are its own.",
        "Write table and format, or workbook (team or finance) with teams and options: { period: … }.");

    /// <summary>CG3014.</summary>
    public static readonly ErrorInfo ReservedReport = new(
        "CG3014",
        "The name of a report is taken",
        "'finance' is the finance workbook, which needs no definition.",
        "Give the definition another name.");

    /// <summary>CG3015.</summary>
    public static readonly ErrorInfo NotOurs = new(
        "CG3015",
        "The file is no workbook that this home wrote",
        "Each workbook names its report and snapshot in its document properties, and the home's audit log has the SHA-256 of every workbook it wrote. Without both nothing can be said about a file.",
        "Verify it on the home that wrote it. Workbooks of versions before this record cannot be verified: write them again with 'costguard report run --period MONTH'.");
}
