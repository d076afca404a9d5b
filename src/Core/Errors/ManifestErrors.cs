namespace CostGuard.Core.Errors;

/// <summary>Codes of what manifests say of their exports.</summary>
public static class ManifestErrors
{
    /// <summary>CG1180.</summary>
    public static readonly ErrorInfo OtherMeasure = new(
        "CG1180",
        "The export holds another measure than the connection says",
        "The manifest calls the export ActualCost, AmortizedCost or FocusCost, and 'costs' of the connection names another one. Actual and amortised cost are two measures of one bill: taken for one another they are wrong by every commitment. The earlier loads stay current.",
        "Point 'export' at the other export's folder, or correct 'costs' (actual, amortized, focus). Without 'costs' the manifest decides, and both may lie below one prefix.");

    /// <summary>CG1181.</summary>
    public static readonly ErrorInfo Contradicted = new(
        "CG1181",
        "An export's rows contradict its manifest",
        "The manifest says that the file holds actual cost and its rows are those of amortised cost, or the other way round: purchases of commitments stand only in the one, what they cover only in the other. Nothing was stored.",
        "Have the export deliver the month again. If the files were copied by hand, copy them with their own manifest.");

    /// <summary>CG1182.</summary>
    public static readonly ErrorInfo BadMeasure = new(
        "CG1182",
        "'costs' of an export names no measure",
        "An Azure export holds actual cost, amortised cost or FOCUS rows, which have both.",
        "Write costs: actual, costs: amortized or costs: focus, or leave it out.");
}
