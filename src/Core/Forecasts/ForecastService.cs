using CostGuard.Core.Budgets;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts.Backtests;
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
    /// <summary>Scopes that get a forecast of their own; the smaller ones are one scope, <see cref="ForecastReport.Others"/>.</summary>
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
public sealed class ForecastService(ICostQueries queries)
{
    // What the 95 % interval is learnt from: 90 days, 24 weeks, and the months ahead.
    private const int HistoryMonths = 14;
    private const int BacktestHistoryMin = 90;

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
        var report = new ForecastReport(scopes.Known.Days == 0 ? null : scopes.Known.End.AddDays(-1), each, whole, scopes.OtherCurrencies);
        return question.Changes.Aggregate(report, (sum, change) => sum.With(change, scopes.Known.End, question.Currency));
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
        (IReadOnlyList<CostRow> rows, DayRange known) = await RowsAsync(snapshot, new Dimension("team"), [], asOf, cancellationToken).ConfigureAwait(false);
        BillingPeriod first = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        var reports = new ForecastReport?[questions.Count];
        if (known.Days > 0 && first.Next.FirstDay.DayNumber - known.End.DayNumber > SeriesForecaster.DaysAhead) return reports;
        Parallel.For(0, reports.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (ForecastQuestion question, Func<CostRow, bool> counts) = questions[i];
            ForecastScopes scopes = ForecastScopes.Read([.. rows.Where(counts)], question, known);
            BillingPeriod[] months = [.. Enumerable.Range(0, question.Months).Select(first.AddMonths)];
            (ScopeForecast whole, _) = ScopeOutlook.Coherent(ScopeOutlook.Of(null, scopes.Total, scopes, months), [], months, question.Currency);
            reports[i] = new ForecastReport(known.Days == 0 ? null : known.End.AddDays(-1), [], whole, scopes.OtherCurrencies);
        });
        return reports;
    }

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

    private async Task<ForecastScopes> ReadAsync(Snapshot snapshot, ForecastQuestion question, CancellationToken cancellationToken)
    {
        (IReadOnlyList<CostRow> rows, DayRange known) = await RowsAsync(snapshot, question.By, question.Filters, question.AsOf, cancellationToken).ConfigureAwait(false);
        return ForecastScopes.Read(rows, question, known);
    }

    private async Task<(IReadOnlyList<CostRow> Rows, DayRange Known)> RowsAsync(
        Snapshot snapshot, Dimension by, IReadOnlyList<CostFilter> filters, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        BillingPeriod last = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        DayRange asked = DayRange.Of(last.AddMonths(-HistoryMonths), last);
        IReadOnlyList<CostRow> rows = snapshot.Loads.Count == 0
            ? []
            : await queries.QueryAsync(snapshot, new CostQuery(asked, [by, .. ScopeHistory.Dimensions], filters), cancellationToken);
        DateOnly? through = BudgetService.Through(snapshot, asOf), from = BudgetService.KnownFrom(snapshot, asked);
        DayRange known = through is { } end && from is { } start && start <= end ? new DayRange(start, end.AddDays(1)) : new DayRange(asked.Start, asked.Start);
        return (rows, known);
    }
}
