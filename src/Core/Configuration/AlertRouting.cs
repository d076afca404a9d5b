using CostGuard.Core.Anomalies;

namespace CostGuard.Core.Configuration;

/// <summary>notifications/routing.yaml: alerts.</summary>
public sealed record AlertRouting
{
    /// <summary>Who is told what broke: connections, late reports, undelivered mails. Empty: the readers of <see cref="StaleDataTo"/>, else of the finance report.</summary>
    public IReadOnlyList<string> OperatorsTo { get; init; } = [];

    /// <summary>Who is told, once, that budgets are not watched: the data are too old or incomplete, or a rate is missing. Empty: the readers of the finance report.</summary>
    public IReadOnlyList<string> StaleDataTo { get; init; } = [];

    /// <summary>The least severity of an anomaly that is told; null tells none. Default medium: 100 a day and 20 %.</summary>
    public AnomalySeverity? AnomaliesFrom { get; init; } = AnomalySeverity.Medium;

    /// <summary>Hours of the team's time zone in which no alert is mailed; null: none.</summary>
    public QuietHours? Quiet { get; init; }
}

/// <summary>A part of the day without alert mails, which wait for its end.</summary>
/// <param name="From">First quiet minute.</param>
/// <param name="To">First minute that is not quiet any more; before <paramref name="From"/> when the night is meant.</param>
/// <param name="Weekends">True: Saturdays and Sundays are quiet all day.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, bool Weekends = false)
{
    /// <summary>Whether a moment is quiet.</summary>
    /// <param name="local">The moment in the reader's time zone.</param>
    public bool Hold(DateTimeOffset local)
    {
        if (Weekends && (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)) return true;
        var time = TimeOnly.FromDateTime(local.DateTime);
        return From <= To ? time >= From && time < To : time >= From || time < To;
    }
}
