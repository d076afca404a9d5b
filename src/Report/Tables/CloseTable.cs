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

    /// <summary>What providers changed after the close, by closed month, source and currency: a row a part that another month has charged, and one for the rest.</summary>
    public static ReportTable Restatements(IReadOnlyList<Restatement> restatements, ReportMeta meta) => new()
    {
        Schema = "costguard.period-restatements/2",
        Title = RestatedTitle(restatements),
        Columns =
        [
            new("period", "Closed month", CellKind.Month), new("source", "Source", CellKind.Id), new("state", "State", CellKind.State), new("before", "Before", CellKind.Money),
            new("now", "Now", CellKind.Money), new("difference", "Difference", CellKind.Change), new("currency", "Currency", CellKind.Text), new("bookedIn", "Prior-period line in", CellKind.Month),
            new("version", "Version", CellKind.Count), new("olderLoad", "Older load", CellKind.Id), new("newerLoad", "Newer load", CellKind.Id),
        ],
        Rows = [.. restatements.SelectMany(Rows)],
        Meta = meta with { Metric = "BilledCost", Currency = CostTable.CurrencyOf([.. restatements.Select(each => each.Currency).Distinct()], meta.Currency) },
        Footnote = restatements.Count == 0 ? null : "CHARGED is in the statements and the journal of the month named. By service and account: costguard load diff OLDER NEWER. Or reopen: costguard period reopen MONTH --reason TEXT --by WHO",
    };

    private static string RestatedTitle(IReadOnlyList<Restatement> restatements)
    {
        int months = restatements.Select(each => each.Period).Distinct().Count();
        if (months == 0) return "No closed month was restated";
        string[] left = [.. restatements.GroupBy(each => each.Currency).OrderBy(group => group.Key)
            .Select(group => (Currency: group.Key, Left: group.Aggregate(default(ExactSum), (sum, each) => sum + each.Rest).ToDecimal())).Where(each => each.Left != 0m).Select(each => HeadlineText.Change(each.Left, each.Currency))];
        return $"{months.ToString(CultureInfo.InvariantCulture)} closed {(months == 1 ? "month was restated; it stays as it was" : "months were restated; they stay as they were")} closed, and "
            + (left.Length > 0 ? $"{string.Join(" and ", left)} is not charged yet" : restatements.Any(each => each.IsOpen) ? "no amount is left to charge" : "all is charged");
    }

    // What is left begins where all charged parts together end.
    private static IEnumerable<object?[]> Rows(Restatement each)
    {
        object?[] Row(string state, ExactSum before, ExactSum now, BillingPeriod bookedIn, int? version, LoadId? older, LoadId? newer) =>
        [
            each.Period, each.Source.Value, state, before.ToDecimal(), now.ToDecimal(), (now - before).ToDecimal(), each.Currency.Code, bookedIn, (long?)version, older?.Value, newer?.Value,
        ];
        foreach (ChargedRestatement part in each.Charged) yield return Row("✓ CHARGED", part.Before, part.Now, part.In, part.Version, part.Older, part.Newer);
        if (each.IsOpen) yield return Row("! PROPOSED", each.Now - each.Rest, each.Now, each.Proposed, null, each.Charged.Count == 0 ? each.Closed : each.Charged[^1].Newer, each.Current);
    }

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
    /// <param name="closing">The month as people left it.</param>
    /// <param name="hasChanged">True for a reconciled month that is not any more what was signed.</param>
    public static string? Word(Closing closing, bool hasChanged = false) => closing.State switch
    {
        ClosingState.Closed => string.Create(CultureInfo.InvariantCulture, $"✓ CLOSED v{closing.Version}"),
        ClosingState.Reconciled => hasChanged ? "! RECONCILED, changed since" : "✓ RECONCILED",
        ClosingState.Reopened => "! REOPENED",
        _ => null,
    };
}
