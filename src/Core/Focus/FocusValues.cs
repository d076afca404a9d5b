namespace CostGuard.Core.Focus;

/// <summary>Allowed values of the FOCUS enumerations in their canonical spelling, and the texts that stand for null.</summary>
public static class FocusValues
{
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["CapacityReservationStatus"] = ["Used", "Unused"],
        ["ChargeCategory"] = ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
        ["ChargeClass"] = ["Correction"],
        ["ChargeFrequency"] = ["One-Time", "Recurring", "Usage-Based"],
        ["CommitmentDiscountCategory"] = ["Spend", "Usage"],
        ["CommitmentDiscountStatus"] = ["Used", "Unused"],
        ["PricingCategory"] = ["Standard", "Dynamic", "Committed", "Other"],
        ["ServiceCategory"] =
        [
            "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases", "Developer Tools", "Multicloud", "Identity",
            "Integration", "Internet of Things", "Management and Governance", "Media", "Migration", "Mobile", "Networking", "Security", "Storage",
            "Web", "Other",
        ],
    };

    /// <summary>Texts that mean "no value", compared exactly. They mean it in every column.</summary>
    public static IReadOnlyList<string> Nulls { get; } = ["", "null", "NULL", "(null)", "\\N"];

    /// <summary>Columns with a closed set of values.</summary>
    public static IReadOnlyCollection<string> EnumeratedColumns => Table.Keys;

    /// <summary>Canonical values of a column; null when the column is free text.</summary>
    public static IReadOnlyList<string>? Allowed(string column) => Table.GetValueOrDefault(column);

    /// <summary>The canonical spelling of a value, compared without case ("Usage-based" is "Usage-Based"); null when FOCUS does not know it.</summary>
    public static string? Canonical(string column, string value) =>
        Table.GetValueOrDefault(column)?.FirstOrDefault(allowed => string.Equals(allowed, value, StringComparison.OrdinalIgnoreCase));
}
