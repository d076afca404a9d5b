using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>Daily usage cost of one scope. A day on which none of its sources has any charge is missing, not zero.</summary>
internal sealed class CostSeries(AnomalyScope scope, DayRange days)
{
    private readonly decimal[] _cost = new decimal[days.Days];
    private readonly HashSet<string?> _sources = [];

    public AnomalyScope Scope { get; } = scope;

    public DayRange Days { get; } = days;

    public decimal On(DateOnly day) => Days.Contains(day) ? _cost[day.DayNumber - Days.Start.DayNumber] : 0m;

    /// <summary>The statistics' view: doubles, NaN for a missing day.</summary>
    public double[] Values(KnownDays known)
    {
        var values = new double[_cost.Length];
        for (int i = 0; i < values.Length; i++) values[i] = _cost[i] != 0m || known.Has(_sources, i) ? (double)_cost[i] : double.NaN;
        return values;
    }

    public void Add(string? source, int index, decimal cost)
    {
        _sources.Add(source);
        _cost[index] += cost;
    }
}

/// <summary>Which days each source has charges for.</summary>
internal sealed class KnownDays(int days)
{
    private readonly Dictionary<string, bool[]> _bySource = new(StringComparer.Ordinal);

    public void Add(string? source, int index)
    {
        string key = source ?? "";
        if (!_bySource.TryGetValue(key, out bool[]? known)) _bySource[key] = known = new bool[days];
        known[index] = true;
    }

    public bool Has(IEnumerable<string?> sources, int index) => sources.Any(source => _bySource[source ?? ""][index]);
}

/// <summary>All series of a snapshot: team × service × account, and each team as a whole.</summary>
internal sealed class CostSeriesSet
{
    /// <summary>Grouping of the question that fills it.</summary>
    public static readonly Dimension[] By =
        [new("team"), new("service"), new("subAccountId"), new("source"), new("day"), new("chargeCategory"), new("chargeClass")];

    private readonly Dictionary<AnomalyScope, CostSeries> _series = [];

    public CostSeriesSet(IEnumerable<CostRow> rows, CostMetric metric, DayRange days)
    {
        Known = new KnownDays(days.Days);
        foreach (CostRow row in rows)
        {
            DateOnly day = DateOnly.ParseExact(row.Keys[4] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (!days.Contains(day)) continue;
            int index = day.DayNumber - days.Start.DayNumber;
            Known.Add(row.Keys[3], index);

            // Purchases, taxes, credits and corrections come when they are invoiced; they say nothing about what runs today.
            if (row.Keys[5] != "Usage" || row.Keys[6] is not null) continue;
            string team = row.Keys[0] ?? TeamId.Unallocated.Value;
            Series(new AnomalyScope(team, row.Keys[1], row.Keys[2], row.Currency), days).Add(row.Keys[3], index, row.Costs[metric]);
            Series(new AnomalyScope(team, null, null, row.Currency, IsTeam: true), days).Add(row.Keys[3], index, row.Costs[metric]);
        }
    }

    public KnownDays Known { get; }

    public IEnumerable<CostSeries> All => _series.Values.OrderBy(series => series.Scope.Key, StringComparer.Ordinal);

    public CostSeries? Find(AnomalyScope scope) => _series.GetValueOrDefault(scope);

    private CostSeries Series(AnomalyScope scope, DayRange days)
    {
        if (!_series.TryGetValue(scope, out CostSeries? series)) _series[scope] = series = new CostSeries(scope, days);
        return series;
    }
}
