using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Finds what providers changed in the closed months before a month. Asked up to a moment, which is the close of a closed month: its workbook is made
/// again with the same list, whatever is loaded later.
/// </summary>
public sealed class RestatedBuilder(LateCorrections corrections, ILedger ledger)
{
    /// <summary>The part of one month's workbook.</summary>
    public async Task<RestatedPart> BuildAsync(CostGuardConfiguration configuration, BillingPeriod period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Closing? closed = configuration.Closed.FirstOrDefault(closing => closing.Period == period);
        DateTimeOffset until = closed?.ChangedAt ?? asOf;
        Closing[] carried = closed?.Charges is null ? [.. LateCorrections.Carried(configuration.Closed, period)] : [];
        // Of a closed month those that it charged; of an open one those that nobody has charged yet, after those that somebody has.
        IReadOnlyList<ChargedSpan> spans = closed?.Charges?.Spans ?? [.. carried.SelectMany(each => ClosingCharges.Open(configuration.Closed, each, period, until))];
        (Closing By, ChargedSpan Span)[] charged = closed is null ? [.. carried.SelectMany(each => ClosingCharges.Charged(configuration.Closed, each, period))] : [];
        if (spans.Count + charged.Length == 0) return RestatedPart.None;
        IReadOnlyList<LateCorrection> teams = await corrections.OfAsync(configuration, period, until, cancellationToken).ConfigureAwait(false);
        Load[] loads = [.. (await ledger.LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => !configuration.CrossChecks.Contains(load.Source.Value))];
        var labels = new TeamLabels(configuration.Teams);
        return new RestatedPart(
            [
                .. charged.OrderBy(each => each.Span.Month).ThenBy(each => each.Span.From).SelectMany(each => Changed(loads, [(each.Span.Month, each.Span.From)], each.Span.Until)
                    .Select(load => load with { ChargedIn = each.By.Period, Version = each.By.Version })),
                .. spans.OrderBy(span => span.Month).SelectMany(span => Changed(loads, [(span.Month, span.From)], span.Until)).Select(load => load with { Version = closed?.Version }),
            ],
            // What only moves from one month's statements to another's was changed by no provider.
            [.. teams.Where(each => !each.Settles).Select(each => new RestatedTeam(each.Month, labels.Of(each.Team), each.Currency, each.Billed, each.Effective))]);
    }

    /// <summary>Loads that replaced others between two moments, where billed cost differs.</summary>
    /// <param name="all">Every load that counts, replaced ones included.</param>
    /// <param name="carried">Closed months, and since when their changes belong to the report month.</param>
    /// <param name="until">Up to when.</param>
    internal static IReadOnlyList<RestatedLoad> Changed(IReadOnlyList<Load> all, IEnumerable<(BillingPeriod Month, DateTimeOffset Since)> carried, DateTimeOffset until)
    {
        var changed = new List<RestatedLoad>();
        foreach ((BillingPeriod month, DateTimeOffset since) in carried.OrderBy(each => each.Month))
        {
            foreach (IGrouping<SourceKey, Load> source in all.Where(load => load.Period == month).GroupBy(load => load.Source).OrderBy(group => group.Key))
            {
                Load? before = Restatement.Newest(source, since), after = Restatement.Newest(source, until);
                if (before?.Id == after?.Id) continue;
                changed.AddRange(Totals(before).Concat(Totals(after)).Select(total => total.Currency).Distinct().Order()
                    .Select(currency => new RestatedLoad(month, source.Key.Value, currency, Billed(before, currency), Billed(after, currency), before?.Id.Value, after?.Id.Value, after?.SealedAt)));
            }
        }

        return changed;
    }

    private static IReadOnlyList<ControlTotal> Totals(Load? load) => load?.Totals ?? [];

    private static decimal Billed(Load? load, Currency currency) =>
        Totals(load).Where(total => total.Currency == currency).Aggregate(default(ExactSum), (sum, total) => sum + total.Stored.Billed).ToDecimal();
}
