using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>A team's budget beside those of the teams below it, for one period.</summary>
/// <param name="Parent">The budget of the team above.</param>
/// <param name="Children">Budgets of the teams directly below.</param>
/// <param name="First">First month of the period.</param>
/// <param name="ParentAmount">What the parent may spend.</param>
/// <param name="ChildAmount">Σ of the children's amounts.</param>
public sealed record BudgetGap(
    BudgetConfig Parent, IReadOnlyList<BudgetConfig> Children, BillingPeriod First, decimal ParentAmount, decimal ChildAmount)
{
    /// <summary>What the parent has not given to anybody; negative when the children may spend more than it has.</summary>
    public decimal Reserve => ParentAmount - ChildAmount;
}

/// <summary>Whether budgets of teams fit into the budget above them (domain C.2). It warns and never blocks.</summary>
public static class BudgetHierarchy
{
    /// <summary>Each parent and period of which at least one child has a budget of the same kind, currency and metric.</summary>
    public static IReadOnlyList<BudgetGap> Compare(IReadOnlyList<BudgetConfig> budgets, IReadOnlyList<TeamConfig> teams, FiscalCalendar calendar)
    {
        var gaps = new List<BudgetGap>();
        foreach (BudgetConfig parent in budgets.Where(budget => budget.Once is null))
        {
            BudgetConfig[] children = [.. budgets.Where(child => IsBelow(child, parent, teams))];
            if (children.Length == 0) continue;
            foreach (BillingPeriod first in parent.Amounts.Keys.Order())
            {
                DayRange period = calendar.Holding(parent.Kind, first);
                decimal?[] amounts = [.. children.Select(child => BudgetAmounts.For(child, period, calendar).Amount)];
                if (amounts.All(amount => amount is null) || BudgetAmounts.For(parent, period, calendar).Amount is not { } whole) continue;
                gaps.Add(new BudgetGap(parent, children, first, whole, amounts.Sum(amount => amount ?? 0m)));
            }
        }

        return gaps;
    }

    private static bool IsBelow(BudgetConfig child, BudgetConfig parent, IReadOnlyList<TeamConfig> teams)
    {
        bool same = child.Once is null && child.Name != parent.Name && child.Kind == parent.Kind && child.Currency == parent.Currency && child.Metric == parent.Metric;
        if (!same || child.Team == parent.Team || child.Team.Value == BudgetActuals.AllTeams) return false;
        TeamId? above = teams.FirstOrDefault(team => team.Id == child.Team)?.Parent;
        return parent.Team.Value == BudgetActuals.AllTeams ? above is null : above == parent.Team;
    }
}
