using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>An invoice of a closed month whose lines changed after the close.</summary>
/// <param name="Month">The closed month.</param>
/// <param name="Number">FOCUS InvoiceId; null for lines that name none.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Billed">Σ BilledCost now − then, exact.</param>
public sealed record LateInvoice(BillingPeriod Month, string? Number, Currency Currency, decimal Billed);

/// <summary>Reads which invoices the changes of closed months stand on: a provider often bills a correction on an invoice of its own.</summary>
public sealed class LateInvoices(ISnapshotStore snapshots, ICostQueries costs)
{
    private static readonly Dimension[] By = [new("invoiceId")];

    /// <summary>The invoices of what a month charges late, by month, number and currency; those that did not change are left out.</summary>
    /// <param name="configuration">The closed months.</param>
    /// <param name="charges">What the month charges.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<LateInvoice>> OfAsync(CostGuardConfiguration configuration, ClosingCharges charges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(charges);
        var changed = charges.Corrections.Where(each => !each.Settles).Select(each => each.Month).ToHashSet();
        var sums = new Dictionary<(BillingPeriod Month, string? Number, Currency Currency), decimal>();
        foreach (ChargedSpan span in charges.Spans.Where(span => changed.Contains(span.Month)))
        {
            await AddAsync(span.From, span, -1).ConfigureAwait(false);
            await AddAsync(span.Until, span, 1).ConfigureAwait(false);
        }

        return [.. sums.Where(each => each.Value != 0m).OrderBy(each => each.Key.Month).ThenBy(each => each.Key.Number, StringComparer.Ordinal).ThenBy(each => each.Key.Currency)
            .Select(each => new LateInvoice(each.Key.Month, each.Key.Number, each.Key.Currency, each.Value))];

        async Task AddAsync(DateTimeOffset moment, ChargedSpan span, int sign)
        {
            if (await snapshots.BeforeAsync(configuration, moment, cancellationToken).ConfigureAwait(false) is not { } then) return;
            foreach (CostRow row in await costs.QueryAsync(then, new CostQuery(DayRange.Of(span.Month), By, []), cancellationToken).ConfigureAwait(false))
            {
                var key = (span.Month, string.IsNullOrEmpty(row.Keys[0]) ? null : row.Keys[0], row.Currency);
                sums[key] = sums.GetValueOrDefault(key) + (sign * row.Costs.Billed);
            }
        }
    }
}
