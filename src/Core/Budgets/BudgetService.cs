using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>
/// Judges all budgets of a home on one snapshot. One question to the ledger gives the daily cost of all teams, for every metric.
/// A charge counts in its billing month, as on the invoice; its day is the charge day, moved to the first or last day of that month when it
/// lies outside (an October charge that began on 30 September counts on 1 October), so that days always add up to the month.
/// </summary>
public sealed class BudgetService(ICostQueries queries, IBudgetOutlooks? outlooks = null)
{
    // What calendar fees need to be seen in several months (domain D.4).
    private const int HistoryMonths = 6;

    private static readonly Dimension[] By = [new("team"), new("month"), new("day"), new("chargeCategory")];

    /// <summary>
    /// The status of every budget, in the order of the configuration; those that exist once and lie outside of the months are left out. Every
    /// surface takes a budget's forecast from here, so that no two of them say different ones.
    /// </summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Budgets, teams and limits of age.</param>
    /// <param name="months">Whole months. A budget for quarters, half-years or years is judged on its own period that holds them.</param>
    /// <param name="asOf">The moment of the judgement, UTC.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<IReadOnlyList<BudgetStatus>> EvaluateAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, DayRange months, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetStatus> statuses = await JudgeAsync(snapshot, configuration, months, asOf, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] running = [.. statuses.Where(status => IsForecast(status, asOf))];
        if (outlooks is null || running.Length == 0) return statuses;
        IReadOnlyDictionary<string, BudgetOutlook> found = await outlooks.ReadAsync(snapshot, configuration, running, asOf, cancellationToken).ConfigureAwait(false);
        HashSet<BudgetStatus> ahead = new(running, ReferenceEqualityComparer.Instance);
        return [.. statuses.Select(status => ahead.Contains(status) ? ForecastVerdict.Apply(status, found.GetValueOrDefault(status.Budget.Name)) : status)];
    }

    /// <summary>Only a period that runs has something to come.</summary>
    private static bool IsForecast(BudgetStatus status, DateTimeOffset asOf) =>
        status is { State: not BudgetState.Unknown, HasAmount: true, Actual: not null } && status.Days.Contains(DateOnly.FromDateTime(asOf.UtcDateTime));

    private async Task<IReadOnlyList<BudgetStatus>> JudgeAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, DayRange months, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var calendar = FiscalCalendar.Of(configuration.Company);
        JudgedBudget[] judged = [.. JudgedBudget.Of(configuration.Budgets, months, calendar)];
        if (judged.Length == 0) return [];
        DayRange asked = Whole(judged.Min(each => each.From), judged.Max(each => each.Days.End));
        IReadOnlyList<CostRow> rows = snapshot.Loads.Count == 0 ? [] : await queries.QueryAsync(snapshot, new CostQuery(asked, By, Scopes(configuration)), cancellationToken);

        var actuals = new BudgetActuals(rows, configuration.Teams, configuration.Rates);
        DateOnly? through = Through(snapshot, asOf), knownFrom = KnownFrom(snapshot, asked);
        return [.. judged.Select(each =>
        {
            Dictionary<DateOnly, decimal> daily = actuals.Daily(each.Budget, purchasesOnly: false);
            BudgetAmount amount = each.Amount(daily, knownFrom, calendar);
            IReadOnlyList<string> gaps = SourceGaps.Find(snapshot, configuration, each.Days, asOf);
            // What the carry is made of must be as complete as the period itself.
            if (amount.CarryGap is { } unknown) gaps = [.. gaps, unknown];
            else gaps = [.. gaps, .. SourceGaps.Find(snapshot, configuration, each.Before, asOf, over: true).Select(gap => $"The carry cannot be told: {gap}")];
            return BudgetEvaluator.Evaluate(new BudgetEvidence
            {
                Budget = each.Budget,
                Days = each.Days,
                Amount = amount,
                Daily = daily,
                Purchases = actuals.Daily(each.Budget, purchasesOnly: true),
                OtherCurrencies = actuals.OtherCurrencies(each.Budget, new DayRange(each.From, each.Days.End)),
                FxVariance = actuals.FxVariance(each.Budget, each.Days, through),
                KnownFrom = knownFrom,
                Through = through,
                AsOf = asOf,
                FailAfter = configuration.Company.FailAfter,
                Gaps = gaps,
            });
        })];
    }

    /// <summary>Cost of whole months as each budget counts it, in the budget's currency; a month without data of any source is missing.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Teams and rates.</param>
    /// <param name="budgets">The budgets.</param>
    /// <param name="months">First and last month.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<IReadOnlyList<IReadOnlyDictionary<BillingPeriod, decimal>>> MonthlyAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<BudgetConfig> budgets, DayRange months, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = snapshot.Loads.Count == 0 ? [] : await queries.QueryAsync(snapshot, new CostQuery(months, By, []), cancellationToken).ConfigureAwait(false);
        HashSet<BillingPeriod> known = [.. snapshot.Loads.Select(load => load.Period)];
        var actuals = new BudgetActuals(rows, configuration.Teams, configuration.Rates);
        return [.. budgets.Select(budget =>
        {
            Dictionary<BillingPeriod, decimal> byMonth = actuals.Daily(budget, purchasesOnly: false)
                .GroupBy(day => BillingPeriod.Of(day.Key)).ToDictionary(month => month.Key, month => month.Sum(day => day.Value));
            foreach (BillingPeriod month in known.Where(month => months.Contains(month.FirstDay))) byMonth.TryAdd(month, 0m);
            // A month with cost that has no rate would look cheaper than it was.
            foreach (BillingPeriod month in byMonth.Keys.Where(month => actuals.OtherCurrencies(budget, DayRange.Of(month)).Count > 0).ToArray()) byMonth.Remove(month);
            return (IReadOnlyDictionary<BillingPeriod, decimal>)byMonth;
        })];
    }

    /// <summary>Days that have not ended at the moment of the judgement are never complete.</summary>
    internal static DateOnly? Through(Snapshot snapshot, DateTimeOffset asOf)
    {
        DateOnly yesterday = DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(-1);
        return snapshot.DataThrough is { } through && through > yesterday ? yesterday : snapshot.DataThrough;
    }

    /// <summary>The first day from which every month up to the newest has a load.</summary>
    internal static DateOnly? KnownFrom(Snapshot snapshot, DayRange asked)
    {
        HashSet<BillingPeriod> months = [.. snapshot.Loads.Select(load => load.Period)];
        if (months.Count == 0) return null;
        BillingPeriod month = months.Max();
        while (months.Contains(month.Previous) && month.FirstDay > asked.Start) month = month.Previous;
        return month.FirstDay;
    }

    /// <summary>Only the teams that some budget is about, unless one is about all.</summary>
    private static CostFilter[] Scopes(CostGuardConfiguration configuration)
    {
        if (configuration.Budgets.Any(budget => budget.Team.Value == BudgetActuals.AllTeams)) return [];
        var children = TeamChildren.Of(configuration.Teams);
        string[] teams = [.. configuration.Budgets.SelectMany(budget => children.Below(budget.Team.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return [new CostFilter(By[0], teams)];
    }

    private static DayRange Whole(DateOnly start, DateOnly end) =>
        DayRange.Of(BillingPeriod.Of(start).AddMonths(-HistoryMonths), BillingPeriod.Of(end.AddDays(-1)));
}
