using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>What period an amount of a budget is for.</summary>
public enum BudgetPeriodKind
{
    /// <summary>Calendar month.</summary>
    Month,

    /// <summary>Three months of the fiscal calendar.</summary>
    Quarter,

    /// <summary>Six months of the fiscal calendar.</summary>
    HalfYear,

    /// <summary>Twelve months of the fiscal calendar.</summary>
    Year,

    /// <summary>Days of its own, once (<see cref="BudgetConfig.Once"/>): a project, a migration.</summary>
    Custom,
}

/// <summary>A threshold on actual cost, or on the forecast of the period's end.</summary>
/// <param name="At">Share of the amount: 0.8 is 80 %. 0 when <paramref name="Absolute"/> is given.</param>
/// <param name="Of">"actual" or "forecast".</param>
/// <param name="Severity">"info", "warning" or "critical".</param>
/// <param name="Absolute">An amount in the budget's currency instead of a share.</param>
/// <param name="MinConfidence">
/// For a forecast: told only when the lower bound of its 80 % interval is above the threshold, too; null tells after two days above it.
/// </param>
public sealed record BudgetThreshold(
    decimal At, string Of = "actual", string Severity = "warning", decimal? Absolute = null, decimal? MinConfidence = null)
{
    /// <summary>Stable name within its budget: "actual 0.8", "actual 40000 absolute".</summary>
    public string Id => Absolute is { } amount
        ? string.Create(CultureInfo.InvariantCulture, $"{Of} {amount:0.############################} absolute")
        : string.Create(CultureInfo.InvariantCulture, $"{Of} {At:0.############################}{(MinConfidence is null ? "" : " sure")}");

    /// <summary>The amount of the threshold, in the budget's currency.</summary>
    public decimal Limit(decimal amount) => Absolute ?? (At * amount);
}

/// <summary>budgets/NAME.yaml, or one line of a budgets CSV (then named TEAM-monthly).</summary>
public sealed record BudgetConfig
{
    /// <summary>Immutable name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose budget; "all" is the whole company, with unallocated and central cost.</summary>
    public required TeamId Team { get; init; }

    /// <summary>Currency of the amounts. Cost in another currency makes the state "cannot compare".</summary>
    public required Currency Currency { get; init; }

    /// <summary>Metric compared with the amount.</summary>
    public required CostMetric Metric { get; init; }

    /// <summary>Period kind of <see cref="Amounts"/>.</summary>
    public BudgetPeriodKind Kind { get; init; } = BudgetPeriodKind.Month;

    /// <summary>The days of a budget that exists once; null for one that comes back. Its amount stands in <see cref="Amounts"/> at its first month.</summary>
    public DayRange? Once { get; init; }

    /// <summary>Amount by the first month of its period, in currency units: the original, before <see cref="Revisions"/>.</summary>
    public IReadOnlyDictionary<BillingPeriod, decimal> Amounts { get; init; } = new Dictionary<BillingPeriod, decimal>();

    /// <summary>Later versions, the oldest first.</summary>
    public IReadOnlyList<BudgetRevision> Revisions { get; init; } = [];

    /// <summary>True: the newest version counts for its whole period. False (default): a change inside a period counts by its days.</summary>
    public bool StepRevisions { get; init; }

    /// <summary>Whether unspent money is carried into the next period; null is no.</summary>
    public BudgetRollover? Rollover { get; init; }

    /// <summary>True leaves credits out (they must not hide consumption). Default true.</summary>
    public bool GrossOfCredits { get; init; } = true;

    /// <summary>True leaves tax out. Default true.</summary>
    public bool WithoutTax { get; init; } = true;

    /// <summary>True when an amount of 0 is meant: any cost is over.</summary>
    public bool ZeroBudget { get; init; }

    /// <summary>Thresholds, ascending.</summary>
    public IReadOnlyList<BudgetThreshold> Thresholds { get; init; } =
        [new(0.5m, "actual", "info"), new(0.8m), new(1.0m, "actual", "critical"), new(1.2m, "actual", "critical"), new(1.0m, "forecast"), new(1.1m, "forecast", "critical")];

    /// <summary>How far below a threshold, as a share of the amount, the value must fall before it can be told again; null is 2 %.</summary>
    public decimal? Hysteresis { get; init; }

    /// <summary>File it was read from, for messages.</summary>
    public string? File { get; init; }
}
