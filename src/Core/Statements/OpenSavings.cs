using CostGuard.Core.Actions;

namespace CostGuard.Core.Statements;

/// <summary>What of a team's resources waits for a decision: the same that the list of recommendations and the mails show.</summary>
public static class OpenSavings
{
    /// <summary>By team id, then currency; null without an inventory, since no recommendations is not the same as none open.</summary>
    /// <param name="overview">What was found, whose it is by the rules, and what people decided.</param>
    public static ILookup<string, OpenSaving>? Of(SavingsOverview overview)
    {
        ArgumentNullException.ThrowIfNull(overview);
        if (overview.Judged is null) return null;
        return overview.Resources.Where(each => each.Undecided.Findings.Count > 0)
            .GroupBy(each => (Team: each.Team.Value, each.Of.Currency)).OrderBy(group => group.Key.Team, StringComparer.Ordinal).ThenBy(group => group.Key.Currency)
            .ToLookup(group => group.Key.Team, group => new OpenSaving(group.Key.Currency, group.Count(), group.Sum(each => each.Undecided.Saving)), StringComparer.Ordinal);
    }
}
