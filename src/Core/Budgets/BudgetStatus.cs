using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>What a budget's figures say.</summary>
public enum BudgetState
{
    /// <summary>Within the amount, and expected to end within it.</summary>
    Ok,

    /// <summary>Within the amount, but expected to end above it; or past a warning threshold while nothing says where it ends.</summary>
    AtRisk,

    /// <summary>Above the amount.</summary>
    Over,

    /// <summary>Cannot tell: data stale, incomplete, missing, or in a currency without a rate. Never green.</summary>
    Unknown,
}

/// <summary>A budget at a day. Amounts in the budget's currency and metric, unrounded.</summary>
public sealed record BudgetStatus
{
    /// <summary>The budget.</summary>
    public required BudgetConfig Budget { get; init; }

    /// <summary>The days of the period that is judged.</summary>
    public required DayRange Days { get; init; }

    /// <summary>Last complete day that counts in <see cref="Actual"/>; null when there is no data.</summary>
    public required DateOnly? Through { get; init; }

    /// <summary>What may be spent in the period, <see cref="Carry"/> included; 0 and meaningless when <see cref="HasAmount"/> is false.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What earlier periods left (negative: took); 0 without rollover.</summary>
    public decimal Carry { get; init; }

    /// <summary>The amount before any revision and without carry; null when the budget had none for the period.</summary>
    public decimal? Original { get; init; }

    /// <summary>False when the budget names no amount for (a part of) the period: the state is Unknown then.</summary>
    public bool HasAmount { get; init; } = true;

    /// <summary>Known cost of the period on days after <see cref="Through"/>, which are not complete and not in <see cref="Actual"/>.</summary>
    public decimal AfterThrough { get; init; }

    /// <summary>
    /// The part of <see cref="Actual"/> that is due to exchange rates: Σ cost in other currencies × (actual rate − budget rate). Null without such
    /// cost, or without a budget rate.
    /// </summary>
    public decimal? FxVariance { get; init; }

    /// <summary>Cost so far; null when it cannot be told.</summary>
    public required decimal? Actual { get; init; }

    /// <summary>Actual ÷ amount; null when the amount is 0 or negative.</summary>
    public required decimal? UsedShare { get; init; }

    /// <summary>Share of the period's days that have passed, 0 to 1.</summary>
    public required decimal ElapsedShare { get; init; }

    /// <summary>Amount × days passed ÷ days of the period.</summary>
    public required decimal ExpectedEven { get; init; }

    /// <summary>The same by weekday weights and known monthly fees; null with less than 42 days of history.</summary>
    public required decimal? ExpectedSeasonal { get; init; }

    /// <summary>Actual ÷ expected (seasonal when known, else even); null when nothing is expected.</summary>
    public required decimal? PaceIndex { get; init; }

    /// <summary>What the period ends at if the pace holds; null when it cannot be told. A pace, not a forecast.</summary>
    public required decimal? AtThisPace { get; init; }

    /// <summary>
    /// The forecast of the period's end; null for a period that is over, a state that cannot be told, and too little history. The same number
    /// as <c>forecast show</c> gives for the same teams.
    /// </summary>
    public BudgetOutlook? Forecast { get; init; }

    /// <summary>Where the period ends: the forecast, or else the pace; null when neither can be told.</summary>
    public decimal? AtEnd => Forecast?.AtEnd ?? AtThisPace;

    /// <summary>"forecast" or "at this pace": what <see cref="AtEnd"/> is.</summary>
    public string AheadWord => Forecast is null ? "at this pace" : "forecast";

    /// <summary>First day on which the amount is passed, by the forecast or else at this pace; null when it is not passed in the period.</summary>
    public required DateOnly? ExhaustedOn { get; init; }

    /// <summary>Days after <see cref="Through"/> until the amount is passed (domain C.3): 0 when it is used up, null when it lasts.</summary>
    public int? DaysToExhaustion => Actual is null || Through is not { } through || !HasAmount ? null
        : Actual >= Amount ? 0 : ExhaustedOn is { } day ? day.DayNumber - through.DayNumber : null;

    /// <summary>The days to come, by which a forecast is laid out.</summary>
    internal IReadOnlyList<DayAhead> Ahead { get; init; } = [];

    /// <summary>Mean of the last 7 complete days; null without them.</summary>
    public required decimal? BurnRatePerDay { get; init; }

    /// <summary>(Amount − actual) ÷ days left; null when no day is left.</summary>
    public required decimal? RequiredPerDay { get; init; }

    /// <summary>Thresholds on actual that are passed, ascending.</summary>
    public required IReadOnlyList<BudgetThreshold> Passed { get; init; }

    /// <summary>The highest warning threshold that is passed while the period runs, as a sentence; null without one. It is not a verdict: 85 % on day 28 may be a good month.</summary>
    public string? Warning => ElapsedShare < 1m ? BudgetEvaluator.Warned(Budget, Passed) : null;

    /// <summary>The verdict.</summary>
    public required BudgetState State { get; init; }

    /// <summary>True when a source lacks days that should be there.</summary>
    public bool HasGaps { get; init; }

    /// <summary>True when no alert can be judged though there is an amount; not in a period that merely has no complete day yet.</summary>
    public bool IsUnwatched => State == BudgetState.Unknown && HasAmount && (Actual is not null || HasGaps);

    /// <summary>Why, in a sentence; always given for Unknown.</summary>
    public required string Reason { get; init; }

    /// <summary>Actual − amount: positive is over. Null when it cannot be told.</summary>
    public decimal? OverUnder => Actual - Amount;
}
