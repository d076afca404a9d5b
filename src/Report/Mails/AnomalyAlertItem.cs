using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>One notice about unusual cost, ready to be put into words. Amounts unrounded, in the currency of the series.</summary>
public sealed record AnomalyAlertItem
{
    public required AlertItem Alert { get; init; }

    /// <summary>The team's name to show.</summary>
    public required string TeamTitle { get; init; }

    /// <summary>What it comes from; null when it is over, or was restated away.</summary>
    public required AnomalyCauses? Causes { get; init; }

    /// <summary>Which team or file makes this mail come.</summary>
    public required string Why { get; init; }

    /// <summary>The readers' teams; null: they may see all.</summary>
    public IReadOnlySet<string>? Teams { get; init; }

    /// <summary>Accounts with cost of the readers' own; null: every account may be named.</summary>
    public IReadOnlySet<string?>? Accounts { get; init; }

    public AlertNoticeKind Kind => Alert.Notice.Kind;

    /// <summary>The anomaly as it is now; null when it was restated away.</summary>
    public Anomaly? Anomaly => Alert.Anomaly;

    /// <summary>What it comes to by the end of its last day's month, at the mean of the unusual days; null when that day is the month's last, or it is over.</summary>
    public decimal? ByMonthEnd => Anomaly is { } now && Kind != AlertNoticeKind.AnomalyOver && BillingPeriod.Of(now.Event.Last).LastDay.DayNumber - now.Event.Last.DayNumber is > 0 and var days
        ? now.Impact + (now.PerDay * days)
        : null;
}
