using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Schedule;

/// <summary>What the gate says about a due run.</summary>
internal enum GateAnswer
{
    Run,
    Wait,
    Withhold,
}

/// <summary>Holds a run back until the data is fresh or the wait is over.</summary>
internal sealed class FreshDataGate(IDataFreshness freshness)
{
    /// <summary>The answer, and the sentence that goes above the figures or into the history when the data is too old.</summary>
    public async Task<(GateAnswer Answer, string? Reason)> AskAsync(ScheduleConfig schedule, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (schedule.WaitFor is not { } wait) return (GateAnswer.Run, null);
        TimeSpan? age = await freshness.AgeAsync(now, cancellationToken);
        if (age <= wait.DataAge) return (GateAnswer.Run, null);
        if (now < DueRuns.Deadline(schedule, due)) return (GateAnswer.Wait, null);
        string reason = age is { } known
            ? $"Data is {Hours(known)} old; this schedule wants at most {Hours(wait.DataAge)} and waited until {wait.Until.ToString("HH:mm", CultureInfo.InvariantCulture)}."
            : $"There is no data yet; this schedule waited until {wait.Until.ToString("HH:mm", CultureInfo.InvariantCulture)}.";
        return (wait.SendWithBanner ? GateAnswer.Run : GateAnswer.Withhold, reason);
    }

    private static string Hours(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Floor(age.TotalHours)} h");
}
