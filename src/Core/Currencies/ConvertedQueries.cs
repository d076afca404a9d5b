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
    public async Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        if (rates.Rates.Count == 0 || rows.All(row => row.Currency == target)) return rows;
        IReadOnlyList<CostRow> months = await queries.QueryAsync(snapshot, ConvertedRows.Ask(query), cancellationToken).ConfigureAwait(false);
        ILookup<bool, CostRow> known = months.ToLookup(row => rates.Find(RateKind.Actual, BillingPeriod.Parse(row.Keys[^1] ?? ""), row.Currency, target) is not null);
        return
        [
            .. ConvertedRows.Of([.. known[true]], target, rates).Rows,
            // Months of a currency without a rate are one group again, as they were asked for.
            .. known[false].GroupBy(row => row.Currency).OrderBy(group => group.Key).SelectMany(group => ConvertedRows.Of([.. group], group.Key, rates).Rows),
        ];
    }
}
