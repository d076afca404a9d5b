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
    public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => QueryAsync(snapshot, query, [], cancellationToken);

    /// <summary>
    /// Two windows to be compared: a currency is converted in both of them or in neither, since a rate that is missing in one would look like cost that came or went.
    /// </summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="before">The earlier window.</param>
    /// <param name="after">The later window.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<CostRow> Before, IReadOnlyList<CostRow> After)> CompareAsync(Snapshot snapshot, CostQuery before, CostQuery after, CancellationToken cancellationToken)
    {
        var apart = new HashSet<Currency>();
        IReadOnlyList<CostRow> then = await QueryAsync(snapshot, before, apart, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CostRow> now = await QueryAsync(snapshot, after, apart, cancellationToken).ConfigureAwait(false);
        apart = [.. then.Concat(now).Select(row => row.Currency).Where(currency => currency != target)];
        if (apart.Count == 0 || rates.Rates.Count == 0) return (then, now);
        return (await QueryAsync(snapshot, before, apart, cancellationToken).ConfigureAwait(false), await QueryAsync(snapshot, after, apart, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, HashSet<Currency> apart, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        if (rates.Rates.Count == 0 || rows.All(row => row.Currency == target)) return rows;
        IReadOnlyList<CostRow> months = await queries.QueryAsync(snapshot, ConvertedRows.Ask(query), cancellationToken).ConfigureAwait(false);
        ILookup<bool, CostRow> known = months.ToLookup(row => !apart.Contains(row.Currency) && rates.Find(RateKind.Actual, BillingPeriod.Parse(row.Keys[^1] ?? ""), row.Currency, target) is not null);
        return
        [
            .. ConvertedRows.Of([.. known[true]], target, rates).Rows,
            // Months of a currency without a rate are one group again, as they were asked for.
            .. known[false].GroupBy(row => row.Currency).OrderBy(group => group.Key).SelectMany(group => ConvertedRows.Of([.. group], group.Key, rates).Rows),
        ];
    }
}
