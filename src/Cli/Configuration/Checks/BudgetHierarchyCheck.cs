using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Checks;

/// <summary>Warns, once a budget, where the teams below may spend more than the team above has (domain C.2).</summary>
internal static class BudgetHierarchyCheck
{
    public static IEnumerable<Problem> Warnings(IReadOnlyList<BudgetConfig> budgets, IReadOnlyList<TeamConfig> teams, FiscalCalendar calendar)
    {
        foreach (IGrouping<BudgetConfig, BudgetGap> gaps in BudgetHierarchy.Compare(budgets, teams, calendar).Where(gap => gap.Reserve < 0m).GroupBy(gap => gap.Parent))
        {
            BudgetGap first = gaps.First();
            int decimals = first.Parent.Currency.MinorUnits;
            string more = gaps.Count() > 1 ? $" The same in {Invariant.Text(gaps.Count() - 1)} more periods." : "";
            yield return BudgetFileErrors.ChildrenAboveParent.At(
                $"{first.First}: \"{first.Parent.Name}\" has {Invariant.Amount(first.ParentAmount, decimals)} {first.Parent.Currency}, "
                + $"the budgets below it ({string.Join(", ", first.Children.Select(child => child.Name))}) {Invariant.Amount(first.ChildAmount, decimals)}.{more}",
                first.Parent.File) with
            { Severity = Severity.Warning };
        }
    }
}
