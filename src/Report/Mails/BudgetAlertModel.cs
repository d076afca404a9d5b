using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>One notice, ready to be put into words. Amounts unrounded, in the budget's currency.</summary>
public sealed record BudgetAlertItem
{
    public required AlertItem Alert { get; init; }

    /// <summary>The team's name to show.</summary>
    public required string TeamTitle { get; init; }

    /// <summary>Cost of the period so far against an even pace, by service and account; empty when it is about the data.</summary>
    public required IReadOnlyList<CostChange> Drivers { get; init; }

    /// <summary>The part of cost and pace that no driver has; null when it is about the data.</summary>
    public CostChange? Unnamed { get; init; }

    /// <summary>Other currencies, left-out credits: whole sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Which team or file makes this mail come.</summary>
    public required string Why { get; init; }

    public AlertNoticeKind Kind => Alert.Notice.Kind;

    /// <summary>The budget; throws when it is about the data.</summary>
    public BudgetStatus Status => Alert.Status ?? throw new InvalidOperationException("A notice about the data has no budget.");

    /// <summary>The threshold that leads; null when it was edited away since.</summary>
    public BudgetThreshold? Lead => Alert.Status?.Budget.Thresholds.FirstOrDefault(threshold => threshold.Id == Alert.Notice.Thresholds[^1]);

    public bool IsOver => Kind != AlertNoticeKind.Recovered && Alert.Status is { Actual: { } actual } status && actual > status.Amount;
}

/// <summary>What one alert mail says to one reader.</summary>
public sealed record BudgetAlertModel
{
    public required string Reader { get; init; }

    public required string Company { get; init; }

    public required SnapshotId Snapshot { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Last complete day of the data.</summary>
    public required DateOnly? Through { get; init; }

    /// <summary>Budgets and the age of the data, the most urgent first; with <see cref="Anomalies"/> at least one.</summary>
    public required IReadOnlyList<BudgetAlertItem> Items { get; init; }

    /// <summary>Unusual cost, the most urgent first.</summary>
    public IReadOnlyList<AnomalyAlertItem> Anomalies { get; init; } = [];

    /// <summary>Why the figures may be too low; null when the data is fresh.</summary>
    public required string? StaleWarning { get; init; }

    /// <summary>What is said when budgets are not watched; null when no notice is about that.</summary>
    internal UnwatchedWords? Unwatched { get; init; }

    public required MailSettings Settings { get; init; }
}
