namespace CostGuard.Core.Errors;

/// <summary>Reading Azure cost exports.</summary>
public static class AzureErrors
{
    /// <summary>CG1070.</summary>
    public static readonly ErrorInfo BothDatasets = new(
        "CG1070",
        "Actual and amortised cost in one file",
        "Both are measures of the same month. Added, they count commitments twice.",
        "Export actual and amortised cost into files of their own.");

    /// <summary>CG1071.</summary>
    public static readonly ErrorInfo UnknownDataset = new(
        "CG1071",
        "Actual or amortised cost?",
        "The import has both measures of this month, and this file may belong to either. In the wrong one its cost would be missing or count twice.",
        "Put 'actual' or 'amortized' into the name of the export's folder or file.");

    /// <summary>CG1072.</summary>
    public static readonly ErrorInfo NoAmortised = new(
        "CG1072",
        "The amortised export is missing",
        "An actual export shows commitments when they are bought and what they cover at 0. Their effective cost is not in it, and is not guessed: it counts 0.",
        "Export amortised cost too, and give both files to one source.");

    /// <summary>CG1073.</summary>
    public static readonly ErrorInfo NoActual = new(
        "CG1073",
        "The actual export is missing",
        "An amortised export does not show what was billed for commitments. The billed cost is estimated to be the effective cost; rows have x_BilledEstimated.",
        "Export actual cost too, and give both files to one source.");

    /// <summary>CG1074.</summary>
    public static readonly ErrorInfo Paired = new(
        "CG1074",
        "Actual and amortised exports are combined",
        "They are two measures of one dataset: rows of the actual export are billed only, rows of the amortised export effective only.",
        "Nothing has to be done.");

    /// <summary>CG1075.</summary>
    public static readonly ErrorInfo OneMeasureOnly = new(
        "CG1075",
        "Subscriptions with one measure only",
        "The other export of this account and month has no usage of them, so that their other cost is 0.",
        "Give both exports the same scope.");

    /// <summary>CG1076.</summary>
    public static readonly ErrorInfo UnknownChargeType = new(
        "CG1076",
        "An unknown charge type",
        "The rows count as they are and have the charge category Adjustment, since what they are is not known.",
        "Tell the maintainers of CostGuard the type's name.");
}
