using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Thresholds of budgets, and what became of them.</summary>
public static class AlertTable
{
    private static readonly LogColumn<ThresholdAlert>[] Columns =
    [
        new("budget", "Budget", CellKind.Text, alert => alert.Budget == StaleDataAlert.Budget ? "(age of the data)" : alert.Budget, OnTerminal: true),
        new("periodStart", "Period from", CellKind.Date, alert => alert.Budget == StaleDataAlert.Budget ? null : alert.Period, OnTerminal: true),
        new("threshold", "Threshold", CellKind.Text, alert => alert.Threshold, OnTerminal: true),
        new("state", "State", CellKind.State, alert => State(alert), OnTerminal: true),
        new("since", "Since", CellKind.Instant, alert => alert.EnteredAt, OnTerminal: true),
        new("toldAt", "Last told", CellKind.Instant, alert => alert.NotifiedAt),
        new("snoozedUntil", "Silent until", CellKind.Instant, alert => alert.SnoozedUntil),
        new("triggered", "Times passed", CellKind.Count, alert => (long)alert.Entry),
        new("escalated", "Escalated", CellKind.Text, alert => alert.Escalated ? "escalated" : null),
        new("note", "Note", CellKind.Text, alert => alert.Note, OnTerminal: true),
    ];

    /// <summary>The table of thresholds, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<ThresholdAlert> alerts, ReportMeta meta)
    {
        int open = alerts.Count(alert => alert.State == AlertState.Triggered);
        string title = alerts.Count == 0 ? "No threshold of a budget has been passed"
            : string.Create(CultureInfo.InvariantCulture, $"{open} {(open == 1 ? "alert waits" : "alerts wait")} for somebody to acknowledge");
        return LogTable.Build("costguard.alerts/1", title, Columns, alerts, meta) with
        {
            Footnote = open == 0 ? null : "Seen it: costguard budget ack NAME. Silent for a while: costguard budget snooze NAME --until DAY",
        };
    }

    private static string State(ThresholdAlert alert) => alert.State switch
    {
        AlertState.Triggered => "▲ PASSED",
        AlertState.Acknowledged => "✓ ACKNOWLEDGED",
        AlertState.Snoozed => "… SNOOZED",
        AlertState.Recovered => "✓ RECOVERED",
        _ => "– ARMED",
    };
}
