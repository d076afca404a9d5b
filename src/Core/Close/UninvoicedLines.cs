using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Line items that carry no invoice yet: what keeps a month from being final at its provider.</summary>
public sealed class UninvoicedLines(ICostQueries costs)
{
    /// <summary>How many there are, by billing month and currency; what has none is left out.</summary>
    /// <param name="snapshot">The loads that count.</param>
    /// <param name="range">Whole months; every day for all of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<(BillingPeriod Period, Currency Currency), long>> ByMonthAsync(Snapshot snapshot, DayRange range, CancellationToken cancellationToken) =>
        ByMonth(await AskAsync(snapshot, range, cancellationToken).ConfigureAwait(false));

    /// <summary>The same by source.</summary>
    /// <param name="snapshot">The loads that count.</param>
    /// <param name="range">Whole months.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<(BillingPeriod Period, Currency Currency), long>>> BySourceAsync(
        Snapshot snapshot, DayRange range, CancellationToken cancellationToken) =>
        (await AskAsync(snapshot, range, cancellationToken).ConfigureAwait(false)).GroupBy(row => row.Keys[1] ?? "", StringComparer.Ordinal)
            .ToDictionary(source => source.Key, ByMonth, StringComparer.Ordinal);

    private static IReadOnlyDictionary<(BillingPeriod Period, Currency Currency), long> ByMonth(IEnumerable<CostRow> rows) =>
        rows.GroupBy(row => (BillingPeriod.Parse(row.Keys[0]![..7]), row.Currency)).ToDictionary(group => group.Key, group => group.Sum(row => row.Rows));

    private async Task<IReadOnlyList<CostRow>> AskAsync(Snapshot snapshot, DayRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        // The question reads every line of its months.
        if (snapshot.Loads.Count == 0) return [];
        var query = new CostQuery(range, [new Dimension("month"), new Dimension("source")], [new CostFilter(new Dimension("invoiceId"), [null])]);
        return [.. (await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false)).Where(row => row.Keys[0] is not null)];
    }
}
