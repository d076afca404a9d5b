namespace CostGuard.Core.Configuration;

/// <summary>Paper that printed sheets are laid out for.</summary>
public enum PaperSize
{
    /// <summary>210 × 297 mm.</summary>
    A4,

    /// <summary>8.5 × 11 inches.</summary>
    Letter,
}
