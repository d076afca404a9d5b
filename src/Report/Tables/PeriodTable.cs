using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>How one source of a month stands, in one currency.</summary>
/// <param name="Source">The source.</param>
/// <param name="Standing">State, lines and billed cost of its loads.</param>
/// <param name="Load">The load that counts.</param>
public sealed record SourceStanding(SourceKey Source, PeriodStanding Standing, Load Load);

/// <summary>Billing months and whether their figures can still move; and what changed in one after its end, by team.</summary>
public static class PeriodTable
{
    /// <summary>A row a month and currency.</summary>
    /// <param name="standings">Months as providers left them.</param>
    /// <param name="closings">Months as people left them.</param>
    /// <param name="changed">Reconciled months that are not any more what was signed.</param>
    /// <param name="restated">Restatements of closed months.</param>
    /// <param name="meta">What the figures are of.</param>
    public static ReportTable List(
        IReadOnlyList<PeriodStanding> standings, IReadOnlyList<Closing> closings, IReadOnlySet<BillingPeriod> changed, IReadOnlyList<Restatement> restated, ReportMeta meta) => new()
        {
            Schema = "costguard.period-list/1",
            Title = $"{standings.Select(standing => standing.Period).Distinct().Count()} billing months, {standings.Count(standing => standing.State == PeriodState.ProviderFinal)} final at the provider",
            Columns =
        [
            new("period", "Month", CellKind.Month), new("state", "State", CellKind.State), new("sources", "Sources", CellKind.Count),
            new("linesWithoutInvoice", "Lines without invoice", CellKind.Count), new("versions", "Versions", CellKind.Count), new("billedCost", "Billed cost", CellKind.Money),
            new("changedAfterEnd", "Changed after month end", CellKind.Change), new("changedAfterClose", "Changed after close", CellKind.Change), new("currency", "Currency", CellKind.Text),
        ],
            Rows = [.. standings.Select(standing => (object?[])
        [
            standing.Period, Word(standing, closings, changed), (long)standing.Sources, standing.LinesWithoutInvoice, (long)standing.Versions, standing.Billed.ToDecimal() - (AfterClose(standing, closings, restated) ?? 0m),
            standing.ChangedAfterEnd?.ToDecimal(), AfterClose(standing, closings, restated), standing.Currency.Code,
        ])],
            Meta = meta with { Metric = "BilledCost" },
            Footnote = "PROVIDER-FINAL: the month has ended, every source was read since, and every line carries an invoice id. Dates alone never make a month final. A closed month is shown as it was closed."
            + (changed.Count > 0 ? " RECONCILED, changed since: what was signed is not what is there now; see costguard period reconcile MONTH --dry-run, and reconcile again." : ""),
        };

    /// <summary>A row a source and currency of one month.</summary>
    public static ReportTable Sources(BillingPeriod period, IReadOnlyList<SourceStanding> sources, ReportMeta meta) => new()
    {
        Schema = "costguard.period-sources/1",
        Title = sources.All(each => each.Standing.State == PeriodState.ProviderFinal) ? $"{period} is billed by every provider"
            : $"{period} is not billed by {string.Join(", ", sources.Where(each => each.Standing.State == PeriodState.Open).Select(each => each.Source.Value).Distinct())}",
        Columns =
        [
            new("source", "Source", CellKind.Id), new("state", "State", CellKind.State), new("linesWithoutInvoice", "Lines without invoice", CellKind.Count), new("readAt", "Read last", CellKind.Instant),
            new("dataThrough", "Data through", CellKind.Date), new("versions", "Versions", CellKind.Count), new("billedCost", "Billed cost", CellKind.Money), new("currency", "Currency", CellKind.Text),
        ],
        Rows = [.. sources.Select(each => (object?[])
        [
            each.Source.Value, Word(each.Standing.State), each.Standing.LinesWithoutInvoice, each.Load.SealedAt, each.Load.DataThrough, (long)each.Standing.Versions, each.Standing.Billed.ToDecimal(), each.Standing.Currency.Code,
        ])],
        Meta = meta with { Metric = "BilledCost" },
        Footnote = "PROVIDER-FINAL: read after the month's end, and every line carries an invoice id.",
    };

    /// <summary>Now minus as it first stood after the month's end, by team; teams that did not change are left out.</summary>
    public static ReportTable Changed(BillingPeriod period, IReadOnlyList<CostRow> before, IReadOnlyList<CostRow> after, CostMetric metric, ReportMeta meta)
    {
        Dictionary<(string?, Currency), decimal> then = Sums(before, metric), now = Sums(after, metric);
        (string? Team, Currency Currency, decimal Then, decimal Now)[] rows =
        [
            .. then.Keys.Union(now.Keys).Select(key => (key.Item1, key.Item2, then.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(row => row.Item3 != row.Item4).OrderBy(row => row.Item2).ThenByDescending(row => Math.Abs(row.Item4 - row.Item3)).ThenBy(row => row.Item1, StringComparer.Ordinal),
        ];
        Currency[] currencies = [.. rows.Select(row => row.Currency).Distinct().Order()];
        return new ReportTable
        {
            Schema = "costguard.period-status/1",
            Title = rows.Length == 0
                ? $"{period} has not changed after its end"
                : $"{period} changed after its end by {string.Join(" and ", currencies.Select(currency => HeadlineText.Change(rows.Where(row => row.Currency == currency).Sum(row => row.Now - row.Then), currency)))}",
            Columns =
            [
                new("team", "Team", CellKind.Text), new("before", "At month end", CellKind.Money), new("after", "Now", CellKind.Money), new("change", "Changed", CellKind.Change),
                new("currency", "Currency", CellKind.Text),
            ],
            Rows = [.. rows.Select(row => (object?[])[row.Team, row.Then, row.Now, row.Now - row.Then, row.Currency.Code])],
            Totals = [.. currencies.Select(currency => (object?[])
            [
                "Total", rows.Where(row => row.Currency == currency).Sum(row => row.Then), rows.Where(row => row.Currency == currency).Sum(row => row.Now),
                rows.Where(row => row.Currency == currency).Sum(row => row.Now - row.Then), currency.Code,
            ])],
            Meta = meta,
        };
    }

    private static decimal? AfterClose(PeriodStanding standing, IReadOnlyList<Closing> closings, IReadOnlyList<Restatement> restated) =>
        closings.Any(closing => closing.Period == standing.Period && closing.State == ClosingState.Closed)
            ? restated.Where(each => each.Period == standing.Period && each.Currency == standing.Currency).Aggregate(default(ExactSum), (sum, each) => sum + each.Difference).ToDecimal()
            : null;

    private static string Word(PeriodStanding standing, IReadOnlyList<Closing> closings, IReadOnlySet<BillingPeriod> changed) =>
        closings.FirstOrDefault(closing => closing.Period == standing.Period) is { } closing && CloseTable.Word(closing, changed.Contains(closing.Period)) is { } word ? word : Word(standing.State);

    private static string Word(PeriodState state) => state == PeriodState.ProviderFinal ? "✓ PROVIDER-FINAL" : "! OPEN";

    private static Dictionary<(string?, Currency), decimal> Sums(IReadOnlyList<CostRow> rows, CostMetric metric) =>
        rows.GroupBy(row => (row.Keys[0], row.Currency)).ToDictionary(group => group.Key, group => DimensionColumns.Sum(group.Select(row => row.Costs[metric])));
}
