using CostGuard.Core.Configuration;

namespace CostGuard.Core.Alerts;

/// <summary>Where a threshold of a budget stands in one period (domain C.4).</summary>
public enum AlertState
{
    /// <summary>Not reached.</summary>
    Armed,

    /// <summary>Reached, and told.</summary>
    Triggered,

    /// <summary>Somebody has seen it, or it was reached already when the budget was edited.</summary>
    Acknowledged,

    /// <summary>Silent until a day.</summary>
    Snoozed,

    /// <summary>Was reached, and isn't any more.</summary>
    Recovered,
}

/// <summary>One threshold of one budget in one period: what has happened so far. Kept in the state database, since people's acts are part of it.</summary>
public sealed record ThresholdAlert
{
    /// <summary>The budget's name.</summary>
    public required string Budget { get; init; }

    /// <summary>First day of the period.</summary>
    public required DateOnly Period { get; init; }

    /// <summary>The threshold: "actual 0.8", "forecast 1", "actual 40000 absolute".</summary>
    public required string Threshold { get; init; }

    /// <summary>Where it stands.</summary>
    public AlertState State { get; init; }

    /// <summary>How often it was triggered; a part of the notice's key, so that no restart sends one twice.</summary>
    public int Entry { get; init; }

    /// <summary>First day of the data on which the value was at or above the threshold and that isn't confirmed yet.</summary>
    public DateOnly? FirstAbove { get; init; }

    /// <summary>When the state was entered, UTC.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>When it was last told, UTC.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>Until when it is snoozed, UTC.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Whether the team above was told that nobody acknowledges.</summary>
    public bool Escalated { get; init; }

    /// <summary>Amount and threshold that it was judged with; another one is an edit. Of an alert about the data: the budgets that are not watched, a line each.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Who acknowledged or snoozed it, and what they said.</summary>
    public string? Note { get; init; }

    /// <summary>How often it was written: a writer that read an older one is refused.</summary>
    public int Revision { get; init; }

    /// <summary>The key of a notice: the same one is queued once only.</summary>
    public string Key(AlertNoticeKind kind) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Budget}|{Period:yyyy-MM-dd}|{Threshold}|{kind}|{Entry}");
}

/// <summary>Why somebody is told.</summary>
public enum AlertNoticeKind
{
    /// <summary>The threshold is reached.</summary>
    Crossed,

    /// <summary>A forecast fell below its threshold again.</summary>
    Recovered,

    /// <summary>A critical threshold was acknowledged by nobody for two days, or for the days that the team names.</summary>
    Escalated,

    /// <summary>Budgets cannot be judged: the data are too old or incomplete, or a rate is missing.</summary>
    StaleData,

    /// <summary>Cost is unusually high.</summary>
    AnomalyOpened,

    /// <summary>An anomaly that was told has doubled, or matters more.</summary>
    AnomalyGrew,

    /// <summary>An anomaly that was told is over, is the usual cost now, or was restated away.</summary>
    AnomalyOver,
}

/// <summary>A value held against a threshold on one day of the data. Amounts in the budget's currency.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Amount">What may be spent in the period.</param>
/// <param name="Value">Actual cost, or the forecast of the period's end; null when it cannot be told: nothing happens then.</param>
/// <param name="LowerBound">Lower bound of the forecast's 80 % interval; null without.</param>
/// <param name="Day">Last complete day of the data.</param>
/// <param name="PeriodDay">Which day of the period that is, from 1.</param>
/// <param name="HistoryDays">Complete days of history.</param>
/// <param name="Hysteresis">How far below the threshold, as a share of the amount, the value must fall to be recovered.</param>
public sealed record AlertReading(
    BudgetThreshold Threshold,
    decimal Amount,
    decimal? Value,
    decimal? LowerBound,
    DateOnly Day,
    int PeriodDay,
    int HistoryDays,
    decimal Hysteresis = AlertMachine.HysteresisShare)
{
    /// <summary>The part of <see cref="Amount"/> that earlier periods left: it moves with late data and is no edit.</summary>
    public decimal Carry { get; init; }

    /// <summary>How long a critical threshold may stay without an acknowledgement.</summary>
    public TimeSpan EscalateAfter { get; init; } = AlertMachine.EscalateAfter;

    /// <summary>The amount of the threshold.</summary>
    public decimal Limit => Threshold.Limit(Amount);
}
