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

    /// <summary>The corrections that a month carries.</summary>
    /// <param name="configuration">Rules, and the closed months.</param>
    /// <param name="month">The month that carries them.</param>
    /// <param name="until">Moment up to which loads count, UTC: the month's own close, or now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<LateCorrection>> OfAsync(
        CostGuardConfiguration configuration, BillingPeriod month, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (BillingPeriod Month, DateTimeOffset Since)[] carried = [.. Carried(configuration.Closed, month)];
        if (carried.Length == 0) return [];
        IReadOnlySet<string> compared = configuration.CrossChecks;
        Load[] loads = [.. (await ledger.LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => !compared.Contains(load.Source.Value))];
        (BillingPeriod Month, DateTimeOffset Since)[] changed =
            [.. carried.Where(each => loads.Any(load => load.Period == each.Month && load.SealedAt > each.Since && load.SealedAt <= until))];
        var corrections = new List<LateCorrection>();
        foreach (var since in changed.GroupBy(each => each.Since))
        {
            Snapshot? before = await snapshots.BeforeAsync(configuration, since.Key, cancellationToken).ConfigureAwait(false);
            Snapshot? after = await snapshots.BeforeAsync(configuration, until, cancellationToken).ConfigureAwait(false);
            foreach ((BillingPeriod closed, _) in since)
            {
                IReadOnlyList<CostRow> then = await AskAsync(before, closed, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<CostRow> now = await AskAsync(after, closed, cancellationToken).ConfigureAwait(false);
                corrections.AddRange(Differences(closed, then, now));
            }
        }

        return [.. corrections.OrderBy(each => each.Month).ThenBy(each => each.Team, StringComparer.Ordinal).ThenBy(each => each.Currency)];
    }

    /// <summary>
    /// Closed months directly before a month, and since when their changes are its own: what changed before a later one of them was closed was charged there.
    /// </summary>
    public static IEnumerable<(BillingPeriod Month, DateTimeOffset Since)> Carried(IReadOnlyList<Closing> closed, BillingPeriod month)
    {
        ArgumentNullException.ThrowIfNull(closed);
        DateTimeOffset since = DateTimeOffset.MinValue;
        for (BillingPeriod before = month.Previous; closed.FirstOrDefault(closing => closing.Period == before) is { } closing; before = before.Previous)
        {
            if (closing.ChangedAt > since) since = closing.ChangedAt;
            yield return (before, since);
        }
    }

    private async Task<IReadOnlyList<CostRow>> AskAsync(Snapshot? snapshot, BillingPeriod month, CancellationToken cancellationToken) =>
        snapshot is null ? [] : await costs.QueryAsync(snapshot, new CostQuery(DayRange.Of(month), By, []), cancellationToken).ConfigureAwait(false);

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
