using System.Text;

namespace CostGuard.Core.Focus.Gcp;

/// <summary>What sort of charge a row is, by cost_type and SKU (domain A.7).</summary>
public sealed class GcpKind
{
    private readonly byte[] _category, _frequency;

    private GcpKind(string category, string frequency) => (_category, _frequency) = (Encoding.UTF8.GetBytes(category), Encoding.UTF8.GetBytes(frequency));

    /// <summary>regular.</summary>
    public static GcpKind Usage { get; } = new("Usage", "Usage-Based");

    /// <summary>The fee of a commitment.</summary>
    public static GcpKind Commitment { get; } = new("Purchase", "Recurring");

    /// <summary>tax.</summary>
    public static GcpKind Tax { get; } = new("Tax", "One-Time");

    /// <summary>adjustment, rounding_error and what nobody knows.</summary>
    public static GcpKind Adjustment { get; } = new("Adjustment", "One-Time");

    /// <summary>ChargeCategory.</summary>
    public ReadOnlySpan<byte> Category => _category;

    /// <summary>ChargeFrequency.</summary>
    public ReadOnlySpan<byte> Frequency => _frequency;

    /// <summary>The kind of a row; without a cost_type it is usage.</summary>
    public static GcpKind Of(ReadOnlySpan<byte> costType, ReadOnlySpan<byte> sku)
    {
        if (Ascii.EqualsIgnoreCase(costType, "tax"u8)) return Tax;
        if (!costType.IsEmpty && !Ascii.EqualsIgnoreCase(costType, "regular"u8)) return Adjustment;
        return sku.StartsWith("Commitment v"u8) || sku.StartsWith("Commitment - "u8) ? Commitment : Usage;
    }
}
