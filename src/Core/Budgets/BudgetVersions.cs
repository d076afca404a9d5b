using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Which version of a budget's amount counts on which days.</summary>
internal static class BudgetVersions
{
    /// <summary>Σ over the versions: amount of the period × days asked for under the version ÷ days of the period; unrounded, null without any.</summary>
    public static decimal? Amount(BudgetConfig budget, DayRange period, DayRange asked)
    {
        BillingPeriod first = BillingPeriod.Of(period.Start);
        decimal sum = 0m;
        foreach ((DayRange days, decimal? amount) in Spans(budget, period, first))
        {
            int counted = days.Intersect(asked).Days;
            if (counted == 0) continue;
            if (amount is not { } known) return null;
            // One version for all days asked for stays exact: no division of a whole period.
            if (days == period && asked == period) return known;
            sum += known * counted / period.Days;
        }

        return sum;
    }

    private static IEnumerable<(DayRange Days, decimal? Amount)> Spans(BudgetConfig budget, DayRange period, BillingPeriod first)
    {
        decimal? amount = budget.Amounts.TryGetValue(first, out decimal original) ? original : null;
        DateOnly since = period.Start;
        foreach (BudgetRevision revision in budget.Revisions.Where(each => each.From < period.End).OrderBy(each => each.From))
        {
            if (revision.For(first) is not { } changed) continue;
            if (!budget.StepRevisions && revision.From > since)
            {
                yield return (new DayRange(since, revision.From), amount);
                since = revision.From;
            }

            amount = changed;
        }

        yield return (new DayRange(since, period.End), amount);
    }
}
