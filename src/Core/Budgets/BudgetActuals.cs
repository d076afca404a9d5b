using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Daily cost by team, as budgets count it: in the budget's currency, cost in others at the rate of its month.</summary>
internal sealed class BudgetActuals
{
    /// <summary>The scope of a budget for everybody.</summary>
    public const string AllTeams = "all";

    private readonly ILookup<string, Entry> _byTeam;
    private readonly TeamChildren _children;
    private readonly RateBook _rates;

    public BudgetActuals(IReadOnlyList<CostRow> rows, IReadOnlyList<TeamConfig> teams, RateBook rates)
    {
        _rates = rates;
        _byTeam = rows.Select(Read).ToLookup(entry => entry.Team, StringComparer.Ordinal);
        _children = TeamChildren.Of(teams);
    }

    public Dictionary<DateOnly, decimal> Daily(BudgetConfig budget, bool purchasesOnly)
    {
        var daily = new Dictionary<DateOnly, decimal>();
        foreach (Entry entry in Scope(budget))
        {
            if (Rate(RateKind.Actual, entry, budget) is not { } rate || (purchasesOnly && entry.Category != "Purchase")) continue;
            daily[entry.Day] = daily.GetValueOrDefault(entry.Day) + (entry.Costs[budget.Metric] * rate);
        }

        return daily;
    }

    /// <summary>
    /// How much of the cost is due to rates: Σ amount × (actual rate − budget rate), for cost in other currencies on complete days. Null when
    /// there is none, or a budget rate is missing.
    /// </summary>
    public decimal? FxVariance(BudgetConfig budget, DayRange days, DateOnly? through)
    {
        decimal? sum = null;
        foreach (Entry entry in Scope(budget).Where(entry => entry.Currency != budget.Currency && days.Contains(entry.Day) && entry.Day <= through))
        {
            if (Rate(RateKind.Budget, entry, budget) is not { } planned || Rate(RateKind.Actual, entry, budget) is not { } actual) return null;
            sum = (sum ?? 0m) + (entry.Costs[budget.Metric] * (actual - planned));
        }

        return sum;
    }

    /// <summary>Currencies without a rate in which there is cost.</summary>
    public IReadOnlyList<Currency> OtherCurrencies(BudgetConfig budget, DayRange days) =>
        [.. Scope(budget).Where(entry => Rate(RateKind.Actual, entry, budget) is null && days.Contains(entry.Day) && entry.Costs[budget.Metric] != 0m)
            .Select(entry => entry.Currency).Distinct().Order()];

    private IEnumerable<Entry> Scope(BudgetConfig budget)
    {
        IEnumerable<Entry> entries = budget.Team.Value == AllTeams
            ? _byTeam.SelectMany(group => group)
            : _children.Below(budget.Team.Value).SelectMany(team => _byTeam[team]);
        return entries.Where(entry =>
            !(budget.GrossOfCredits && entry.Category == "Credit") && !(budget.WithoutTax && entry.Category == "Tax"));
    }

    private decimal? Rate(RateKind kind, Entry entry, BudgetConfig budget) =>
        entry.Currency == budget.Currency ? 1m : _rates.Find(kind, entry.Month, entry.Currency, budget.Currency)?.Rate;

    private static Entry Read(CostRow row)
    {
        BillingPeriod month = BillingPeriod.Parse(row.Keys[1] ?? "");
        DateOnly day = DateOnly.ParseExact(row.Keys[2] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        DateOnly clipped = day < month.FirstDay ? month.FirstDay : day > month.LastDay ? month.LastDay : day;
        return new Entry(row.Keys[0] ?? TeamId.Unallocated.Value, month, clipped, row.Keys[3], row.Currency, row.Costs);
    }

    private sealed record Entry(string Team, BillingPeriod Month, DateOnly Day, string? Category, Currency Currency, Costs Costs);
}
