namespace CostGuard.Collect.Aws;

/// <summary>What the record types of Cost Explorer are in FOCUS. Types that mean the same share a kind, so that one call reads them.</summary>
/// <param name="Name">What x_RecordType says and calls are ordered by.</param>
/// <param name="Category">ChargeCategory.</param>
/// <param name="Frequency">ChargeFrequency; empty where it is not known.</param>
/// <param name="Pricing">PricingCategory; empty where it does not apply.</param>
/// <param name="IsCommitmentFee">The fee is billed as a purchase; its amortised part is what of the commitment was not used.</param>
internal sealed record RecordKind(string Name, string Category, string Frequency, string Pricing, bool IsCommitmentFee = false)
{
    public static readonly RecordKind Usage = new("usage", "Usage", "Usage-Based", "Standard");

    /// <summary>What Cost Explorer may add to its list one day.</summary>
    public static readonly RecordKind Other = new("other", "Adjustment", "", "");

    // Covered usage and its negations are read together: they are booked at the on-demand price and taken back, so that the sum is what is billed.
    private static readonly RecordKind Covered = new("covered", "Usage", "Usage-Based", "Committed");
    private static readonly RecordKind CommitmentFee = new("commitment-fee", "Purchase", "Recurring", "Standard", true);
    private static readonly RecordKind Upfront = new("commitment-upfront", "Purchase", "One-Time", "Standard");
    private static readonly RecordKind Discount = new("discount", "Usage", "Usage-Based", "Standard");
    private static readonly RecordKind Fee = new("fee", "Purchase", "One-Time", "Standard");
    private static readonly RecordKind Subscription = new("subscription", "Purchase", "Recurring", "Standard");

    private static readonly Dictionary<string, RecordKind> ByType = new(StringComparer.Ordinal)
    {
        ["usage"] = Usage,
        ["discountedusage"] = Covered,
        ["savingsplancoveredusage"] = Covered,
        ["savingsplannegation"] = Covered,
        ["savingsplanrecurringfee"] = CommitmentFee,
        ["rifee"] = CommitmentFee,
        ["recurring"] = CommitmentFee,
        ["savingsplanupfrontfee"] = Upfront,
        ["upfront"] = Upfront,
        ["fee"] = Fee,
        ["support"] = Fee,
        ["flatratesubscription"] = Subscription,
        ["tax"] = new("tax", "Tax", "", ""),
        ["credit"] = new("credit", "Credit", "", ""),
        ["refund"] = new("refund", "Usage", "", "Standard"),
        ["otheroutofcyclecharges"] = Other,
    };

    /// <summary>The kind of a record type. Its spelling differs between API and console: "SavingsPlanCoveredUsage", "Savings Plan Covered Usage".</summary>
    public static RecordKind Of(string recordType)
    {
        string folded = string.Concat(recordType.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return ByType.GetValueOrDefault(folded) ?? (folded.Contains("discount", StringComparison.Ordinal) ? Discount : Other);
    }

    /// <summary>True for a type that the table has.</summary>
    public static bool Knows(string recordType) => Of(recordType) != Other || recordType.StartsWith("Other out", StringComparison.OrdinalIgnoreCase);
}
