using CostGuard.Core.Actions;
using CostGuard.Core.Budgets;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>A driver of a change: one service in one account. Amounts unrounded.</summary>
/// <param name="Label">"RDS, prod-payments".</param>
/// <param name="Before">Cost of the seven days before.</param>
/// <param name="Now">Cost of the last seven complete days.</param>
public sealed record CostChange(string Label, decimal Before, decimal Now)
{
    /// <summary>Now − before.</summary>
    public decimal Change => Now - Before;
}

/// <summary>What the weekly digest of one team says. All amounts in one currency and metric, unrounded.</summary>
public sealed record WeeklyTeamModel
{
    public required TeamId Team { get; init; }

    public required string TeamTitle { get; init; }

    public required string Company { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public required SnapshotId Snapshot { get; init; }

    public required Currency Currency { get; init; }

    public required CostMetric Metric { get; init; }

    /// <summary>Last complete day; null without data.</summary>
    public required DateOnly? Through { get; init; }

    /// <summary>The team's budget; null when it has none.</summary>
    public required BudgetStatus? Budget { get; init; }

    /// <summary>Cost of the last seven complete days, and of the seven before.</summary>
    public required decimal WeekNow { get; init; }

    public required decimal WeekBefore { get; init; }

    /// <summary>All drivers; the mail shows the largest four and the rest as one line.</summary>
    public required IReadOnlyList<CostChange> Drivers { get; init; }

    /// <summary>What the providers changed in days that were told before; null when there is nothing to compare with.</summary>
    public required RestatedDays? Restated { get; init; }

    /// <summary>Unusual cost that waits for somebody, the largest first: whole sentences, at most three.</summary>
    public IReadOnlyList<string> Unusual { get; init; } = [];

    /// <summary>Three things worth doing, the best first; empty on old or missing metrics.</summary>
    public IReadOnlyList<WorthDoing> Worth { get; init; } = [];

    /// <summary>Actions that are due or late, the oldest first.</summary>
    public IReadOnlyList<DueAction> Due { get; init; } = [];

    /// <summary>Why the figures may be too low; null when the data is fresh.</summary>
    public required string? StaleWarning { get; init; }

    /// <summary>True when the mail's schedule waited in vain for fresh data: then nothing is shown as fine.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>Other currencies, left-out credits: whole sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Which team and file makes this mail come: "team payments (teams/payments.yaml)".</summary>
    public required string Why { get; init; }

    public required MailSettings Settings { get; init; }

    /// <summary>True when it cannot be told how the team stands: never shown as fine.</summary>
    public bool IsUnknown => Through is null || IsOverdue || Budget?.State == BudgetState.Unknown;

    /// <summary>(Now − before) ÷ before; null where the base is zero or negative.</summary>
    public decimal? WeekChangeShare => WeekBefore > 0 ? (WeekNow - WeekBefore) / WeekBefore : null;

    /// <summary>True when nothing needs the reader: within pace, fresh, and a small change (under 5 % and under 200 units of two decimals).</summary>
    public bool IsQuiet => Budget?.State == BudgetState.Ok && !IsUnknown && StaleWarning is null && Unusual.Count == 0 && Due.Count == 0
        && Math.Abs(WeekNow - WeekBefore) < SmallChange
        && (WeekNow == WeekBefore || (WeekChangeShare is { } share && Math.Abs(share) < 0.05m));

    private decimal SmallChange => Currency.MinorUnits == 0 ? 20_000m : 200m;
}
