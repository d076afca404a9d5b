using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>The month close: its three ticks, what providers changed after it, and who did what.</summary>
public static class CloseTable
{
    /// <summary>A row a fault; one for a tick that holds.</summary>
    public static ReportTable Ticks(BillingPeriod period, CloseReadiness readiness, ReportMeta meta) => new()
    {
        Schema = "costguard.period-ticks/1",
        Title = readiness.Holds ? $"{period} is complete, tied and allocated"
            : $"{period} is not {string.Join(", not ", readiness.Ticks.Where(tick => !tick.Holds).Select(tick => tick.Name.ToLowerInvariant()))}",
        Columns = [new("tick", "Tick", CellKind.Text), new("state", "State", CellKind.State), new("detail", "Detail", CellKind.Text)],
        Rows =
        [
            .. readiness.Ticks.SelectMany(tick => tick.Holds ? (object?[][])[[tick.Name, "✓ YES", tick.Note]] : [.. tick.Faults.Select(fault => (object?[])[tick.Name, "✗ NO", fault])]),
        ],
        Meta = meta with { Metric = null },
    };

    /// <summary>A row a closed month, source and currency that changed after the close.</summary>
    public static ReportTable Restatements(IReadOnlyList<Restatement> restatements, ReportMeta meta) => new()
    {
        Schema = "costguard.period-restatements/1",
        Title = restatements.Count == 0 ? "No closed month was restated"
            : $"{restatements.Select(each => each.Period).Distinct().Count().ToString(CultureInfo.InvariantCulture)} closed months were restated; they stay as they were closed",
        Columns =
        [
            new("period", "Closed month", CellKind.Month), new("source", "Source", CellKind.Id), new("atClose", "At the close", CellKind.Money), new("now", "Now", CellKind.Money),
            new("difference", "Difference", CellKind.Change), new("currency", "Currency", CellKind.Text), new("proposedPeriod", "Prior-period line in", CellKind.Month),
            new("closedLoad", "Closed load", CellKind.Id), new("currentLoad", "Newer load", CellKind.Id),
        ],
        Rows = [.. restatements.Select(each => (object?[])
        [
            each.Period, each.Source.Value, each.AtClose.ToDecimal(), each.Now.ToDecimal(), each.Difference.ToDecimal(), each.Currency.Code, each.Proposed, each.Closed?.Value, each.Current?.Value,
        ])],
        Meta = meta with { Metric = "BilledCost", Currency = "mixed" },
        Footnote = restatements.Count == 0 ? null : "By service and account: costguard load diff CLOSED NEWER. Or reopen: costguard period reopen MONTH --reason TEXT --by WHO",
    };

    /// <summary>The audit log.</summary>
    public static ReportTable Audit(IReadOnlyList<AuditEntry> entries) => new()
    {
        Schema = "costguard.period-audit/1",
        Title = $"{entries.Count.ToString(CultureInfo.InvariantCulture)} changes, the newest first",
        Columns =
        [
            new("at", "When", CellKind.Instant), new("by", "Who", CellKind.Text), new("action", "What", CellKind.Text), new("subject", "Of", CellKind.Id),
            new("before", "Before", CellKind.Text), new("after", "After", CellKind.Text),
        ],
        Rows = [.. entries.Select(entry => (object?[])[entry.At, entry.By, entry.Action, entry.Subject, entry.Before, entry.After])],
        Meta = ReportMeta.NoMoney,
    };

    /// <summary>"✓ CLOSED v1"; null while people have decided nothing.</summary>
    public static string? Word(Closing closing) => closing.State switch
    {
        ClosingState.Closed => string.Create(CultureInfo.InvariantCulture, $"✓ CLOSED v{closing.Version}"),
        ClosingState.Reconciled => "✓ RECONCILED",
        ClosingState.Reopened => "! REOPENED",
        _ => null,
    };
}
