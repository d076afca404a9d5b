namespace CostGuard.Core.Benchmarks;

/// <summary>A planted anomaly: where the truth of the benchmark is known.</summary>
/// <param name="Kind">Spike, run, drift, drop or new resource.</param>
/// <param name="Start">First day, counted from the series' first day.</param>
/// <param name="Days">Days that it lasts.</param>
/// <param name="Factor">What it multiplies the day's cost with; a drift reaches it on its last day.</param>
public sealed record SpendEvent(string Kind, int Start, int Days, double Factor)
{
    /// <summary>The factor on a day of the series: 1 outside of the event.</summary>
    public double On(int day)
    {
        if (day < Start || day >= Start + Days) return 1;
        return Kind == "drift" ? 1 + ((Factor - 1) * (day - Start + 1) / Days) : Factor;
    }
}
