namespace CostGuard.Core.Commitments;

/// <summary>A part of the usage with its own discount.</summary>
/// <param name="Usage">On-demand price of it; the shares matter, not the amount.</param>
/// <param name="Discount">0.28 for 28 %.</param>
public sealed record DiscountedUsage(decimal Usage, decimal Discount);
