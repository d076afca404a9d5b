using CostGuard.Core.Configuration;

namespace CostGuard.Core.Alerts;

/// <summary>
/// The state machine of a threshold (domain C.4): told once for each period and threshold, whatever is restated; a forecast must hold for two
/// days or be sure, and may not go on and off around its threshold.
/// </summary>
public static class AlertMachine
{
    /// <summary>2 % of the amount: less than the usual noise of a forecast, more than its rounding.</summary>
    public const decimal HysteresisShare = 0.02m;

    /// <summary>How long a critical threshold may stay without an acknowledgement, unless its team says otherwise.</summary>
    public static readonly TimeSpan EscalateAfter = TimeSpan.FromHours(48);

    private const int ForecastHistoryMin = 14;
    private const int ForecastPeriodDayMin = 3;

    private static readonly TimeSpan ForecastCoolDown = TimeSpan.FromHours(72);
    private static readonly TimeSpan ActualRecoveredMin = TimeSpan.FromHours(24);

    /// <summary>The state after a reading, and what is to be told; null for nothing.</summary>
    /// <param name="alert">The state before.</param>
    /// <param name="reading">The value; one day read twice changes nothing.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public static (ThresholdAlert Next, AlertNoticeKind? Notice) Step(ThresholdAlert alert, AlertReading reading, DateTimeOffset asOf)
    {
        if (reading.Value is not { } value) return (alert, null);
        string basis = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reading.Amount - reading.Carry} {reading.Threshold.Id}");
        // With an amount of 0 any cost is above, and credits are not.
        bool above = value > 0m && value >= reading.Limit;
        if (alert.Basis.Length > 0 && alert.Basis != basis) return (Edited(alert, above, asOf) with { Basis = basis }, null);
        alert = alert with { Basis = basis };
        return alert.State switch
        {
            AlertState.Armed or AlertState.Recovered => above ? Above(alert, reading, asOf) : (alert with { FirstAbove = null }, null),
            _ when value < reading.Limit - (reading.Hysteresis * reading.Amount) => Recover(alert, reading.Threshold, asOf),
            AlertState.Snoozed when asOf >= alert.SnoozedUntil => Waken(alert, above, asOf),
            AlertState.Triggered => Escalate(alert, reading, asOf),
            _ => (alert, null),
        };
    }

    /// <summary>Somebody has seen it.</summary>
    public static ThresholdAlert Acknowledge(ThresholdAlert alert, string note, DateTimeOffset asOf) =>
        alert.State is AlertState.Triggered or AlertState.Snoozed ? Enter(alert, AlertState.Acknowledged, asOf) with { Note = note, SnoozedUntil = null } : alert;

    /// <summary>Silent until a moment, at most 14 days and never past the period.</summary>
    /// <param name="alert">The state before.</param>
    /// <param name="until">When it may be told again.</param>
    /// <param name="periodEnd">First moment after the period.</param>
    /// <param name="note">Who, and why.</param>
    /// <param name="asOf">The moment, UTC.</param>
    public static ThresholdAlert Snooze(ThresholdAlert alert, DateTimeOffset until, DateTimeOffset periodEnd, string note, DateTimeOffset asOf)
    {
        if (alert.State is not (AlertState.Triggered or AlertState.Acknowledged or AlertState.Snoozed)) return alert;
        DateTimeOffset most = asOf.AddDays(14) < periodEnd ? asOf.AddDays(14) : periodEnd;
        return Enter(alert, AlertState.Snoozed, asOf) with { Note = note, SnoozedUntil = until < most ? until : most };
    }

    private static (ThresholdAlert Next, AlertNoticeKind? Notice) Above(ThresholdAlert alert, AlertReading reading, DateTimeOffset asOf)
    {
        bool forecast = reading.Threshold.Of == "forecast";
        if (forecast && (reading.HistoryDays < ForecastHistoryMin || reading.PeriodDay < ForecastPeriodDayMin)) return (alert, null);
        if (forecast && !IsConfirmed(alert, reading)) return (alert with { FirstAbove = alert.FirstAbove ?? reading.Day }, null);
        ThresholdAlert triggered = Enter(alert, AlertState.Triggered, asOf) with { Entry = alert.Entry + 1, FirstAbove = null, Escalated = false };
        bool soon = forecast
            ? asOf - alert.NotifiedAt < ForecastCoolDown
            : alert.State == AlertState.Recovered && asOf - alert.EnteredAt < ActualRecoveredMin;
        return soon ? (triggered, null) : (triggered with { NotifiedAt = asOf }, AlertNoticeKind.Crossed);
    }

    // A forecast that is sure needs no second day; one that asks for confidence has nothing but it.
    private static bool IsConfirmed(ThresholdAlert alert, AlertReading reading)
    {
        bool sure = reading.LowerBound >= reading.Limit;
        return sure || (reading.Threshold.MinConfidence is null && alert.FirstAbove is { } first && first < reading.Day);
    }

    private static (ThresholdAlert Next, AlertNoticeKind? Notice) Recover(ThresholdAlert alert, BudgetThreshold threshold, DateTimeOffset asOf)
    {
        ThresholdAlert recovered = Enter(alert, AlertState.Recovered, asOf) with { FirstAbove = null, SnoozedUntil = null };
        // A trigger that was told is also called off; a correction of actual cost is silent.
        return (recovered, threshold.Of == "forecast" && alert.NotifiedAt is not null ? AlertNoticeKind.Recovered : null);
    }

    private static (ThresholdAlert Next, AlertNoticeKind? Notice) Waken(ThresholdAlert alert, bool above, DateTimeOffset asOf) => above
        ? (Enter(alert, AlertState.Triggered, asOf) with { Entry = alert.Entry + 1, NotifiedAt = asOf, SnoozedUntil = null, Escalated = false }, AlertNoticeKind.Crossed)
        : (Enter(alert, AlertState.Acknowledged, asOf) with { SnoozedUntil = null }, null);

    private static (ThresholdAlert Next, AlertNoticeKind? Notice) Escalate(ThresholdAlert alert, AlertReading reading, DateTimeOffset asOf) =>
        reading.Threshold.Severity == "critical" && !alert.Escalated && asOf - alert.EnteredAt >= reading.EscalateAfter
            ? (alert with { Escalated = true }, AlertNoticeKind.Escalated)
            : (alert, null);

    // A person changed the amount or the threshold and knows what they did: nobody is told.
    private static ThresholdAlert Edited(ThresholdAlert alert, bool above, DateTimeOffset asOf) => above
        ? alert.State is AlertState.Triggered or AlertState.Acknowledged or AlertState.Snoozed
            ? alert
            : Enter(alert, AlertState.Acknowledged, asOf) with { FirstAbove = null, Note = "already above at edit" }
        : Enter(alert, AlertState.Armed, asOf) with { FirstAbove = null, SnoozedUntil = null };

    private static ThresholdAlert Enter(ThresholdAlert alert, AlertState state, DateTimeOffset asOf) => alert with { State = state, EnteredAt = asOf };
}
