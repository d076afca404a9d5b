using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Alerts;

/// <summary>
/// Forecasts of budgets' periods, counted as each budget counts: its teams, metric, and without the credits and tax that it leaves out. What was
/// forecast once for a snapshot is kept beside it.
/// </summary>
public sealed class BudgetOutlooks(ForecastService forecasts, IOutlookCache? cache = null) : IBudgetOutlooks
{
    private const int MonthsMax = 12;
    private static readonly Dimension Team = new("team");

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, BudgetOutlook>> ReadAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<BudgetStatus> statuses, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var first = BillingPeriod.Of(DateOnly.FromDateTime(asOf.UtcDateTime));
        string version = await forecasts.VersionAsync(cancellationToken).ConfigureAwait(false);
        BudgetStatus[] asked = [.. statuses.Where(status => Months(status, first) is >= 1 and <= MonthsMax)];
        IReadOnlyDictionary<string, BudgetOutlook?> kept = cache is null
            ? new Dictionary<string, BudgetOutlook?>()
            : await cache.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        BudgetStatus[] missing = [.. asked.Where(status => !kept.ContainsKey(Key(status, first, version)))];
        var all = new Dictionary<string, BudgetOutlook?>(kept, StringComparer.Ordinal);
        if (missing.Length > 0)
        {
            var children = TeamChildren.Of(configuration.Teams);
            ForecastReport?[] reports = await forecasts.TotalsAsync(
                snapshot, [.. missing.Select(status => (Question(status, first, asOf) with { Rates = configuration.Rates }, Counts(status.Budget, children)))], asOf, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < missing.Length; i++) all[Key(missing[i], first, version)] = Of(missing[i], reports[i]);
            if (cache is not null) await cache.WriteAsync(snapshot, all, cancellationToken).ConfigureAwait(false);
        }

        return asked.Where(status => all[Key(status, first, version)] is not null)
            .ToDictionary(status => status.Budget.Name, status => all[Key(status, first, version)]!, StringComparer.Ordinal);
    }

    // Days of its own end anywhere, and a forecast is of whole months.
    private static int Months(BudgetStatus status, BillingPeriod first)
    {
        var last = BillingPeriod.Of(status.Days.End.AddDays(-1));
        return status.Days.End != last.Next.FirstDay || status.Days.Start.Day != 1 ? 0
            : ((last.FirstDay.Year - first.FirstDay.Year) * 12) + last.FirstDay.Month - first.FirstDay.Month + 1;
    }

    // The snapshot's id stands for the loads and the configuration; the rest moves with the clock and with what people say of anomalies.
    private static string Key(BudgetStatus status, BillingPeriod first, string version) =>
        string.Create(CultureInfo.InvariantCulture, $"{status.Budget.Name}|{status.Days.Start:yyyy-MM-dd}|{status.Days.End:yyyy-MM-dd}|{first}|{status.Through:yyyy-MM-dd}{(version.Length == 0 ? "" : "|")}{version}");

    private static ForecastQuestion Question(BudgetStatus status, BillingPeriod first, DateTimeOffset asOf) =>
        new(Team, [], status.Budget.Metric, status.Budget.Currency, asOf, Months(status, first));

    // The same rows as BudgetActuals counts.
    private static Func<CostRow, bool> Counts(BudgetConfig budget, TeamChildren children)
    {
        HashSet<string>? teams = budget.Team.Value == BudgetActuals.AllTeams ? null : [.. children.Below(budget.Team.Value)];
        int category = 1 + ScopeHistory.Dimensions.ToList().IndexOf(new Dimension("chargeCategory"));
        return row => (teams is null || teams.Contains(row.Keys[0] ?? TeamId.Unallocated.Value))
            && !(budget.GrossOfCredits && row.Keys[category] == "Credit") && !(budget.WithoutTax && row.Keys[category] == "Tax");
    }

    private static BudgetOutlook? Of(BudgetStatus status, ForecastReport? report)
    {
        // The same days and the same cost as the judgement, or none: cost in a currency without rate makes half a forecast.
        if (report is null || report.SeenThrough != status.Through || report.OtherCurrencies.Count > 0) return null;
        IReadOnlyList<MonthForecast> parts = report.Total.Months;
        if (parts.Any(part => part.Forecast is null || part.Inner is null)) return null;
        decimal before = status.Actual!.Value - report.SeenActual;
        bool covered = parts.All(part => part.Inner!.IsCovered);
        return new BudgetOutlook(
            before + parts.Sum(part => part.Forecast!.Value),
            covered ? before + parts.Sum(part => part.Inner!.Low) : null,
            covered ? before + parts.Sum(part => part.Inner!.High) : null,
            report.Total.Days)
        {
            PastError = parts.Count == 1 && before == 0m ? PastError(report.Total.Past, status.Through!.Value.Day) : null,
        };
    }

    private static double? PastError(PastAccuracy past, int day) => day < 13 ? past.Day10 : day < 18 ? past.Day15 : past.Day20;
}
