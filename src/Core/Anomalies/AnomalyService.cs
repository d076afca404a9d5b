using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>
/// Anomalies of a snapshot. They follow from it and from what people decided: kept beside it while neither changes, and computed anew otherwise.
/// </summary>
/// <param name="queries">Answers questions about cost.</param>
/// <param name="notes">Decisions of people.</param>
/// <param name="cache">Keeps what was found; null finds it anew each time.</param>
public sealed class AnomalyService(ICostQueries queries, IAnomalyNotes notes, IJudgementCache? cache = null)
{
    /// <summary>Days that alerts, mails, workbook and command line judge unless told otherwise.</summary>
    public const int UsualDays = 31;

    // A year shows the noise of a series with large swings; fees need half of it.
    private const int HistoryDays = 365;

    /// <summary>The anomalies, the newest first.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The company's metric.</param>
    /// <param name="days">How many days up to the data's last one are judged.</param>
    /// <param name="threshold">Robust standard deviations that somebody asked for; null takes what is configured for company and team.</param>
    /// <param name="asOf">The moment of the judgement, UTC: days that have not ended are never judged.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="saidUntil">Decisions after this moment do not count, as for a month that was closed then; null: all count.</param>
    public async Task<IReadOnlyList<Anomaly>> FindAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, int days, double? threshold, DateTimeOffset asOf, CancellationToken cancellationToken, DateTimeOffset? saidUntil = null)
    {
        if (Judged(snapshot, days, asOf) is not { } judged) return [];
        IReadOnlyList<AnomalyNote> said = await notes.ListAsync(cancellationToken).ConfigureAwait(false);
        if (saidUntil is { } moment) said = [.. said.Where(note => note.At <= moment)];
        // A threshold that somebody tries out is not asked for again.
        if (cache is null || threshold is not null) return await AnewAsync(snapshot, configuration, judged, threshold, said, cancellationToken).ConfigureAwait(false);
        string name = string.Create(CultureInfo.InvariantCulture, $"anomalies-{days}-{configuration.Company.Metric}{(saidUntil is { } closed ? $"-{closed.UtcTicks}" : "")}");
        string key = Key(configuration, judged, saidUntil is null ? said : []);
        if (await cache.ReadAsync<Anomaly[]>(snapshot, name, key, cancellationToken).ConfigureAwait(false) is { } kept) return kept;
        Anomaly[] found = [.. await AnewAsync(snapshot, configuration, judged, null, said, cancellationToken).ConfigureAwait(false)];
        await cache.WriteAsync(snapshot, name, key, found, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<IReadOnlyList<Anomaly>> AnewAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, DayRange judged, double? threshold, IReadOnlyList<AnomalyNote> said, CancellationToken cancellationToken)
    {
        var history = new DayRange(judged.Start.AddDays(-HistoryDays), judged.End);
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(history, CostSeriesSet.By, [], ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return new AnomalyFinder(team => AnomalySettings.For(configuration, team, threshold), said).Find(new CostSeriesSet(rows, configuration.Company.Metric, history), judged);
    }

    // The snapshot stands for loads, teams and rules; sensitivity moves no money and is not in it. Who decides changes count or moment of the decisions.
    private static string Key(CostGuardConfiguration configuration, DayRange judged, IReadOnlyList<AnomalyNote> said)
    {
        string Settings(string team) => AnomalySettings.For(configuration, team) is var own ? string.Create(CultureInfo.InvariantCulture, $"{own.Threshold:R}/{own.AmountMin:R}/{own.ShareMin:R}") : "";
        string teams = string.Join(';', configuration.Teams.Where(team => team.Anomalies is not null).Select(team => $"{team.Id}={Settings(team.Id.Value)}").Order(StringComparer.Ordinal));
        return string.Create(CultureInfo.InvariantCulture, $"{judged}|{Settings("")}|{teams}|{said.Count}@{(said.Count == 0 ? 0 : said.Max(note => note.At.UtcTicks))}");
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

    /// <summary>The days that are judged; null where the snapshot has no data.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="days">How many days up to the data's last one.</param>
    /// <param name="asOf">The moment, UTC: days that have not ended are never judged.</param>
    public static DayRange? Judged(Snapshot snapshot, int days, DateTimeOffset asOf)
    {
        DateOnly yesterday = DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(-1);
        if (snapshot.DataThrough is not { } through) return null;
        DateOnly last = through < yesterday ? through : yesterday;
        return new DayRange(last.AddDays(1 - days), last.AddDays(1));
    }
}
