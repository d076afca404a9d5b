using CostGuard.Core.Budgets;
using CostGuard.Core.Commitments;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts.Backtests;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>What is to be forecast.</summary>
/// <param name="By">team or service.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="Metric">Which cost.</param>
/// <param name="Currency">Cost in other currencies is left out and named, unless <see cref="Rates"/> has a rate for its month.</param>
/// <param name="AsOf">The moment that is asked about, UTC: its month is the first one.</param>
/// <param name="Months">1 to 12.</param>
public sealed record ForecastQuestion(
    Dimension By, IReadOnlyList<CostFilter> Filters, CostMetric Metric, Currency Currency, DateTimeOffset AsOf, int Months = 1)
{
    /// <summary>Scopes that get a forecast of their own; the smaller ones are one scope, <see cref="ForecastReport.Others"/>. 0: the total alone.</summary>
    public int ScopesMax { get; init; } = 25;

    /// <summary>Actual rates by month, by which cost in other currencies counts, too, as budgets count it. Default: none.</summary>
    public RateBook Rates { get; init; } = RateBook.Empty;

    /// <summary>What people know of the days to come: each is a part of its own and is in the total.</summary>
    public IReadOnlyList<PlannedChange> Changes { get; init; } = [];
}

/// <summary>A coherent forecast: for each month the parts add up to the total, to the minor unit.</summary>
/// <param name="Through">Last complete day; later days are incomplete and not fed to any method.</param>
/// <param name="Parts">Largest first.</param>
/// <param name="Total">All of them.</param>
/// <param name="OtherCurrencies">Currencies with cost that is not in it.</param>
public sealed record ForecastReport(DateOnly? Through, IReadOnlyList<ScopeForecast> Parts, ScopeForecast Total, IReadOnlyList<Currency> OtherCurrencies)
{
    /// <summary>The name of the many small scopes together.</summary>
    public const string Others = "(all other)";

    /// <summary>Days that some source has data of, but not all: estimates by part, no part of any forecast.</summary>
    public IReadOnlyList<NowcastDay> Nowcasts { get; init; } = [];

    /// <summary>Commitments whose end the bill does not tell, so that no end of theirs is in the forecast.</summary>
    public IReadOnlyList<string> EndsUnknown { get; init; } = [];

    /// <summary>Last day that every source has data of, complete or not; never before <see cref="Through"/>.</summary>
    public DateOnly? SeenThrough { get; init; }

    /// <summary>Cost of the first month up to <see cref="SeenThrough"/>, exact: what budgets count as actual.</summary>
    public decimal SeenActual { get; init; }

    /// <summary>Adds a planned change as a part, and to the total and its intervals. Only days from <paramref name="next"/> on are to come.</summary>
    internal ForecastReport With(PlannedChange change, DateOnly next, Currency currency)
    {
        decimal[] amounts = [.. Total.Months.Select(month => month.Forecast is null ? 0m : decimal.Round(
            change.In(DayRange.Of(month.Month).Intersect(new DayRange(next, DateOnly.MaxValue))), currency.MinorUnits, MidpointRounding.ToEven))];
        var part = new ScopeForecast
        {
            Scope = $"planned: {change.Note}",
            Months = [.. Total.Months.Select((month, i) => new MonthForecast(month.Month, 0m, month.Forecast is null ? null : amounts[i], null, null))],
            Past = PastAccuracy.Unknown,
            Method = null,
            Confidence = ForecastConfidence.Planned,
            Days = 0,
        };
        return this with { Parts = [.. Parts, part], Total = Total with { Months = [.. Total.Months.Select((month, i) => month.Moved(amounts[i]))] } };
    }
}

/// <summary>Forecasts on a snapshot: one question to the ledger, the total and each part by the methods that did best on it.</summary>
/// <param name="queries">Answers questions about cost.</param>
/// <param name="completeness">Tells which of the newest days are complete; null believes every day up to the snapshot's last one.</param>
/// <param name="unusual">Tells which days were unusual; null takes every day as it is.</param>
/// <param name="commitments">Knows when commitments end; null takes them for endless.</param>
public sealed class ForecastService(ICostQueries queries, ICompleteness? completeness = null, IUnusualCosts? unusual = null, CommitmentService? commitments = null)
{
    // What the 95 % interval is learnt from: 90 days, 24 weeks, and the months ahead.
    private const int HistoryMonths = 14;
    private const int BacktestHistoryMin = 90;

    // Months that are asked beyond the third have their season, which three years show best.
    private const int DailyMonths = 3;
    private const int SeasonHistoryMonths = 37;

    /// <summary>The forecast.</summary>
    /// <exception cref="CostGuardException">CG1421 when the data end too long before the month, exit code 5.</exception>
    public async Task<ForecastReport> ForecastAsync(Snapshot snapshot, ForecastQuestion question, CancellationToken cancellationToken)
    {
        ForecastScopes scopes = await ReadAsync(snapshot, question, cancellationToken);
        BillingPeriod first = BillingPeriod.Of(DateOnly.FromDateTime(question.AsOf.UtcDateTime));
        BillingPeriod[] months = [.. Enumerable.Range(0, question.Months).Select(first.AddMonths)];
        if (scopes.Known.Days > 0 && first.Next.FirstDay.DayNumber - scopes.Known.End.DayNumber > SeriesForecaster.DaysAhead)
        {
            throw new CostGuardException(5, ForecastErrors.DataEndTooEarly.At(
                FormattableString.Invariant($"The data end on {scopes.Known.End.AddDays(-1):yyyy-MM-dd}, the end of {first} is more than {SeriesForecaster.DaysAhead} days later.")));
        }

        ScopeOutlook total = ScopeOutlook.Of(null, scopes.Total, scopes, months);
        var parts = new ScopeOutlook[scopes.Parts.Count];
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            parts[i] = ScopeOutlook.Of(scopes.Parts[i].Scope, scopes.Parts[i].History, scopes, months));
        (ScopeForecast whole, IReadOnlyList<ScopeForecast> each) = ScopeOutlook.Coherent(total, parts, months, question.Currency);
        CommitmentOutlook ending = (await EndsAsync(snapshot, question.By, question.Filters, scopes.Known, cancellationToken).ConfigureAwait(false))
            ?.Of(question, _ => true, months[^1].Next.FirstDay) ?? CommitmentOutlook.None;
        var report = new ForecastReport(scopes.Known.Days == 0 ? null : scopes.Known.End.AddDays(-1), each, whole, scopes.OtherCurrencies)
        {
            EndsUnknown = ending.Unknown,
            Nowcasts = await NowcastsAsync(snapshot, question, scopes, parts, cancellationToken).ConfigureAwait(false),
        };
        return question.Changes.Concat(ending.Ends).Aggregate(report, (sum, change) => sum.With(change, scopes.Known.End, question.Currency));
    }

    /// <summary>
    /// The totals of many questions about one moment, by one question to the ledger: for each what <see cref="ForecastAsync"/> gives as its total,
    /// without the parts. Null where the data end too long before the month.
    /// </summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="questions">Each with the rows by team that it counts; what it filters or groups by is not asked.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    internal async Task<ForecastReport?[]> TotalsAsync(
        Snapshot snapshot, IReadOnlyList<(ForecastQuestion Question, Func<CostRow, bool> Counts)> questions, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ForecastRows read = await RowsAsync(snapshot, new Dimension("team"), [], questions.Count == 0 ? CostMetric.Effective : questions[0].Question.Metric, asOf, questions.Count == 0 ? 1 : questions.Max(each => each.Question.Months), cancellationToken).ConfigureAwait(false);
        DayRange known = read.Known;
        BillingPeriod first = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        var reports = new ForecastReport?[questions.Count];
        if (known.Days > 0 && first.Next.FirstDay.DayNumber - known.End.DayNumber > SeriesForecaster.DaysAhead) return reports;
        var excess = new Dictionary<CostMetric, IReadOnlyList<UnusualCost>>();
        foreach (CostMetric metric in questions.Select(each => each.Question.Metric).Distinct())
            excess[metric] = excess.Count == 0 ? read.Unusual : await UnusualAsync(snapshot, known, metric, cancellationToken).ConfigureAwait(false);
        EndingCommitments? ends = await EndsAsync(snapshot, new Dimension("team"), [], known, cancellationToken).ConfigureAwait(false);
        Parallel.For(0, reports.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (ForecastQuestion question, Func<CostRow, bool> counts) = questions[i];
            ForecastScopes scopes = ForecastScopes.Read(read with { Rows = [.. read.Rows.Where(counts)], Unusual = excess[question.Metric] }, question);
            BillingPeriod[] months = [.. Enumerable.Range(0, question.Months).Select(first.AddMonths)];
            (ScopeForecast whole, _) = ScopeOutlook.Coherent(ScopeOutlook.Of(null, scopes.Total, scopes, months), [], months, question.Currency);
            CommitmentOutlook ending = ends?.Of(question, counts, months[^1].Next.FirstDay) ?? CommitmentOutlook.None;
            var report = new ForecastReport(known.Days == 0 ? null : known.End.AddDays(-1), [], whole, scopes.OtherCurrencies)
            {
                SeenThrough = read.SeenThrough,
                SeenActual = scopes.Total.Actual(DayRange.Of(first).Intersect(new DayRange(known.Start, read.SeenThrough?.AddDays(1) ?? known.End))),
            };
            reports[i] = ending.Ends.Aggregate(report, (sum, change) => sum.With(change, known.End, question.Currency));
        });
        return reports;
    }

    /// <summary>Changes when people's decisions change what is forecast from the same snapshot.</summary>
    internal Task<string> VersionAsync(CancellationToken cancellationToken) => unusual is null ? Task.FromResult("") : unusual.VersionAsync(cancellationToken);

    /// <summary>The back-test of all methods on one's own history: all first, then each part.</summary>
    /// <exception cref="CostGuardException">CG1420 when no month can be tested, exit code 5.</exception>
    public async Task<IReadOnlyList<BacktestScope>> BacktestAsync(Snapshot snapshot, ForecastQuestion question, CancellationToken cancellationToken)
    {
        ForecastScopes scopes = await ReadAsync(snapshot, question, cancellationToken);
        (string Scope, DailySeries? Series)[] work =
            [("all", scopes.SeriesOf(scopes.Total)), .. scopes.Parts.Select(part => (part.Scope ?? "", scopes.SeriesOf(part.History)))];
        var tested = new BacktestScope?[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            if (work[i].Series is not { } series) return;
            var scope = new BacktestScope(work[i].Scope, Backtest.Run(new SeriesForecaster(series), BacktestHistoryMin));
            if (scope.Tallies[0].Forecasts > 0) tested[i] = scope;
        });

        BacktestScope[] found = [.. tested.OfType<BacktestScope>()];
        return found.Length > 0 ? found : throw new CostGuardException(5, ForecastErrors.TooLittleHistory.At(
            $"The data have {scopes.Known.Days} complete days; a whole month after {BacktestHistoryMin} days is needed."));
    }

    private async Task<IReadOnlyList<NowcastDay>> NowcastsAsync(
        Snapshot snapshot, ForecastQuestion question, ForecastScopes scopes, ScopeOutlook[] parts, CancellationToken cancellationToken)
    {
        DayRange days = Nowcasts.Incomplete(scopes.Sources, scopes.Known.End, question.AsOf);
        if (days.Days == 0 || scopes.Known.Days == 0) return [];
        var nowcasts = new Nowcasts(scopes.Sources, question, days);
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, nowcasts.Query, cancellationToken).ConfigureAwait(false);
        HashSet<string> own = [.. scopes.Parts.Select(part => part.Scope ?? "")];
        ILookup<string, CostRow> byScope = rows.ToLookup(row => own.Contains(row.Keys[0] ?? "") ? row.Keys[0] ?? "" : ForecastReport.Others);
        return [.. parts.SelectMany(part => nowcasts.Of(part.Scope, [.. byScope[part.Scope ?? ""]], part.Expected))];
    }

    private async Task<ForecastScopes> ReadAsync(Snapshot snapshot, ForecastQuestion question, CancellationToken cancellationToken) => ForecastScopes.Read(
        await RowsAsync(snapshot, question.By, question.Filters, question.Metric, question.AsOf, question.Months, cancellationToken).ConfigureAwait(false), question);

    private async Task<ForecastRows> RowsAsync(
        Snapshot snapshot, Dimension by, IReadOnlyList<CostFilter> filters, CostMetric metric, DateTimeOffset asOf, int months, CancellationToken cancellationToken)
    {
        BillingPeriod last = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        DayRange asked = DayRange.Of(last.AddMonths(months > DailyMonths ? -SeasonHistoryMonths : -HistoryMonths), last);
        IReadOnlyList<CostRow> rows = snapshot.Loads.Count == 0
            ? []
            : await queries.QueryAsync(snapshot, new CostQuery(asked, [by, .. ScopeHistory.Dimensions], filters), cancellationToken);
        IReadOnlyList<SourceState> sources = completeness is null ? [] : await completeness.ReadAsync(snapshot, metric, cancellationToken).ConfigureAwait(false);
        DateOnly? seen = BudgetService.Through(snapshot, asOf), from = BudgetService.KnownFrom(snapshot, asked), through = seen;
        foreach (SourceState source in sources.Where(source => source.CompleteThrough < through)) through = source.CompleteThrough;
        DayRange known = through is { } end && from is { } start && start <= end ? new DayRange(start, end.AddDays(1)) : new DayRange(asked.Start, asked.Start);
        return new ForecastRows(rows, known, last.AddMonths(-HistoryMonths).FirstDay, seen, sources, await UnusualAsync(snapshot, known, metric, cancellationToken).ConfigureAwait(false));
    }

    private async Task<EndingCommitments?> EndsAsync(
        Snapshot snapshot, Dimension by, IReadOnlyList<CostFilter> filters, DayRange known, CancellationToken cancellationToken) =>
        commitments is null || known.Days == 0 || snapshot.DataThrough is null ? null
            : await EndingCommitments.ReadAsync(queries, commitments, snapshot, by, filters, known.End, cancellationToken).ConfigureAwait(false);

    // The newest of the days that are judged must be whole, or it is unusual for that alone.
    private async Task<IReadOnlyList<UnusualCost>> UnusualAsync(Snapshot snapshot, DayRange known, CostMetric metric, CancellationToken cancellationToken) =>
        unusual is null || known.Days < SeriesForecaster.DaysMin ? []
            : await unusual.ReadAsync(snapshot, metric, new DateTimeOffset(known.End, TimeOnly.MinValue, TimeSpan.Zero), cancellationToken).ConfigureAwait(false);
}

/// <summary>What the ledger knows for a forecast.</summary>
/// <param name="Rows">Cost by scope, month, day and kind.</param>
/// <param name="Known">Complete days.</param>
/// <param name="RecentFrom">First day that daily methods learn from.</param>
/// <param name="SeenThrough">Last day with data of every source.</param>
/// <param name="Sources">How far each source may be believed.</param>
/// <param name="Unusual">Cost beyond the expected one that nobody accepted.</param>
internal sealed record ForecastRows(
    IReadOnlyList<CostRow> Rows, DayRange Known, DateOnly RecentFrom, DateOnly? SeenThrough, IReadOnlyList<SourceState> Sources, IReadOnlyList<UnusualCost> Unusual);
