namespace CostGuard.Core.Errors;

/// <summary>Codes of reading billing files. From 1030 on they are warnings.</summary>
public static class FocusErrors
{
    /// <summary>CG1001.</summary>
    public static readonly ErrorInfo Empty = new(
        "CG1001",
        "The file is empty",
        "A FOCUS file begins with a header of column names. An empty file is not a month without cost.",
        "Export the file again. The earlier load of the month stays current.");

    /// <summary>CG1002.</summary>
    public static readonly ErrorInfo MissingColumns = new(
        "CG1002",
        "Columns that cost needs are missing",
        "Without these columns a charge has no amount, currency, time, kind, service or account, and guessing them would make wrong totals.",
        "Add the columns to the export, or state what they are with --assume COLUMN=VALUE (a constant, {OtherColumn}, {Column:month} or {Column:+1d}).");

    /// <summary>CG1003.</summary>
    public static readonly ErrorInfo BadNumber = new(
        "CG1003",
        "FOCUS-NUM: a number is not in FOCUS form",
        "FOCUS numbers are plain decimals with a point, or with an exponent (35.2E-7): no plus sign, thousands separator, underscore, currency sign or blank inside. Reading '1,5' or '$3' anyway would be a guess.",
        "Correct the value in the export. Nothing of the row is counted.");

    /// <summary>CG1004.</summary>
    public static readonly ErrorInfo WrongVersion = new(
        "CG1004",
        "The file is an older FOCUS version",
        "FOCUS 0.5 and 1.0-preview have AmortizedCost and ChargeType, which became EffectiveCost and ChargeCategory with another meaning.",
        "Export FOCUS 1.0 or newer from the provider.");

    /// <summary>CG1005.</summary>
    public static readonly ErrorInfo ContractCommitment = new(
        "CG1005",
        "The file is a Contract Commitment dataset",
        "FOCUS 1.3 delivers contracts as a dataset of its own. It has no charges.",
        "Import the Cost and Usage dataset of the same export.");

    /// <summary>CG1006.</summary>
    public static readonly ErrorInfo BadTime = new(
        "CG1006",
        "A time cannot be read",
        "Times are UTC as YYYY-MM-DDTHH:mm:ssZ; a blank for the T, fractions, an offset or a date alone are accepted.",
        "Correct the value in the export.");

    /// <summary>CG1007.</summary>
    public static readonly ErrorInfo EndBeforeStart = new(
        "CG1007",
        "A period ends before it starts",
        "FOCUS periods include their start and exclude their end, so that the end must be later.",
        "Correct the value in the export. Exports with inclusive ends need one day added.");

    /// <summary>CG1008.</summary>
    public static readonly ErrorInfo PeriodNotMonth = new(
        "CG1008",
        "A billing period does not start on the first of a month",
        "CostGuard keeps one load for each source and calendar month in UTC.",
        "Correct BillingPeriodStart in the export, or leave the column out and assume {ChargePeriodStart:month}.");

    /// <summary>CG1009.</summary>
    public static readonly ErrorInfo BadCurrency = new(
        "CG1009",
        "BillingCurrency is not a national currency",
        "FOCUS asks for an ISO 4217 code of three letters. Virtual currencies belong into PricingCurrency.",
        "Correct the value in the export.");

    /// <summary>CG1010.</summary>
    public static readonly ErrorInfo UnknownCategory = new(
        "CG1010",
        "ChargeCategory has an unknown value",
        "Usage, Purchase, Tax, Credit and Adjustment are treated differently in every total.",
        "Correct the value in the export.");

    /// <summary>CG1011.</summary>
    public static readonly ErrorInfo NullValue = new(
        "CG1011",
        "A value that cost needs is missing",
        "A missing cost is not a cost of zero, and a charge without time, currency or category cannot be counted.",
        "Correct the row in the export.");

    /// <summary>CG1012.</summary>
    public static readonly ErrorInfo RaggedRow = new(
        "CG1012",
        "A row has more or fewer cells than the header",
        "Cells would be read under the wrong column names.",
        "Correct the row in the export. Cells with separators or line ends need double quotes.");

    /// <summary>CG1013.</summary>
    public static readonly ErrorInfo BadQuoting = new(
        "CG1013",
        "A quoted cell is followed by other text",
        "A double quote inside a quoted cell must be doubled (RFC 4180).",
        "Correct the row in the export.");

    /// <summary>CG1014.</summary>
    public static readonly ErrorInfo OpenQuote = new(
        "CG1014",
        "The file ends inside a quoted cell",
        "The file is cut short, or a double quote is missing. What follows it cannot be told apart.",
        "Export or copy the file again.");

    /// <summary>CG1015.</summary>
    public static readonly ErrorInfo NumberTooLarge = new(
        "CG1015",
        "A number is too large",
        "Costs are kept with 18 decimals and 20 integer digits.",
        "Correct the value in the export.");

    /// <summary>CG1016.</summary>
    public static readonly ErrorInfo OtherPeriod = new(
        "CG1016",
        "A row belongs to another billing period",
        "The import was limited to one billing period.",
        "Import without a period, or take the row out of the file.");

    /// <summary>CG1017.</summary>
    public static readonly ErrorInfo BadText = new(
        "CG1017",
        "A row is not UTF-8",
        "FOCUS files are UTF-8. Other encodings would change names and tags.",
        "Save the file as UTF-8.");

    /// <summary>CG1018.</summary>
    public static readonly ErrorInfo ColumnTwice = new(
        "CG1018",
        "A column occurs twice",
        "Two columns with the same FOCUS name could hold different values.",
        "Remove one of the columns.");

    /// <summary>CG1019.</summary>
    public static readonly ErrorInfo BadAssumption = new(
        "CG1019",
        "An assumption cannot be used",
        "An assumption fills a FOCUS column with a constant or with another column of the same file.",
        "Write COLUMN=constant, COLUMN={OtherColumn}, COLUMN={TimeColumn:month} or COLUMN={TimeColumn:+1d}.");

    /// <summary>CG1020.</summary>
    public static readonly ErrorInfo AmbiguousDates = new(
        "CG1020",
        "Short dates can be read in two ways",
        "5/1/25 is 1 May in one country and 5 January in another. It is read only when every billing period of the file is a whole month in exactly one of the two ways.",
        "Export dates as YYYY-MM-DD.");

    /// <summary>CG1021.</summary>
    public static readonly ErrorInfo Damaged = new(
        "CG1021",
        "The file cannot be decompressed",
        "The gzip stream is damaged or cut short.",
        "Copy or export the file again. The earlier load of the month stays current.");

    /// <summary>CG1022.</summary>
    public static readonly ErrorInfo NotUtf8 = new(
        "CG1022",
        "The file is not UTF-8 text",
        "The first bytes are those of UTF-16 or of a binary file.",
        "Save the file as UTF-8 CSV, with or without gzip.");

    /// <summary>CG1023.</summary>
    public static readonly ErrorInfo CellTooLarge = new(
        "CG1023",
        "A cell is larger than 256 MiB",
        "A cell of this size is a missing double quote in nearly every case.",
        "Correct the file: look for an opening double quote without a closing one.");

    /// <summary>CG1030.</summary>
    public static readonly ErrorInfo ColumnDefaulted = new(
        "CG1030",
        "A cost column is filled from EffectiveCost",
        "ListCost and ContractedCost are absent or null, so that savings against them are unknown, not zero.",
        "Nothing, unless savings matter: export the columns.");

    /// <summary>CG1031.</summary>
    public static readonly ErrorInfo MandatoryMissing = new(
        "CG1031",
        "Columns that FOCUS asks for are missing",
        "The file can be counted without them, but some reports have less to show.",
        "Add the columns to the export if the reports need them.");

    /// <summary>CG1032.</summary>
    public static readonly ErrorInfo ColumnAssumed = new(
        "CG1032",
        "A column is filled by assumption",
        "The file lacks the column; what it holds was stated by a person.",
        "Nothing. The assumption is stored with the load.");

    /// <summary>CG1033.</summary>
    public static readonly ErrorInfo UnknownColumns = new(
        "CG1033",
        "Columns are left out",
        "FOCUS does not know these columns, and a provider's own must begin with x_.",
        "Rename the columns to x_… if they should be kept.");

    /// <summary>CG1034.</summary>
    public static readonly ErrorInfo NullInColumn = new(
        "CG1034",
        "Values are missing where FOCUS asks for one",
        "The rows are kept, with nothing in this column.",
        "Correct the export if reports by this column matter.");

    /// <summary>CG1035.</summary>
    public static readonly ErrorInfo UnknownValue = new(
        "CG1035",
        "A value is not one of those FOCUS allows",
        "The row is kept with the value as it is.",
        "Correct the export if reports by this column matter.");

    /// <summary>CG1036.</summary>
    public static readonly ErrorInfo BadTags = new(
        "CG1036",
        "Tags are not a JSON object of plain values",
        "The cost is kept; tags that cannot be read count as missing.",
        "Correct the export: one JSON object, values as text, number, true or false.");

    /// <summary>CG1037.</summary>
    public static readonly ErrorInfo PurchaseEffective = new(
        "CG1037",
        "A commitment purchase carries an EffectiveCost",
        "By FOCUS the usage that a commitment covers carries the EffectiveCost and the purchase carries 0. With both, the cost counts twice.",
        "Ask the provider, or compare the EffectiveCost of purchases with that of covered usage before trusting it.");

    /// <summary>CG1038.</summary>
    public static readonly ErrorInfo ShortDates = new(
        "CG1038",
        "Short dates were read by proof",
        "Every billing period of the file is a whole month in exactly one of the two possible readings.",
        "Export dates as YYYY-MM-DD.");

    /// <summary>CG1039.</summary>
    public static readonly ErrorInfo AssumptionUnused = new(
        "CG1039",
        "An assumption is not used",
        "The file has the column, and the file wins.",
        "Remove the assumption.");

    /// <summary>CG1040.</summary>
    public static readonly ErrorInfo DigitsRounded = new(
        "CG1040",
        "Numbers have more than 18 decimals",
        "They are stored rounded half-even; the cut-off part is kept in the control totals.",
        "Nothing: raw sum = stored sum + residual holds to the last digit.");
}
