using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>Whether a month's figures can still move.</summary>
public enum PeriodState
{
    /// <summary>The provider may still change it: the figures are an estimate.</summary>
    Open,

    /// <summary>The month has ended, every source was read since, and every line carries an invoice: the provider has billed it.</summary>
    ProviderFinal,
}

/// <summary>How a billing month stands, per currency. Amounts are BilledCost of the loads that count, unrounded.</summary>
public sealed record PeriodStanding
{
    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Currency; never mixed.</summary>
    public required Currency Currency { get; init; }

    /// <summary>State, by the provider's signals and never by the date alone.</summary>
    public required PeriodState State { get; init; }

    /// <summary>Sources with a load of the month.</summary>
    public required int Sources { get; init; }

    /// <summary>Line items without an invoice id: the provider has not billed them yet.</summary>
    public required long LinesWithoutInvoice { get; init; }

    /// <summary>Versions kept of the source that was restated most.</summary>
    public required int Versions { get; init; }

    /// <summary>What the month comes to now.</summary>
    public required ExactSum Billed { get; init; }

    /// <summary>Now − as it first stood after the month's end; null while the month runs, or when no load was sealed after its end.</summary>
    public required ExactSum? ChangedAfterEnd { get; init; }

    /// <summary>Each month of the loads, oldest first.</summary>
    /// <param name="loads">All loads that count, replaced ones too.</param>
    /// <param name="linesWithoutInvoice">Line items without an invoice id of the current loads, by month and currency.</param>
    /// <param name="asOf">Now, UTC.</param>
    public static IReadOnlyList<PeriodStanding> Of(
        IReadOnlyList<Load> loads, IReadOnlyDictionary<(BillingPeriod Period, Currency Currency), long> linesWithoutInvoice, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(loads);
        ArgumentNullException.ThrowIfNull(linesWithoutInvoice);
        var standings = new List<PeriodStanding>();
        foreach (IGrouping<BillingPeriod, Load> month in loads.GroupBy(load => load.Period).OrderBy(group => group.Key))
        {
            Load[] current = [.. month.Where(load => load.IsCurrent)];
            Load[]? first = FirstAfterEnd(month);
            // What was read while the month ran says nothing of its end: only another reading does.
            bool hasEnded = month.Key.End <= asOf && current.All(load => load.SealedAt >= month.Key.End);
            foreach (Currency currency in current.SelectMany(load => load.Totals).Select(total => total.Currency).Distinct().Order())
            {
                long open = linesWithoutInvoice.GetValueOrDefault((month.Key, currency));
                standings.Add(new PeriodStanding
                {
                    Period = month.Key,
                    Currency = currency,
                    State = open == 0 && hasEnded ? PeriodState.ProviderFinal : PeriodState.Open,
                    Sources = current.Select(load => load.Source).Distinct().Count(),
                    LinesWithoutInvoice = open,
                    Versions = month.GroupBy(load => load.Source).Max(source => source.Count()),
                    Billed = Sum(current, currency),
                    ChangedAfterEnd = first is null ? null : Sum(current, currency) - Sum(first, currency),
                });
            }
        }

        return standings;
    }

    /// <summary>The moment at which a month first was complete after its end: when the last of its sources had delivered once; null while one has not.</summary>
    public static DateTimeOffset? FirstSealedAfterEnd(IEnumerable<Load> month) => FirstAfterEnd(month)?.Max(load => load.SealedAt);

    private static Load[]? FirstAfterEnd(IEnumerable<Load> month)
    {
        Load?[] first = [.. month.GroupBy(load => load.Source).Select(source => source.Where(load => load.SealedAt >= load.Period.End).MinBy(load => load.SealedAt))];
        return first.Length == 0 || first.Any(load => load is null) ? null : [.. first.OfType<Load>()];
    }

    private static ExactSum Sum(IEnumerable<Load> loads, Currency currency) =>
        loads.SelectMany(load => load.Totals).Where(total => total.Currency == currency).Aggregate(default(ExactSum), (sum, total) => sum + total.Stored.Billed);
}
