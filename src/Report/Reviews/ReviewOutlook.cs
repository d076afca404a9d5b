using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>Reads the fiscal year of the month: what was, what is expected, and how far earlier forecasts were off.</summary>
internal sealed class ReviewOutlook(ICostQueries queries, ForecastService forecasts, ReviewInput input)
{
    private const string AllTeams = "all";
    private static readonly int[] TestedDays = [10, 15, 20];

    private readonly CompanyConfig _company = input.Configuration.Company;

    public async Task<Part<ReviewYear>> ReadAsync(CancellationToken cancellationToken)
    {
        var calendar = FiscalCalendar.Of(_company);
        int number = calendar.YearOf(input.Period.FirstDay);
        BillingPeriod first = BillingPeriod.Of(calendar.Year(number).Start), last = first.AddMonths(11), now = BillingPeriod.Of(input.AsOf);
        ForecastReport? report = now.CompareTo(last) > 0 ? null : await forecasts.ForecastAsync(
            input.Snapshot, new ForecastQuestion(new Dimension("team"), input.Filters, _company.Metric, _company.Currency, input.AsOf, last.MonthsSince(now) + 1) { Rates = input.Configuration.Rates, ScopesMax = 0 }, cancellationToken).ConfigureAwait(false);
        Dictionary<BillingPeriod, decimal> actual = await ActualAsync(DayRange.Of(first, last), cancellationToken).ConfigureAwait(false);
        ReviewMonth[] months = [.. Enumerable.Range(0, 12).Select(first.AddMonths).Select(month => Month(month, now, actual, report, calendar))];
        PastAccuracy past = report?.Total.Past ?? PastAccuracy.Unknown;
        (int day, double? error) = TestedDays.Zip([past.Day10, past.Day15, past.Day20]).MinBy(each => Math.Abs(each.First - input.AsOf.UtcDateTime.Day));
        return new Part<ReviewYear>(
            new ReviewYear(string.Create(CultureInfo.InvariantCulture, $"FY{number:0000}"), months, Share(error), day, Share(past.Coverage), past.Forecasts, [.. Notes(report)]), null);
    }

    private ReviewMonth Month(BillingPeriod month, BillingPeriod now, Dictionary<BillingPeriod, decimal> actual, ForecastReport? report, FiscalCalendar calendar)
    {
        MonthForecast? expected = report?.Total.Months.FirstOrDefault(each => each.Month == month);
        decimal? known = month == now ? expected?.Actual : month.CompareTo(now) < 0 && actual.TryGetValue(month, out decimal cost) ? cost : null;
        return new ReviewMonth(month, known, expected?.Forecast, expected?.Inner?.Low, expected?.Inner?.High, BudgetOf(month, calendar));
    }

    /// <summary>The company's budget of a month; else the teams' together, unless teams lie below teams and would count twice.</summary>
    private decimal? BudgetOf(BillingPeriod month, FiscalCalendar calendar)
    {
        BudgetConfig[] own = [.. input.Configuration.Budgets.Where(budget => budget is { Kind: BudgetPeriodKind.Month, Once: null } && budget.Currency == _company.Currency && budget.Metric == _company.Metric)];
        decimal? Amount(BudgetConfig budget) => BudgetAmounts.For(budget, DayRange.Of(month), calendar).Amount;
        if (input.Scope is { } scope) return own.FirstOrDefault(budget => budget.Team.Value == scope.Id) is { } team ? Amount(team) : null;
        if (own.FirstOrDefault(budget => budget.Team.Value == AllTeams) is { } whole) return Amount(whole);
        if (own.Length == 0 || input.Configuration.Teams.Any(team => team.Parent is not null)) return null;
        decimal?[] amounts = [.. own.Select(Amount)];
        return amounts.All(amount => amount is not null) ? amounts.Sum() : null;
    }

    private async Task<Dictionary<BillingPeriod, decimal>> ActualAsync(DayRange days, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await new ConvertedQueries(queries, input.Configuration.Rates, _company.Currency)
            .QueryAsync(input.Snapshot, new CostQuery(days, [new Dimension("month")], input.Filters), cancellationToken).ConfigureAwait(false);
        return rows.Where(row => row.Currency == _company.Currency && row.Keys[0] is not null)
            .GroupBy(row => BillingPeriod.Parse(row.Keys[0]![..7])).ToDictionary(group => group.Key, group => group.Sum(row => row.Costs[_company.Metric]));
    }

    private static IEnumerable<string> Notes(ForecastReport? report)
    {
        if (report is null) yield break;
        if (report.OtherCurrencies.Count > 0) yield return $"Cost in {string.Join(" and ", report.OtherCurrencies.Select(other => other.Code))} is not in it.";
        if (report.EndsUnknown.Count > 0) yield return "Not in it: what commitments cost more after an end that the bill does not tell.";
        if (report.Total.Months[0].Inner is { IsCovered: false }) yield return "There are too few past forecasts to claim 80 %: the range is a rule of thumb.";
    }

    private static decimal? Share(double? share) => share is { } value ? decimal.Round((decimal)value, 6) : null;
}
