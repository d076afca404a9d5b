namespace CostGuard.Core.Savings;

/// <summary>What one resource saves at best, and by which findings.</summary>
/// <param name="Findings">What is done together.</param>
/// <param name="Saving">What it saves a month; never more than the resource costs.</param>
public sealed record SavingPlan(IReadOnlyList<Finding> Findings, decimal Saving)
{
    /// <summary>
    /// The best of what can be done to one resource (domain F.5). Alternatives are never added: a deleted machine cannot be smaller, too. Another
    /// type and a schedule multiply: the schedule saves a share of what is left.
    /// </summary>
    /// <param name="findings">Findings of one resource.</param>
    /// <param name="monthly">What it costs a month; null when the bill does not show it.</param>
    public static SavingPlan Best(IReadOnlyList<Finding> findings, decimal? monthly)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var plans = findings.Select(finding => new SavingPlan([finding], Capped(finding.Saving.Headline, monthly))).ToList();
        if (monthly is > 0m)
        {
            foreach (Finding type in findings.Where(finding => finding.Action == SavingAction.Retype))
            {
                foreach (Finding schedule in findings.Where(finding => finding.Action == SavingAction.Schedule))
                {
                    decimal left = monthly.Value - type.Saving.Headline;
                    plans.Add(new SavingPlan([type, schedule], Capped(type.Saving.Headline + (left * schedule.Saving.Headline / monthly.Value), monthly)));
                }
            }
        }

        return plans.OrderByDescending(plan => plan.Saving).ThenBy(plan => plan.Findings.Count).ThenBy(plan => plan.Findings[0].Key, StringComparer.Ordinal).FirstOrDefault() ?? new SavingPlan([], 0m);
    }

    private static decimal Capped(decimal saving, decimal? monthly) => monthly is { } most && saving > most ? most : saving;
}
