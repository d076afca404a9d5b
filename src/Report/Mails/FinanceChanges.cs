using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>What changed against the month before, by team and service, over equally many days. Unrounded.</summary>
/// <param name="Now">Days of the month that have data.</param>
/// <param name="Before">The same days of the month before.</param>
/// <param name="Drivers">Every team and service; the mail shows the five largest and the rest as one line.</param>
public sealed record FinanceChanges(DayRange Now, DayRange Before, IReadOnlyList<CostChange> Drivers)
{
    private const int Shown = 5;
    private static readonly Dimension[] By = [new("team"), new("service")];

    /// <summary>Null when the month before has no cost, or this one no data yet.</summary>
    internal static async Task<FinanceChanges?> ReadAsync(
        ConvertedQueries queries, Snapshot snapshot, BillingPeriod period, DateOnly? through, Currency currency, CostMetric metric, Func<string?, string> title, CancellationToken cancellationToken)
    {
        if (through is not { } last || last < period.FirstDay) return null;
        bool whole = last >= period.LastDay;
        DayRange month = DayRange.Of(period), earlier = DayRange.Of(period.Previous);
        DayRange now = whole ? month : new DayRange(month.Start, last.AddDays(1));
        DayRange before = whole ? earlier : new DayRange(earlier.Start, earlier.Start.AddDays(now.Days)).Intersect(earlier);

        // A whole month is what is billed for it; a part of one can only be told by the days of its charges.
        CostQuery Asked(DayRange days) => new(days, By, [], ByBillingPeriod: whole);
        (IReadOnlyList<CostRow> then, IReadOnlyList<CostRow> rows) = await queries.CompareAsync(snapshot, Asked(before), Asked(now), cancellationToken).ConfigureAwait(false);
        Dictionary<string, decimal> nowBy = Sums(rows), beforeBy = Sums(then);
        return beforeBy.Count == 0 ? null : new FinanceChanges(now, before,
            [.. nowBy.Keys.Union(beforeBy.Keys).Order(StringComparer.Ordinal)
                .Select(label => new CostChange(label, beforeBy.GetValueOrDefault(label), nowBy.GetValueOrDefault(label)))]);

        Dictionary<string, decimal> Sums(IReadOnlyList<CostRow> of) => of
            .Where(row => row.Currency == currency)
            .GroupBy(row => $"{title(row.Keys[0])}: {row.Keys[1] ?? "no service"}", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Costs[metric]), StringComparer.Ordinal);
    }

    /// <summary>The five largest, "All other", and a total that is their sum to the cent.</summary>
    internal TableBlock Table(Currency currency, CostMetric metric) => ChangeRows.Table(
        $"{metric}Cost, {currency}, {Days(Now)} against {Days(Before)}", "Team, service", "Cost", "Change", Drivers, Shown, currency);

    private static string Days(DayRange days)
    {
        string month = Figures.ShortMonth(days.Start), first = Figures.Number(days.Start.Day), last = Figures.Number(days.End.AddDays(-1).Day);
        return first == last ? $"{first} {month}" : $"{first} to {last} {month}";
    }
}
