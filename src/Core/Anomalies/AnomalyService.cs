using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>Anomalies of a snapshot. They are computed anew each time and never stored; what people decided about them is.</summary>
/// <param name="queries">Answers questions about cost.</param>
/// <param name="notes">Decisions of people.</param>
public sealed class AnomalyService(ICostQueries queries, IAnomalyNotes notes)
{
    // A year shows the noise of a series with large swings; fees need half of it.
    private const int HistoryDays = 365;

    /// <summary>The anomalies, the newest first.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The company's metric.</param>
    /// <param name="days">How many days up to the data's last one are judged.</param>
    /// <param name="threshold">Robust standard deviations that somebody asked for; null takes what is configured for company and team.</param>
    /// <param name="asOf">The moment of the judgement, UTC: days that have not ended are never judged.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<Anomaly>> FindAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, int days, double? threshold, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (Judged(snapshot, days, asOf) is not { } judged) return [];
        var history = new DayRange(judged.Start.AddDays(-HistoryDays), judged.End);
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(history, CostSeriesSet.By, [], ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AnomalyNote> said = await notes.ListAsync(cancellationToken).ConfigureAwait(false);
        return new AnomalyFinder(team => AnomalySettings.For(configuration, team, threshold), said).Find(new CostSeriesSet(rows, configuration.Company.Metric, history), judged);
    }

    /// <summary>Where an anomaly's impact comes from. The causes add up to it to the last digit.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The company's metric.</param>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="by">What the causes are: resource, sku, region, tag:KEY …; null takes the dimension whose first cause explains most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CostGuardException">CG1432: lines are asked of cost that several teams share.</exception>
    public Task<AnomalyCauses> CausesAsync(Snapshot snapshot, CostGuardConfiguration configuration, Anomaly anomaly, Dimension? by, CancellationToken cancellationToken) =>
        new AnomalyDrill(queries, snapshot, configuration.Company.Metric, anomaly).CausesAsync(by, cancellationToken);

    /// <summary>Stores what a person decided.</summary>
    public Task DecideAsync(Anomaly anomaly, AnomalyDecision decision, string? text, DateOnly? until, string who, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (until < anomaly.Event.Start)
            throw new CostGuardException(2, AnomalyErrors.UntilBeforeStart.At($"The anomaly began on {anomaly.Event.Start:yyyy-MM-dd}; it cannot be expected until {until:yyyy-MM-dd}."));

        // A decision that was made before keeps its key, although restated data may have moved the start.
        return notes.SaveAsync(new AnomalyNote(anomaly.Scope.Key, anomaly.Note?.Start ?? anomaly.Event.Start, decision, text, until, who, at), cancellationToken);
    }

    private static DayRange? Judged(Snapshot snapshot, int days, DateTimeOffset asOf)
    {
        DateOnly yesterday = DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(-1);
        if (snapshot.DataThrough is not { } through) return null;
        DateOnly last = through < yesterday ? through : yesterday;
        return new DayRange(last.AddDays(1 - days), last.AddDays(1));
    }
}
