using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>
/// What providers changed in closed months, by team: charged in the first month after them that was open then, once. Both states are divided by today's
/// rules, so that only what the provider changed is a correction.
/// </summary>
public sealed class LateCorrections(ISnapshotStore snapshots, ICostQueries costs, ILedger ledger)
{
    private static readonly Dimension[] By = [new("team")];

    /// <summary>The corrections that a month carries: of a closed one those that it was closed with.</summary>
    /// <param name="configuration">Rules, and the closed months.</param>
    /// <param name="month">The month that carries them.</param>
    /// <param name="until">Moment up to which loads count, UTC: the month's own close, or now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<LateCorrection>> OfAsync(
        CostGuardConfiguration configuration, BillingPeriod month, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return (configuration.Closed.FirstOrDefault(closing => closing.Period == month)?.Charges
            ?? await ChargesAsync(configuration, month, until, cancellationToken).ConfigureAwait(false)).Corrections;
    }

    /// <summary>What a month charges when it is closed at a moment.</summary>
    public async Task<ClosingCharges> ChargesAsync(CostGuardConfiguration configuration, BillingPeriod month, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Closing[] carried = [.. Carried(configuration.Closed, month)];
        LateCorrection[] settling =
            [.. carried.Select(closing => closing.Period).Append(month).SelectMany(about => ClosingCharges.Settling(configuration.Closed, about, month))];
        ChargedSpan[] spans = [.. carried.SelectMany(closing => ClosingCharges.Open(configuration.Closed, closing, month, until))];
        LateCorrection[] changes = spans.Length == 0 ? [] : await ChangesAsync(configuration, spans, null, cancellationToken).ConfigureAwait(false);
        return new ClosingCharges(
            spans,
            [.. changes.Concat(settling).OrderBy(each => each.Month).ThenBy(each => each.Settles).ThenBy(each => each.Team, StringComparer.Ordinal).ThenBy(each => each.Currency)]);
    }

    /// <summary>What a source changed in a closed month and nobody has charged yet, by team, also where it adds up to nothing.</summary>
    /// <param name="configuration">Rules, and the closed months.</param>
    /// <param name="month">The closed month.</param>
    /// <param name="carrier">The open month that is to charge it.</param>
    /// <param name="source">The source.</param>
    /// <param name="until">Moment up to which loads count, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<LateCorrection>> OfSourceAsync(
        CostGuardConfiguration configuration, BillingPeriod month, BillingPeriod carrier, SourceKey source, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ChargedSpan[] spans = [.. configuration.Closed.Where(closing => closing.Period == month).SelectMany(closing => ClosingCharges.Open(configuration.Closed, closing, carrier, until))];
        return spans.Length == 0 ? [] : await ChangesAsync(configuration, spans, source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closed months directly before a month, the latest first: their changes are its own, unless another one charged them.</summary>
    public static IEnumerable<Closing> Carried(IReadOnlyList<Closing> closed, BillingPeriod month)
    {
        ArgumentNullException.ThrowIfNull(closed);
        for (BillingPeriod before = month.Previous; closed.FirstOrDefault(closing => closing.Period == before) is { } closing; before = before.Previous) yield return closing;
    }

    private async Task<LateCorrection[]> ChangesAsync(CostGuardConfiguration configuration, ChargedSpan[] spans, SourceKey? source, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> compared = configuration.CrossChecks;
        Load[] loads = [.. (await ledger.LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => !compared.Contains(load.Source.Value))];
        ChargedSpan[] changed = [.. spans.Where(span => loads.Any(load => load.Period == span.Month && load.SealedAt > span.From && load.SealedAt <= span.Until))];
        var corrections = new List<LateCorrection>();
        foreach (var span in changed.GroupBy(each => (each.From, each.Until)))
        {
            Snapshot? before = await snapshots.BeforeAsync(configuration, span.Key.From, cancellationToken).ConfigureAwait(false);
            Snapshot? after = await snapshots.BeforeAsync(configuration, span.Key.Until, cancellationToken).ConfigureAwait(false);
            foreach ((BillingPeriod closed, _, _) in span)
            {
                IReadOnlyList<CostRow> then = await AskAsync(before, closed, source, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<CostRow> now = await AskAsync(after, closed, source, cancellationToken).ConfigureAwait(false);
                corrections.AddRange(Differences(closed, then, now));
            }
        }

        // Several spans of one month are one line.
        return [.. corrections.GroupBy(each => (each.Month, each.Team, each.Currency))
            .Select(group => new LateCorrection(group.Key.Month, group.Key.Team, group.Key.Currency, group.Sum(each => each.Billed), group.Sum(each => each.Effective)))];
    }

    private async Task<IReadOnlyList<CostRow>> AskAsync(Snapshot? snapshot, BillingPeriod month, SourceKey? source, CancellationToken cancellationToken) =>
        snapshot is null ? [] : await costs.QueryAsync(
            snapshot, new CostQuery(DayRange.Of(month), By, source is { } only ? [new CostFilter(new Dimension("source"), [only.Value])] : []), cancellationToken).ConfigureAwait(false);

    /// <summary>Now − then, by team and currency; what did not change is left out.</summary>
    public static IEnumerable<LateCorrection> Differences(BillingPeriod month, IReadOnlyList<CostRow> then, IReadOnlyList<CostRow> now)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        var before = then.ToDictionary(row => (Team: row.Keys[0] ?? TeamId.Unallocated.Value, row.Currency), row => row.Costs);
        var after = now.ToDictionary(row => (Team: row.Keys[0] ?? TeamId.Unallocated.Value, row.Currency), row => row.Costs);
        foreach ((string Team, Currency Currency) key in before.Keys.Union(after.Keys))
        {
            decimal billed = after.GetValueOrDefault(key).Billed - before.GetValueOrDefault(key).Billed, effective = after.GetValueOrDefault(key).Effective - before.GetValueOrDefault(key).Effective;
            if (billed != 0m || effective != 0m) yield return new LateCorrection(month, key.Team, key.Currency, billed, effective);
        }
    }
}
