using CostGuard.Core.Savings;

namespace CostGuard.Core.Actions;

/// <summary>Something worth doing: what a resource saves at best, and what was found about it.</summary>
/// <param name="Resource">The resource with its findings.</param>
/// <param name="Plan">What is undecided at its best.</param>
public sealed record WorthDoing(FollowedResource Resource, SavingPlan Plan)
{
    /// <summary>The finding that is decided about first.</summary>
    public Finding Lead => Plan.Findings[0];

    /// <summary>The bill falls by this a month now; never more than the plan saves.</summary>
    public decimal Now => Math.Min(Plan.Findings.Count == 1 ? Lead.Saving.Immediate : Plan.Findings.Sum(each => each.Saving.Immediate), Full);

    /// <summary>In the end, once commitments that are set free have found other work.</summary>
    public decimal Full => Math.Max(Plan.Saving, Plan.Findings.Max(each => each.Saving.Full));
}

/// <summary>The three things worth doing of some teams: the best by score among what nobody has decided, rejected or snoozed.</summary>
public static class ThreeThings
{
    /// <summary>How many.</summary>
    public const int Count = 3;

    /// <summary>The best, one a resource; matters of order without money are not among them.</summary>
    /// <param name="overview">What was found and decided.</param>
    /// <param name="teams">Ids of a team and those below it.</param>
    public static IReadOnlyList<WorthDoing> Of(SavingsOverview overview, IReadOnlyCollection<string> teams)
    {
        ArgumentNullException.ThrowIfNull(overview);
        ArgumentNullException.ThrowIfNull(teams);
        return [.. overview.Resources.Where(each => each.Of.Currency is not null && teams.Contains(each.Team.Value))
            .Select(each => new WorthDoing(each, each.Undecided)).Where(each => each.Plan is { Findings.Count: > 0, Saving: > 0m })
            .OrderByDescending(each => each.Lead.Score).ThenByDescending(each => each.Plan.Saving).ThenBy(each => each.Lead.Key, StringComparer.Ordinal).Take(Count)];
    }
}
