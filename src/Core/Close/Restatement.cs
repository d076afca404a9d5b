using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a provider changed in a month after it was closed. The month stays as it was closed; the difference is booked in an open one.</summary>
/// <param name="Period">The closed month.</param>
/// <param name="Source">Source that restated it.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="AtClose">Σ BilledCost in the pinned snapshot, exact.</param>
/// <param name="Now">Σ BilledCost in the current load, exact.</param>
/// <param name="Closed">The load that was closed; null when the source had none.</param>
/// <param name="Current">The load that replaced it; null when there is none any more.</param>
/// <param name="Proposed">The first open month after it: where a prior-period line is proposed.</param>
public sealed record Restatement(
    BillingPeriod Period, SourceKey Source, Currency Currency, ExactSum AtClose, ExactSum Now, LoadId? Closed, LoadId? Current, BillingPeriod Proposed)
{
    /// <summary>Now − at the close: the amount of the proposed prior-period line.</summary>
    public ExactSum Difference => Now - AtClose;

    /// <summary>Every restatement of closed months, by month, source and currency.</summary>
    /// <param name="closed">Closed months with the snapshots they were closed with.</param>
    /// <param name="current">Current loads that count.</param>
    public static IReadOnlyList<Restatement> Of(IReadOnlyList<(Closing Closing, Snapshot Snapshot)> closed, IReadOnlyList<Load> current)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(current);
        var months = closed.Select(each => each.Closing.Period).ToHashSet();
        var restated = new List<Restatement>();
        foreach ((Closing closing, Snapshot snapshot) in closed.OrderBy(each => each.Closing.Period))
        {
            BillingPeriod open = closing.Period.Next;
            while (months.Contains(open)) open = open.Next;
            Load[] then = [.. snapshot.Loads.Where(load => load.Period == closing.Period)], now = [.. current.Where(load => load.Period == closing.Period)];
            foreach (SourceKey source in then.Concat(now).Select(load => load.Source).Distinct().Order())
            {
                Load? before = then.FirstOrDefault(load => load.Source == source), after = now.FirstOrDefault(load => load.Source == source);
                if (before?.Id == after?.Id) continue;
                restated.AddRange((before?.Totals ?? []).Concat(after?.Totals ?? []).Select(total => total.Currency).Distinct().Order()
                    .Select(currency => new Restatement(closing.Period, source, currency, Billed(before, currency), Billed(after, currency), before?.Id, after?.Id, open)));
            }
        }

        return restated;
    }

    private static ExactSum Billed(Load? load, Currency currency) =>
        (load?.Totals ?? []).Where(total => total.Currency == currency).Aggregate(default(ExactSum), (sum, total) => sum + total.Stored.Billed);
}
