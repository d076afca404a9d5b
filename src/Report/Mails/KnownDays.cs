using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>
/// The days that earlier loads had. A load that ended within its month knows nothing of the days after it: their cost has arrived since, and is
/// not restated. Each source and month is cut at that load's own last day.
/// </summary>
internal sealed class KnownDays
{
    private static readonly Dimension[] Days = [new("source"), new("day")];

    private readonly Dictionary<(string Source, BillingPeriod Month), DateOnly> _last;
    private readonly ILookup<BillingPeriod, Load> _loads;

    /// <summary>The days of the loads of an earlier moment.</summary>
    /// <param name="earlier">The loads.</param>
    /// <param name="until">First day that nobody asks for: loads that reach it need no cut.</param>
    public KnownDays(IReadOnlyList<Load> earlier, DateOnly until)
    {
        _loads = earlier.ToLookup(load => load.Period);
        _last = earlier.Where(load => load.DataThrough is { } day && day < load.Period.LastDay && day.AddDays(1) < until && load.Period.FirstDay < until)
            .ToDictionary(load => (load.Source.Value, load.Period), load => load.DataThrough!.Value);
    }

    /// <summary>The question with source and day added, where something is to be cut.</summary>
    public IReadOnlyList<Dimension> Ask(IReadOnlyList<Dimension> by) => _last.Count == 0 ? by : [.. by, .. Days];

    /// <summary>The answer's rows without the days that were not known; their first key is the billing month.</summary>
    public IEnumerable<CostRow> Of(IReadOnlyList<CostRow> rows) => _last.Count == 0 ? rows : rows.Where(IsKnown);

    /// <summary>True when no load had the whole month.</summary>
    public bool IsCut(BillingPeriod month) => _loads[month].Any() && _loads[month].All(load => _last.ContainsKey((load.Source.Value, month)));

    /// <summary>The days of a month that some load had.</summary>
    public DayRange In(BillingPeriod month)
    {
        DayRange whole = DayRange.Of(month);
        return IsCut(month) ? new DayRange(whole.Start, _loads[month].Max(load => _last[(load.Source.Value, month)]).AddDays(1)) : whole;
    }

    private bool IsKnown(CostRow row) =>
        row.Keys[0] is not { } month || row.Keys[^2] is not { } source || row.Keys[^1] is not { } day
        || !_last.TryGetValue((source, BillingPeriod.Parse(month[..7])), out DateOnly last)
        || DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) <= last;
}
