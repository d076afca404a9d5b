using CostGuard.Core.Forecasts;

namespace CostGuard.Core.Savings.Verification;

/// <summary>A saving measured on the bill. Amounts a month in the currency of the history; below zero when cost went up.</summary>
public sealed record VerifiedSaving
{
    /// <summary>What became of it.</summary>
    public required SavingState State { get; init; }

    /// <summary>Saved by less usage, at the prices after the action; null while it is pending.</summary>
    public decimal? PerMonth { get; init; }

    /// <summary>The 80 % interval of it; null where history is too short for one.</summary>
    public ForecastInterval? Interval { get; init; }

    /// <summary>What prices changed in the cost after the action: no saving of it. Above zero when prices rose.</summary>
    public decimal? PriceEffect { get; init; }

    /// <summary>Before/after, for comparison.</summary>
    public BeforeAfter? Plain { get; init; }

    /// <summary>True when the figure is that of before/after, since history is too short for a counterfactual.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The first day of the two weeks in which the cost was back; null when it stayed away.</summary>
    public DateOnly? ReturnedOn { get; init; }
}
