using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts.Completeness;

/// <summary>
/// Learns from stored loads how soon each source is complete (domain D.3): the roll-ups of loads that were replaced since say what was known a day,
/// two days … after a day. Loads that were pruned cannot tell; then the provider's usual delay holds.
/// </summary>
/// <param name="queries">Reads roll-ups.</param>
/// <param name="ledger">Lists earlier loads.</param>
/// <param name="connections">Which provider a source is of.</param>
public sealed class LoadCompleteness(ICostQueries queries, ILedger ledger, Func<IReadOnlyList<Connection>> connections) : ICompleteness
{
    private const int ClosedDays = 60;
    private const int LoadsAtOnce = 64;

    private static readonly Dimension[] By = [new("source"), new("day")];
    private static readonly CostFilter Usage = new(new Dimension("chargeCategory"), ["Usage"]);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceState>> ReadAsync(Snapshot snapshot, CostMetric metric, CancellationToken cancellationToken)
    {
        if (snapshot.Loads.Count == 0) return [];
        BillingPeriod newest = snapshot.Loads.Max(load => load.Period);
        IReadOnlyList<Load> all = await ledger.LoadsAsync(currentOnly: false, cancellationToken).ConfigureAwait(false);
        var states = new List<SourceState>();
        foreach (IGrouping<SourceKey, Load> loads in snapshot.Loads.GroupBy(load => load.Source).OrderBy(group => group.Key))
        {
            // As for "data through": a source that ended months ago holds nothing back.
            if (newest.MonthsSince(loads.Max(load => load.Period)) > 1 || loads.Max(load => load.DataThrough) is not { } through) continue;
            DateOnly read = SealedOn(loads.MaxBy(load => load.SealedAt)!);
            int usual = UsualDays(connections().FirstOrDefault(each => each.Name == loads.Key.Value)?.Provider);
            CompletenessCurve curve = read.DayNumber - through.DayNumber >= CompletenessCurve.DaysMax
                ? CompletenessCurve.Default(usual)
                : CompletenessCurve.Learn(await ReadingsAsync([.. loads], [.. all.Where(load => load.Source == loads.Key)], metric, cancellationToken).ConfigureAwait(false), usual);
            states.Add(new SourceState(loads.Key, read, through, curve));
        }

        return states;
    }

    /// <summary>Days after which a provider's export usually is complete; files by hand are what they are.</summary>
    public static int UsualDays(string? provider) => provider switch
    {
        "aws" or "gcp" => 2,
        "azure" => 3,
        _ => 0,
    };

    private async Task<IReadOnlyList<EarlyReading>> ReadingsAsync(Load[] current, Load[] all, CostMetric metric, CancellationToken cancellationToken)
    {
        var now = current.ToDictionary(load => load.Period);
        DateOnly closedEnd = SealedOn(current.MaxBy(load => load.SealedAt)!).AddDays(1 - CompletenessCurve.DaysMax);
        var closed = new DayRange(closedEnd.AddDays(-ClosedDays), closedEnd);
        // Of several loads of a day the newest says what was known at its end.
        Load[] earlier = [.. all
            .Where(load => now.TryGetValue(load.Period, out Load? final) && load.SealedAt < final.SealedAt && IsNear(load, closed))
            .GroupBy(load => (load.Period, SealedOn(load))).Select(same => same.MaxBy(load => load.SealedAt)!)];
        if (earlier.Length == 0) return [];
        HashSet<BillingPeriod> months = [.. earlier.Select(load => load.Period)];
        Dictionary<(int, Currency, DateOnly), decimal> costs = await CostsAsync([.. earlier, .. current.Where(load => months.Contains(load.Period))], closed, metric, cancellationToken).ConfigureAwait(false);
        Load[] finals = [.. current.Where(load => months.Contains(load.Period))];
        var readings = new List<EarlyReading>();
        for (int f = 0; f < finals.Length; f++)
        {
            foreach (((int _, Currency currency, DateOnly day), decimal final) in costs.Where(cost => cost.Key.Item1 == earlier.Length + f))
            {
                // A month that is read no more has no later word on its last days.
                if (SealedOn(finals[f]).DayNumber - day.DayNumber < CompletenessCurve.DaysMax) continue;
                for (int i = 0; i < earlier.Length; i++)
                {
                    int after = SealedOn(earlier[i]).DayNumber - day.DayNumber;
                    if (earlier[i].Period == finals[f].Period && after is >= 0 and < CompletenessCurve.DaysMax)
                        readings.Add(new EarlyReading(after, costs.GetValueOrDefault((i, currency, day)), final));
                }
            }
        }

        return readings;
    }

    // The roll-ups of one source and month differ by their load alone, so that each is asked under a name of its own.
    private async Task<Dictionary<(int Load, Currency, DateOnly), decimal>> CostsAsync(Load[] loads, DayRange days, CostMetric metric, CancellationToken cancellationToken)
    {
        var costs = new Dictionary<(int, Currency, DateOnly), decimal>();
        foreach ((int Index, Load Load)[] chunk in loads.Index().Chunk(LoadsAtOnce))
        {
            var snapshot = new Snapshot(
                new SnapshotId("000000000000"), [.. chunk.Select(each => each.Load with { Source = new SourceKey(string.Create(CultureInfo.InvariantCulture, $"load{each.Index}")) })], "", null);
            foreach (CostRow row in await queries.QueryAsync(snapshot, new CostQuery(days, By, [Usage], ByBillingPeriod: false), cancellationToken).ConfigureAwait(false))
            {
                int load = int.Parse(row.Keys[0]![4..], CultureInfo.InvariantCulture);
                costs[(load, row.Currency, DateOnly.ParseExact(row.Keys[1]!, "yyyy-MM-dd", CultureInfo.InvariantCulture))] = row.Costs[metric];
            }
        }

        return costs;
    }

    private static bool IsNear(Load load, DayRange closed) =>
        SealedOn(load) >= closed.Start && SealedOn(load) < closed.End.AddDays(CompletenessCurve.DaysMax)
        && load.Period.FirstDay < closed.End && SealedOn(load).DayNumber - load.Period.LastDay.DayNumber < CompletenessCurve.DaysMax;

    private static DateOnly SealedOn(Load load) => DateOnly.FromDateTime(load.SealedAt.UtcDateTime);
}
