namespace CostGuard.Core.Anomalies;

/// <summary>How a series behaves, which decides how its days are judged.</summary>
public enum SeriesKind
{
    /// <summary>Too short or too small to judge.</summary>
    Unjudged,

    /// <summary>A level with little noise around it: judged by the distance to the median of two weeks.</summary>
    Steady,

    /// <summary>Large swings that last for days: judged by ratios, with the carry-over from day to day taken out.</summary>
    Noisy,

    /// <summary>Many days without any cost: the days with cost are judged among each other.</summary>
    Sparse,

    /// <summary>At or below zero, as credits are: judged in amounts.</summary>
    BelowZero,
}

/// <summary>What the detector thinks of one day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Actual">Cost; NaN where the source has no data for the day.</param>
/// <param name="Expected">The usual cost of such a day, fee included.</param>
/// <param name="Low">Lower end of what would not be noticed.</param>
/// <param name="High">Upper end of what would not be noticed.</param>
/// <param name="Score">Distance to the expected cost in robust standard deviations.</param>
/// <param name="Limit">The score from which the day is unusual.</param>
/// <param name="Kind">How the series was judged on that day.</param>
public sealed record JudgedDay(DateOnly Day, double Actual, double Expected, double Low, double High, double Score, double Limit, SeriesKind Kind)
{
    /// <summary>+1 unusually high, −1 unusually low, 0 usual.</summary>
    public int Sign { get; init; }

    /// <summary>The day whose data made it plain: the day itself, or a later one where a run had to be seen first.</summary>
    public DateOnly KnownOn { get; init; } = Day;

    /// <summary>True on the day on which seven unusual days in a row became the new level.</summary>
    public bool IsNewLevel { get; init; }

    /// <summary>The part of <see cref="Expected"/> that is a calendar fee.</summary>
    public double Fee { get; init; }

    /// <summary>Actual − expected.</summary>
    public double Impact => Actual - Expected;
}
