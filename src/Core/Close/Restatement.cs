using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A part of a restatement that another month has charged to teams, and closed with.</summary>
/// <param name="In">The month whose statements and journal have it.</param>
/// <param name="Version">Version of that month's close.</param>
/// <param name="Before">Σ BilledCost when the part began, exact.</param>
/// <param name="Now">Σ BilledCost when it was charged, exact.</param>
/// <param name="Older">The load that counted when the part began; null when the source had none.</param>
/// <param name="Newer">The load that counted when it was charged; null when the source had none.</param>
public sealed record ChargedRestatement(BillingPeriod In, int Version, ExactSum Before, ExactSum Now, LoadId? Older, LoadId? Newer)
{
    /// <summary>What was charged.</summary>
    public ExactSum Amount => Now - Before;
}

/// <summary>
/// What a provider changed in a month after it was closed. The month stays as it was closed; the difference is charged in later months: what closed ones
/// have charged, and the rest in an open one.
/// </summary>
/// <param name="Period">The closed month.</param>
/// <param name="Source">Source that restated it.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="AtClose">Σ BilledCost in the pinned snapshot, exact.</param>
/// <param name="Now">Σ BilledCost in the current load, exact.</param>
/// <param name="Closed">The load that was closed; null when the source had none.</param>
/// <param name="Current">The load that replaced it; null when there is none any more.</param>
/// <param name="Proposed">The first open month after it: where a prior-period line of the rest is proposed.</param>
public sealed record Restatement(
    BillingPeriod Period, SourceKey Source, Currency Currency, ExactSum AtClose, ExactSum Now, LoadId? Closed, LoadId? Current, BillingPeriod Proposed)
{
    /// <summary>Parts that closed months have charged, in the order in which they came in.</summary>
    public IReadOnlyList<ChargedRestatement> Charged { get; init; } = [];

    /// <summary>Now − at the close, charged or not.</summary>
    public ExactSum Difference => Now - AtClose;

    /// <summary>What nobody has charged yet: the amount of the proposed prior-period line.</summary>
    public ExactSum Rest => Charged.Aggregate(Difference, (rest, part) => rest - part.Amount);

    /// <summary>True while something waits: an amount, or a load that came in since the last part was charged.</summary>
    public bool IsOpen => !Rest.IsZero || (Charged.Count == 0 ? Closed : Charged[^1].Newer) != Current;

    /// <summary>Every restatement of closed months, by month, source and currency.</summary>
    /// <param name="closed">Closed months with the snapshots they were closed with.</param>
    /// <param name="loads">All loads that count, replaced ones included.</param>
    public static IReadOnlyList<Restatement> Of(IReadOnlyList<(Closing Closing, Snapshot Snapshot)> closed, IReadOnlyList<Load> loads)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(loads);
        Closing[] closings = [.. closed.Select(each => each.Closing)];
        var months = closings.Select(each => each.Period).ToHashSet();
        var restated = new List<Restatement>();
        foreach ((Closing closing, Snapshot snapshot) in closed.OrderBy(each => each.Closing.Period))
        {
            BillingPeriod open = closing.Period.Next;
            while (months.Contains(open)) open = open.Next;
            (Closing By, ChargedSpan Span)[] charged = [.. ClosingCharges.Charged(closings, closing, open)];
            Load[] then = [.. snapshot.Loads.Where(load => load.Period == closing.Period)], all = [.. loads.Where(load => load.Period == closing.Period)];
            foreach (SourceKey source in then.Concat(all.Where(load => load.IsCurrent)).Select(load => load.Source).Distinct().Order())
                restated.AddRange(OfSource(closing, open, then.FirstOrDefault(load => load.Source == source), [.. all.Where(load => load.Source == source)], source, charged));
        }

        return restated;
    }

    /// <summary>The load that readers of a source's month saw at a moment, chosen as snapshots choose; null when there was none.</summary>
    /// <param name="loads">Loads of one source and month.</param>
    /// <param name="until">The moment, UTC.</param>
    public static Load? Newest(IEnumerable<Load> loads, DateTimeOffset until) => loads.Where(load => load.SealedAt <= until)
        .OrderByDescending(load => load.SealedAt).ThenByDescending(load => load.Id.Value, StringComparer.Ordinal).FirstOrDefault();

    private static IEnumerable<Restatement> OfSource(
        Closing closing, BillingPeriod open, Load? pinned, IReadOnlyList<Load> loads, SourceKey source, IReadOnlyList<(Closing By, ChargedSpan Span)> charged)
    {
        Load? current = loads.FirstOrDefault(load => load.IsCurrent);
        Load? At(DateTimeOffset moment) => moment <= closing.ChangedAt ? pinned : Newest(loads, moment);
        (Closing By, Load? Older, Load? Newer)[] parts = [.. charged.Select(each => (each.By, At(each.Span.From), At(each.Span.Until))).Where(part => part.Item2?.Id != part.Item3?.Id)];
        if (pinned?.Id == current?.Id && parts.Length == 0) return [];
        return ((Load?[])[pinned, current, .. parts.SelectMany(part => (Load?[])[part.Older, part.Newer])]).OfType<Load>().SelectMany(load => load.Totals).Select(total => total.Currency).Distinct().Order()
            .Select(currency => new Restatement(closing.Period, source, currency, Billed(pinned, currency), Billed(current, currency), pinned?.Id, current?.Id, open)
            {
                Charged = [.. parts.Select(part => new ChargedRestatement(part.By.Period, part.By.Version, Billed(part.Older, currency), Billed(part.Newer, currency), part.Older?.Id, part.Newer?.Id))],
            });
    }

    private static ExactSum Billed(Load? load, Currency currency) =>
        (load?.Totals ?? []).Where(total => total.Currency == currency).Aggregate(default(ExactSum), (sum, total) => sum + total.Stored.Billed);
}
