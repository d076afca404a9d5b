using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Mails;

/// <summary>The last seven complete days of a team against the seven before, by service and account, counted as its budget counts: cost in other currencies at the rate of its month.</summary>
/// <param name="Now">Cost of the seven days.</param>
/// <param name="Before">Cost of the seven before.</param>
/// <param name="Drivers">Both by service and account; they add up.</param>
/// <param name="Notes">What is left out.</param>
/// <param name="Accounts">Accounts with cost of the team's own: those of shared cost belong to others and are not named to it. Null: every account may be named.</param>
internal sealed record WeekOfTeam(decimal Now, decimal Before, IReadOnlyList<CostChange> Drivers, IReadOnlyList<string> Notes, IReadOnlySet<string?>? Accounts)
{
    private static readonly Dimension Team = new("team");
    private static readonly Dimension[] By = [new("service"), new("subAccountName"), new("subAccountId"), new("chargeCategory"), new("pool")];

    public static WeekOfTeam Empty { get; } = new(0, 0, [], [], new HashSet<string?>());

    public static async Task<WeekOfTeam> ReadAsync(
        ConvertedQueries queries, Snapshot snapshot, IReadOnlyList<string?> teams, DateOnly through, BudgetConfig? budget, Currency currency, CostMetric metric, CancellationToken cancellationToken)
    {
        var week = new DayRange(through.AddDays(-6), through.AddDays(1));
        var before = new DayRange(week.Start.AddDays(-7), week.Start);
        (IReadOnlyList<CostRow> beforeRows, IReadOnlyList<CostRow> nowRows) = await queries.CompareAsync(snapshot, Ask(before, teams), Ask(week, teams), cancellationToken).ConfigureAwait(false);

        Dictionary<string, decimal> nowBy = Sums(nowRows, teams.Count > 0, budget, currency, metric), beforeBy = Sums(beforeRows, teams.Count > 0, budget, currency, metric);
        CostChange[] drivers = [.. nowBy.Keys.Union(beforeBy.Keys).Order(StringComparer.Ordinal)
            .Select(label => new CostChange(label, beforeBy.GetValueOrDefault(label), nowBy.GetValueOrDefault(label)))];
        return new WeekOfTeam(drivers.Sum(driver => driver.Now), drivers.Sum(driver => driver.Before), drivers, LeftOut(nowRows, budget, currency, metric, "in the last 7 days"), teams.Count == 0 ? null
            : nowRows.Concat(beforeRows).Where(row => row.Keys[4] is null).Select(row => row.Keys[2]).ToHashSet());
    }

    /// <summary>The question. No team means the whole company, with what is central and unallocated.</summary>
    internal static CostQuery Ask(DayRange days, IReadOnlyList<string?> teams) => new(days, By, teams.Count == 0 ? [] : [new CostFilter(Team, teams)], ByBillingPeriod: false);

    /// <summary>By service and account, as the budget counts.</summary>
    internal static Dictionary<string, decimal> Sums(IReadOnlyList<CostRow> rows, bool forTeams, BudgetConfig? budget, Currency currency, CostMetric metric) =>
        rows.Where(row => row.Currency == currency && Counts(row.Keys[3], budget))
            .GroupBy(row => Label(row, forTeams), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Costs[metric]), StringComparer.Ordinal);

    // A share of a pool stands in an account that belongs to others.
    private static string Label(CostRow row, bool forTeams) =>
        $"{row.Keys[0] ?? "No service"}, {(forTeams && row.Keys[4] is not null ? AnomalyTable.SharedAccount : row.Keys[1] ?? row.Keys[2] ?? "no account")}";

    /// <summary>False for charges that the budget leaves out.</summary>
    internal static bool Counts(string? category, BudgetConfig? budget) => category switch
    {
        "Credit" => budget is not { GrossOfCredits: true },
        "Tax" => budget is not { WithoutTax: true },
        _ => true,
    };

    /// <summary>Currencies without a rate, and categories that the budget leaves out: whole sentences.</summary>
    internal static List<string> LeftOut(IReadOnlyList<CostRow> rows, BudgetConfig? budget, Currency currency, CostMetric metric, string when)
    {
        List<string> notes = [.. rows.Where(row => row.Currency != currency).GroupBy(row => row.Currency).OrderBy(group => group.Key)
            .Select(group => $"Not counted, for want of an exchange rate: {Figures.Exact(group.Sum(row => row.Costs[metric]), group.Key)} {group.Key} {when}.")];
        string[] left = [.. new[] { budget is { GrossOfCredits: true } ? "credits" : "", budget is { WithoutTax: true } ? "tax" : "" }.Where(word => word.Length > 0)];
        if (left.Length > 0) notes.Add($"Figures are {metric}Cost in {currency} without {string.Join(" and ", left)}, as the budget counts.");
        return notes;
    }
}
