namespace CostGuard.Core.Errors;

/// <summary>Codes of AWS Cost and Usage Reports.</summary>
public static class AwsErrors
{
    /// <summary>CG1060.</summary>
    public static readonly ErrorInfo DoesNotCancel = new(
        "CG1060",
        "Covered usage and its negations do not cancel",
        "A report bills usage under a savings plan at its on-demand price and takes the same amount back in SavingsPlanNegation rows. Where the two do not cancel, rows are missing and the billed total would be wrong.",
        "Collect all parts of the month's report, those that the manifest names. The earlier load of the month stays current.");

    /// <summary>CG1061.</summary>
    public static readonly ErrorInfo NoEffectiveCost = new(
        "CG1061",
        "Covered usage without an effective cost",
        "Rows under a savings plan or reservation carry their share of it in SavingsPlanEffectiveCost or reservation/EffectiveCost. Without it they count 0, so that effective costs are too low.",
        "Add the savingsPlan and reservation columns to the report.");

    /// <summary>CG1062.</summary>
    public static readonly ErrorInfo NoUnusedCost = new(
        "CG1062",
        "A commitment's fee does not say how much was unused",
        "TotalCommitmentToDate and UsedCommitment (savings plans), or the unused fees of the reservation, are empty. The unused part is then in nobody's effective cost.",
        "Add the savingsPlan and reservation columns to the report.");

    /// <summary>CG1063.</summary>
    public static readonly ErrorInfo NoPublicPrice = new(
        "CG1063",
        "A list price is no number",
        "Some rows hold words in publicOnDemandCost. Their list cost is taken to be their effective cost, so that they show no savings.",
        "Nothing has to be done.");

    /// <summary>CG1064.</summary>
    public static readonly ErrorInfo SplitCostRows = new(
        "CG1064",
        "Split-cost rows are not counted",
        "Rows of pods and tasks share out the cost of an instance that has a row of its own. Counting both would double it.",
        "Nothing has to be done. The rows are kept with their Allocated columns and a cost of 0.");

    /// <summary>CG1065.</summary>
    public static readonly ErrorInfo UnknownLineType = new(
        "CG1065",
        "An unknown line item type",
        "The rows are billed as they are and have the charge category Adjustment, since what they are is not known.",
        "Tell the maintainers of CostGuard the type's name.");
}
