using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>One anomaly: what it comes from. The causes and "All other" add up to its impact, to the last digit.</summary>
public static class AnomalyCauseTable
{
    /// <summary>The table.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="causes">Its causes.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(Anomaly anomaly, AnomalyCauses causes, ReportMeta meta)
    {
        ReportColumn[] keys = [.. causes.By.Select(DimensionColumns.Of)];
        IReadOnlyList<object?> Line(IEnumerable<object?> head, RootCause cause, string? kind) =>
            [.. head, cause.Part?.Baseline, cause.Part?.Actual, cause.Impact, cause.ShareNet, cause.ShareGross, kind];
        RootCause total = new(null, anomaly.Impact, anomaly.Impact == 0m ? null : 1m, null);
        return new ReportTable
        {
            Schema = "costguard.anomaly-show/1",
            Title = Title(anomaly),
            Columns =
            [
                .. keys,
                new("baseline", "Usual", CellKind.Money),
                new("actual", "Actual", CellKind.Money),
                new("impact", "Impact", CellKind.Change),
                new("shareNet", "Of all %", CellKind.Percent),
                new("shareGross", "Of rises %", CellKind.Percent),
                new("change", "", CellKind.Text),
            ],
            Rows = [.. causes.Causes.Select(cause => cause.Part is { } part
                ? Line(keys.Zip(part.Keys, DimensionColumns.Cell), cause, cause.IsNew ? "new" : cause.IsGone ? "gone" : null)
                : Line(Head(keys.Length, "All other"), cause, null))],
            Totals = [[.. Head(keys.Length, "Impact"), anomaly.Expected, anomaly.Actual, total.Impact, total.ShareNet, null, null]],
            Meta = meta with { Currency = anomaly.Scope.Currency.Code, Period = Days(anomaly) },
            Footnote = Footnote(anomaly),
        };
    }

    /// <summary>"Amazon RDS, 111122220002 of payments costs +131 USD a day since 8 Nov (expected 434, now 565)".</summary>
    public static string Title(Anomaly anomaly)
    {
        Currency currency = anomaly.Scope.Currency;
        int days = anomaly.Event.Days.Count;
        string since = anomaly.Event.Start.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return $"{AnomalyTable.What(anomaly)} of {anomaly.Scope.Team}: {HeadlineText.Change(anomaly.PerDay, currency)} a day since {since}, "
            + $"usually {HeadlineText.Amount(anomaly.Expected / days, currency)}, now {HeadlineText.Amount(anomaly.Actual / days, currency)}";
    }

    private static string Footnote(Anomaly anomaly)
    {
        var words = new List<string> { AnomalyTable.State(anomaly) + "." };
        if (anomaly.MovedFrom is { } fall)
        {
            words.Add($"The cost moved: {HeadlineText.Change(fall.Impact, fall.Scope.Currency)} in {AnomalyTable.What(fall)} of {fall.Scope.Team} on the same days. "
                + $"Net {HeadlineText.Change(anomaly.NetImpact, anomaly.Scope.Currency)}.");
        }

        if (anomaly.IsOpen && Projected(anomaly) is var more && more != 0m)
            words.Add($"About {HeadlineText.Change(more, anomaly.Scope.Currency)} more by month end if it stays.");
        if (anomaly.Note is { } note)
        {
            string until = note.Until is { } day ? $" until {day:yyyy-MM-dd}" : "";
            words.Add($"{note.Who}, {note.At.UtcDateTime:yyyy-MM-dd}: {note.Decision.ToString().ToLowerInvariant()}{until}{(note.Text is null ? "" : $", {note.Text}")}.");
        }

        words.Add("The causes add up to the impact exactly.");
        words.Add($"Next: costguard anomaly explain {anomaly.Id}, ack {anomaly.Id}, resolve {anomaly.Id}");
        return string.Join(' ', words);
    }

    /// <summary>What the rest of the month adds at the mean of the unusual days.</summary>
    private static decimal Projected(Anomaly anomaly) =>
        anomaly.PerDay * (BillingPeriod.Of(anomaly.Event.Last).LastDay.DayNumber - anomaly.Event.Last.DayNumber);

    private static string Days(Anomaly anomaly) => new DayRange(anomaly.Event.Start, anomaly.Event.Last.AddDays(1)).ToString();

    private static IEnumerable<object?> Head(int count, string label) => Enumerable.Range(0, count).Select(i => i == 0 ? label : (object?)null);
}
