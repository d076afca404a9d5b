using CostGuard.Core.Forecasts.Methods;

namespace CostGuard.Core.Forecasts;

/// <summary>For each day the median of several methods; the mean of the last 56 days where more than a fifth of them cost nothing (domain D.2.6).</summary>
public sealed class Ensemble : IForecastMethod
{
    private readonly IForecastMethod[] _members;

    private Ensemble(params IForecastMethod[] members) => _members = members;

    /// <summary>Four methods that err in different ways.</summary>
    public static Ensemble Full { get; } = new(new Profile(), new WeekdayMean(), new HoltWinters(), new Theta());

    /// <summary>Without slopes, for fewer than 28 days (domain D.6).</summary>
    public static Ensemble WithoutTrend { get; } = new(new Profile(slopes: false), new WeekdayMean(), new RecentMean(28));

    private static readonly RecentMean Sparse = new(56);

    /// <inheritdoc/>
    public string Key => "ensemble";

    /// <inheritdoc/>
    public void Continue(DailyHistory history, Span<double> path)
    {
        if (Robust.IsSparse(history))
        {
            Sparse.Continue(history, path);
            return;
        }

        double[][] paths = new double[_members.Length][];
        for (int i = 0; i < paths.Length; i++) _members[i].Continue(history, paths[i] = new double[path.Length]);
        Span<double> day = stackalloc double[paths.Length];
        for (int h = 0; h < path.Length; h++)
        {
            for (int i = 0; i < paths.Length; i++) day[i] = paths[i][h];
            path[h] = Robust.MedianOfFew(day);
        }
    }
}
