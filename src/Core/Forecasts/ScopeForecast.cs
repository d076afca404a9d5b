using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>How much a forecast may be trusted, by how many complete days it knows (domain D.6).</summary>
public enum ForecastConfidence
{
    /// <summary>Under 7 days: no forecast of its own. Beside others, a mean of its days, so that parts add up.</summary>
    None,

    /// <summary>Under 28 days: a mean, or a median of methods without trend.</summary>
    Low,

    /// <summary>Under 42 days.</summary>
    Medium,

    /// <summary>42 days and more.</summary>
    Full,

    /// <summary>Not learnt: people said so.</summary>
    Planned,
}

/// <summary>What is expected of a month. Amounts in the report's currency and metric; expected amounts are in whole minor units.</summary>
/// <param name="Month">The month.</param>
/// <param name="Actual">Cost of its complete days, exact, credits and corrections included.</param>
/// <param name="Forecast">Expected cost of the whole month; null when there is too little data, and for a month that is over.</param>
/// <param name="Inner">80 % interval; null without forecast.</param>
/// <param name="Outer">95 % interval; null without forecast.</param>
public sealed record MonthForecast(BillingPeriod Month, decimal Actual, decimal? Forecast, ForecastInterval? Inner, ForecastInterval? Outer)
{
    /// <summary>
    /// What the scope's own history alone says, before parts were fitted to the total (domain D.2): a team's budget is held against this one.
    /// Null without forecast.
    /// </summary>
    public decimal? Own { get; init; }

    /// <summary>The same with an amount that is certain: forecast and intervals move by it.</summary>
    internal MonthForecast Moved(decimal amount) => this with { Forecast = Forecast + amount, Own = Own + amount, Inner = Inner?.Moved(amount), Outer = Outer?.Moved(amount) };
}

/// <summary>An interval around the forecast of a month.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="IsCovered">False when there were too few past errors to claim the level.</param>
public sealed record ForecastInterval(decimal Low, decimal High, bool IsCovered)
{
    /// <summary>The same, moved.</summary>
    internal ForecastInterval Moved(decimal amount) => this with { Low = Low + amount, High = High + amount };
}

/// <summary>How far this series' forecasts of month ends were off, on the months that are over.</summary>
/// <param name="Day10">WAPE of the forecasts made on day 10; null without a month to test.</param>
/// <param name="Day15">On day 15.</param>
/// <param name="Day20">On day 20.</param>
/// <param name="Coverage">Share of months inside of the 80 % interval.</param>
/// <param name="Forecasts">Number of forecasts tested.</param>
public sealed record PastAccuracy(double? Day10, double? Day15, double? Day20, double? Coverage, int Forecasts)
{
    /// <summary>No month could be tested.</summary>
    public static PastAccuracy Unknown { get; } = new(null, null, null, null, 0);
}

/// <summary>The forecast of one team, service or of all.</summary>
public sealed record ScopeForecast
{
    /// <summary>Team id or service name; null is "no value".</summary>
    public required string? Scope { get; init; }

    /// <summary>The month that runs, and those after it.</summary>
    public required IReadOnlyList<MonthForecast> Months { get; init; }

    /// <summary>Its past errors.</summary>
    public required PastAccuracy Past { get; init; }

    /// <summary>The method with the largest weight, and its weight; null without forecast.</summary>
    public required (string Key, double Weight)? Method { get; init; }

    /// <summary>How much it may be trusted.</summary>
    public required ForecastConfidence Confidence { get; init; }

    /// <summary>Complete days that it was learnt from.</summary>
    public required int Days { get; init; }
}
