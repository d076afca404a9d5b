namespace CostGuard.Core.Values;

/// <summary>Shares and changes as fractions. A base of zero or below has no percentage: null, never infinite and never 0 %.</summary>
public static class Ratio
{
    /// <summary>Part ÷ whole; null when the whole is zero or negative.</summary>
    public static decimal? Of(decimal? part, decimal? whole) => part is { } p && whole is { } w && w > 0m ? p / w : null;

    /// <summary>(After − before) ÷ before; null when before is zero or negative.</summary>
    public static decimal? Change(decimal? before, decimal? after) => Of(after - before, before);
}
