namespace CostGuard.Core.Errors;

/// <summary>Reading Google Cloud billing exports.</summary>
public static class GcpErrors
{
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
}
