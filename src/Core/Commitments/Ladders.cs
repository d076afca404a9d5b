using CostGuard.Core.Allocate;

namespace CostGuard.Core.Commitments;

/// <summary>One purchase of a ladder.</summary>
/// <param name="Buy">The day to buy on.</param>
/// <param name="OneYear">Commitment an hour for one year.</param>
/// <param name="ThreeYears">Commitment an hour for three years.</param>
public sealed record Tranche(DateOnly Buy, decimal OneYear, decimal ThreeYears)
{
    /// <summary>When the one-year part ends.</summary>
    public DateOnly OneYearEnds => Buy.AddYears(1);

    /// <summary>When the three-year part ends.</summary>
    public DateOnly ThreeYearsEnd => Buy.AddYears(3);
}

/// <summary>A gap bought in steps, a quarter apart, so that no single expiry is more than a quarter of it (domain G.4). Each step is to be asked for again.</summary>
public static class Ladders
{
    /// <summary>Purchases of a ladder unless asked otherwise.</summary>
    public const int Steps = 4;

    private const decimal ThreeYearShare = .30m;

    /// <summary>Providers sell commitments by tenths of a cent.</summary>
    private const int Digits = 3;

    /// <summary>Parts that add up to the gap, cut to 0.001.</summary>
    /// <param name="gap">Commitment an hour that is to be bought, at least 0.</param>
    /// <param name="firm">What is safe for three years: the commitment for the usage below the 5 % quantile of twelve months; 0 when fewer months are known.</param>
    /// <param name="first">The day of the first purchase.</param>
    /// <param name="steps">How many, at least 1.</param>
    public static IReadOnlyList<Tranche> Of(decimal gap, decimal firm, DateOnly first, int steps = Steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        decimal whole = Cut(gap), three = Cut(Math.Min(whole * ThreeYearShare, Math.Max(0m, firm)));
        decimal[] even = [.. Enumerable.Repeat(1m, steps)];
        IReadOnlyList<decimal> one = LargestRemainder.Split(whole - three, even, Digits), more = LargestRemainder.Split(three, even, Digits);
        return [.. Enumerable.Range(0, steps).Select(i => new Tranche(first.AddMonths(3 * i), one[i], more[i]))];
    }

    /// <summary>An amount cut to what can be bought.</summary>
    public static decimal Cut(decimal amount) => decimal.Floor(amount * 1000m) / 1000m;
}
