namespace CostGuard.Core.Errors;

/// <summary>Codes of commitments (reservations, savings plans, committed use), 146x.</summary>
public static class CommitmentErrors
{
    /// <summary>CG1460.</summary>
    public static readonly ErrorInfo NoneOnTheBill = new(
        "CG1460",
        "No charge names a commitment",
        "CommitmentDiscountId is empty on every usage charge of the period. Either nothing was bought, or the export does not carry the column: the bill cannot tell the two apart.",
        "If you have reservations or savings plans, export FOCUS with its CommitmentDiscount columns; else nothing.");

    /// <summary>CG1461.</summary>
    public static readonly ErrorInfo StatusMissing = new(
        "CG1461",
        "It is not known whether a commitment was used",
        "Usage charges name a commitment but have no CommitmentDiscountStatus (Used or Unused). Unused money would be counted as used, so that utilisation is not given.",
        "Export the column CommitmentDiscountStatus.");

    /// <summary>CG1462.</summary>
    public static readonly ErrorInfo ContractedMissing = new(
        "CG1462",
        "Savings of commitments cannot be told without ContractedCost",
        "The source has no ContractedCost for some of the charges. Without the price that would have been paid on demand, discount, coverage and savings are unknown, not zero.",
        "Export the column ContractedCost.");

    /// <summary>CG1463.</summary>
    public static readonly ErrorInfo EndUnknown = new(
        "CG1463",
        "It is not known when a commitment ends",
        "FOCUS has no column for the end of a commitment. It is read from the charge period of its purchase where that covers the whole term; this one has no such purchase among the loads.",
        "Load the month in which it was bought, or say the end: --end \"ID=2027-01-31\".");

    /// <summary>CG1464.</summary>
    public static readonly ErrorInfo TooLittleUsage = new(
        "CG1464",
        "There is too little usage to propose a commitment",
        "A proposal needs seven days with data, so that every weekday is in it once. A commitment binds for one or three years.",
        "Wait, or load earlier months.");

    /// <summary>CG1465.</summary>
    public static readonly ErrorInfo DiscountUnknown = new(
        "CG1465",
        "The discount of a commitment is not known",
        "It is measured on what commitments paid for in the same service during the last 60 days. There is none of it, and a guessed discount would propose a wrong amount.",
        "Say what the provider offers: --discount \"28 %\".");

    /// <summary>CG1466.</summary>
    public static readonly ErrorInfo NotWorthIt = new(
        "CG1466",
        "No commitment is proposed",
        "It would save less than 1 % of the usage at on-demand prices, or less than 50 a month, or most of the usage is covered already. So little is not worth to be bound for.",
        "Nothing. Ask again when usage has changed.");
}
