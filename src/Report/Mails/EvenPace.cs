using CostGuard.Core.Budgets;
using CostGuard.Core.Currencies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>
/// What drove a budget (ux 3.3): cost of its period so far by service and account, against an even pace of the budget that is split as the cost
/// of the period before was. The rows add up to actual less even pace. Unrounded.
/// </summary>
/// <param name="Drivers">By service and account: what the pace would be, and the cost.</param>
/// <param name="Unnamed">What no driver has: nearly all of the pace when there was no cost before.</param>
/// <param name="Notes">What is left out.</param>
internal sealed record EvenPace(IReadOnlyList<CostChange> Drivers, CostChange Unnamed, IReadOnlyList<string> Notes)
{
    public static async Task<EvenPace> ReadAsync(ConvertedQueries queries, Snapshot snapshot, IReadOnlyList<string?> teams, BudgetStatus status, CancellationToken cancellationToken)
    {
        var done = new DayRange(status.Days.Start, status.Through!.Value.AddDays(1));
        int months = BillingPeriod.Of(status.Days.End.AddDays(-1)).MonthsSince(BillingPeriod.Of(status.Days.Start)) + 1;
        DayRange before = new(status.Days.Start.AddMonths(-months), status.Days.Start);
        // Whole periods are what is billed for them; a part of one can only be told by the days of its charges.
        (IReadOnlyList<CostRow> then, IReadOnlyList<CostRow> now) = await queries.CompareAsync(
            snapshot, WeekOfTeam.Ask(before, teams) with { ByBillingPeriod = true }, WeekOfTeam.Ask(done, teams) with { ByBillingPeriod = done == status.Days }, cancellationToken).ConfigureAwait(false);

        Dictionary<string, decimal> nowBy = WeekOfTeam.Sums(now, teams.Count > 0, status.Budget, status.Budget.Currency, status.Budget.Metric);
        Dictionary<string, decimal> thenBy = WeekOfTeam.Sums(then, teams.Count > 0, status.Budget, status.Budget.Currency, status.Budget.Metric);
        decimal whole = thenBy.Values.Sum();
        CostChange[] drivers = [.. nowBy.Keys.Union(thenBy.Keys).Order(StringComparer.Ordinal)
            .Select(label => new CostChange(label, whole > 0m ? status.ExpectedEven * thenBy.GetValueOrDefault(label) / whole : 0m, nowBy.GetValueOrDefault(label)))];
        return new EvenPace(
            drivers,
            new CostChange("", status.ExpectedEven - drivers.Sum(driver => driver.Before), (status.Actual ?? 0m) - drivers.Sum(driver => driver.Now)),
            WeekOfTeam.LeftOut(now, status.Budget, status.Budget.Currency, status.Budget.Metric, "so far"));
    }
}
