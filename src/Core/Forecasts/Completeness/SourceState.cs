using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts.Completeness;

/// <summary>How far a source may be believed.</summary>
/// <param name="Source">The source.</param>
/// <param name="ReadOn">UTC day on which its newest load was sealed.</param>
/// <param name="DataThrough">Its last day with usage.</param>
/// <param name="Curve">How soon it tells what a day cost.</param>
public sealed record SourceState(SourceKey Source, DateOnly ReadOn, DateOnly DataThrough, CompletenessCurve Curve)
{
    /// <summary>The last day that is complete; a source that was read long after its last day ends there.</summary>
    public DateOnly CompleteThrough
    {
        get
        {
            DateOnly day = DataThrough;
            while (!Curve.IsComplete(DaysAfter(day))) day = day.AddDays(-1);
            return day;
        }
    }

    /// <summary>Days from the day to the newest reading.</summary>
    public int DaysAfter(DateOnly day) => ReadOn.DayNumber - day.DayNumber;

    /// <summary>The estimate of a day from what is known; null when it is not known or too little of it is.</summary>
    public decimal? Nowcast(DateOnly day, decimal known) => day > DataThrough ? null : Curve.Nowcast(known, DaysAfter(day));
}

/// <summary>Tells which days of a snapshot's sources are complete.</summary>
public interface ICompleteness
{
    /// <summary>The sources that still send data, in order of their names.</summary>
    Task<IReadOnlyList<SourceState>> ReadAsync(Ports.Snapshot snapshot, Focus.CostMetric metric, CancellationToken cancellationToken);
}
