using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;

namespace CostGuard.Core.Anomalies;

/// <summary>
/// The days that forecasts take their expected cost for: anomalies that nobody accepted. Planned cost, false alarms, new levels, new services and
/// cost that only moved are how it is now, and stay.
/// </summary>
/// <param name="anomalies">Finds them.</param>
/// <param name="notes">Decisions of people.</param>
/// <param name="configuration">Sensitivity and limits of company and teams.</param>
public sealed class UnusualDays(AnomalyService anomalies, IAnomalyNotes notes, Func<CostGuardConfiguration> configuration) : IUnusualCosts
{
    // Weekdays and growth are learnt from eight weeks; of what is older only medians are taken.
    private const int Days = 91;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnusualCost>> ReadAsync(Snapshot snapshot, CostMetric metric, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        CostGuardConfiguration now = configuration();
        IReadOnlyList<Anomaly> found = await anomalies.FindAsync(snapshot, now with { Company = now.Company with { Metric = metric } }, Days, null, asOf, cancellationToken).ConfigureAwait(false);
        return Of(found);
    }

    /// <inheritdoc/>
    public async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<AnomalyNote> said = await notes.ListAsync(cancellationToken).ConfigureAwait(false);
        return said.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{said.Count}@{said.Max(note => note.At.UtcTicks)}");
    }

    /// <summary>The days of anomalies that are not accepted. What a whole team shows counts instead of what its services show of the day.</summary>
    public static IReadOnlyList<UnusualCost> Of(IReadOnlyList<Anomaly> anomalies) => [.. anomalies
        .Where(each => !each.IsNewSpend && !each.Event.IsNewLevel && each.MovedFrom is null && each.State is not (AnomalyState.Expected or AnomalyState.NotUseful or AnomalyState.NewLevel))
        .SelectMany(each => each.Event.Days.Where(day => !double.IsNaN(day.Actual)).Select(day => new UnusualCost(
            each.Scope.Team, each.Scope.Service, each.Scope.Currency, day.Day, (decimal)day.Actual - (decimal)day.Expected, each.Scope.IsTeam)))];
}
