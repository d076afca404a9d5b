using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Alerts;

/// <summary>Forecasts of budgets' periods, counted as each budget counts: its teams, metric, and without the credits and tax that it leaves out.</summary>
public sealed class BudgetOutlooks(ForecastService forecasts) : IBudgetOutlooks
{
    private const int MonthsMax = 12;
    private static readonly Dimension Team = new("team"), Category = new("chargeCategory");

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, BudgetOutlook>> ReadAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<BudgetStatus> statuses, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BudgetOutlook>(StringComparer.Ordinal);
        foreach (BudgetStatus status in statuses.Where(status => status.Budget.Thresholds.Any(threshold => threshold.Of == "forecast")))
        {
            if (await OfAsync(snapshot, configuration, status, asOf, cancellationToken).ConfigureAwait(false) is { } outlook) found[status.Budget.Name] = outlook;
        }

        return found;
    }

    private async Task<BudgetOutlook?> OfAsync(Snapshot snapshot, CostGuardConfiguration configuration, BudgetStatus status, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var first = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        var last = BillingPeriod.Of(status.Days.End.AddDays(-1));
        int months = ((last.FirstDay.Year - first.FirstDay.Year) * 12) + last.FirstDay.Month - first.FirstDay.Month + 1;
        // Days of its own end anywhere, and a forecast is of whole months.
        if (months is < 1 or > MonthsMax || status.Days.End != last.Next.FirstDay || status.Days.Start.Day != 1) return null;
        var question = new ForecastQuestion(Team, Filters(configuration, status.Budget), status.Budget.Metric, status.Budget.Currency, asOf, months) { ScopesMax = 1 };
        ForecastReport report;
        try
        {
            report = await forecasts.ForecastAsync(snapshot, question, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException)
        {
            // The data end too early: no forecast, and so no forecast alert.
            return null;
        }

        // The same days and the same cost as the judgement, or none: half a cost in another currency is no forecast.
        IReadOnlyList<MonthForecast> parts = report.Total.Months;
        if (report.Through != status.Through || report.OtherCurrencies.Count > 0 || parts.Any(part => part.Forecast is null || part.Inner is null)) return null;
        decimal before = status.Actual!.Value - parts[0].Actual;
        return new BudgetOutlook(
            before + parts.Sum(part => part.Forecast!.Value),
            parts.All(part => part.Inner!.IsCovered) ? before + parts.Sum(part => part.Inner!.Low) : null,
            parts.All(part => part.Inner!.IsCovered) ? before + parts.Sum(part => part.Inner!.High) : null,
            report.Total.Days);
    }

    private static List<CostFilter> Filters(CostGuardConfiguration configuration, BudgetConfig budget)
    {
        string?[] categories = [.. new[] { "Usage", "Purchase", "Adjustment", "Credit", "Tax" }
            .Where(category => !(category == "Credit" && budget.GrossOfCredits) && !(category == "Tax" && budget.WithoutTax))];
        List<CostFilter> filters = [new CostFilter(Category, categories)];
        if (budget.Team.Value != BudgetActuals.AllTeams)
            filters.Add(new CostFilter(Team, [.. TeamChildren.Of(configuration.Teams).Below(budget.Team.Value).Order(StringComparer.Ordinal)]));
        return filters;
    }
}
