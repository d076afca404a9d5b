using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>All that is known when a budget is judged. Nothing else decides: same evidence, same status.</summary>
public sealed record BudgetEvidence
{
    /// <summary>The budget.</summary>
    public required BudgetConfig Budget { get; init; }

    /// <summary>The days that are judged.</summary>
    public required DayRange Days { get; init; }

    /// <summary>The amount for those days; see <see cref="BudgetAmounts"/>.</summary>
    public required BudgetAmount Amount { get; init; }

    /// <summary>Cost by day in the budget's currency and metric, with its switches for credits and tax applied; history and later days included.</summary>
    public required IReadOnlyDictionary<DateOnly, decimal> Daily { get; init; }

    /// <summary>The part of <see cref="Daily"/> that is rows of charge category Purchase: one-time or recurring fees, never multiplied by a pace.</summary>
    public IReadOnlyDictionary<DateOnly, decimal> Purchases { get; init; } = new Dictionary<DateOnly, decimal>();

    /// <summary>First day of the history without gaps; null when there is none before the period.</summary>
    public DateOnly? KnownFrom { get; init; }

    /// <summary>Last complete day of the data; null without data.</summary>
    public required DateOnly? Through { get; init; }

    /// <summary>The moment of the judgement.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Age of the data above which nothing can be told, counted from the end of the <see cref="Through"/> day.</summary>
    public required TimeSpan FailAfter { get; init; }

    /// <summary>The part of the actual cost that is due to rates, see <see cref="BudgetStatus.FxVariance"/>.</summary>
    public decimal? FxVariance { get; init; }

    /// <summary>Currencies, other than the budget's, in which the scope has cost in the period: they cannot be compared without a rate.</summary>
    public IReadOnlyList<Currency> OtherCurrencies { get; init; } = [];

    /// <summary>Why the data are incomplete, as sentences; empty when they are not.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>The profile to use; null learns it from the history when there are 42 days of it.</summary>
    public SeasonalProfile? Profile { get; init; }
}
