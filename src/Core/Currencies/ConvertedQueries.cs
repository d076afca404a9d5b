using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Currencies;

/// <summary>
/// Answers about cost in one currency as far as there are rates, each month at its own rate of actual cost. What has no rate stays in its own currency:
/// no answer is not zero. Amounts are exact products; they are not rounded.
/// </summary>
/// <param name="queries">The answers in the bills' own currencies.</param>
/// <param name="rates">The rates.</param>
/// <param name="target">The currency.</param>
public sealed class ConvertedQueries(ICostQueries queries, RateBook rates, Currency target) : ICostQueries
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) =>
        Convert(await AskAsync(snapshot, query, cancellationToken).ConfigureAwait(false), []);

    /// <summary>
    /// Two windows to be compared: a currency is converted in both of them or in neither, since a rate that is missing in one would look like cost that came or went.
    /// </summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="before">The earlier window.</param>
    /// <param name="after">The later window.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<CostRow> Before, IReadOnlyList<CostRow> After)> CompareAsync(Snapshot snapshot, CostQuery before, CostQuery after, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> then = await AskAsync(snapshot, before, cancellationToken).ConfigureAwait(false), now = await AskAsync(snapshot, after, cancellationToken).ConfigureAwait(false);
        HashSet<Currency> apart = rates.Rates.Count == 0 ? [] : [.. then.Concat(now).Where(row => !HasRate(row)).Select(row => row.Currency)];
        return (Convert(then, apart), Convert(now, apart));
    }

    // One question, by month, so that every group has one rate: it is the answer to the plain question as well.
    private Task<IReadOnlyList<CostRow>> AskAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) =>
        queries.QueryAsync(snapshot, rates.Rates.Count == 0 ? query : ConvertedRows.Ask(query), cancellationToken);

    private IReadOnlyList<CostRow> Convert(IReadOnlyList<CostRow> months, HashSet<Currency> apart)
    {
        if (rates.Rates.Count == 0) return months;
        ILookup<bool, CostRow> known = months.ToLookup(row => !apart.Contains(row.Currency) && HasRate(row));
        return
        [
            .. ConvertedRows.Of([.. known[true]], target, rates).Rows,
            // Months of a currency without a rate are one group again, as they were asked for.
            .. known[false].GroupBy(row => row.Currency).OrderBy(group => group.Key).SelectMany(group => ConvertedRows.Of([.. group], group.Key, rates).Rows),
        ];
    }

    private bool HasRate(CostRow month) => rates.Find(RateKind.Actual, BillingPeriod.Parse(month.Keys[^1] ?? ""), month.Currency, target) is not null;
}
