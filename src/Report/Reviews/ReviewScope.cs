using CostGuard.Core.Actions;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reviews;

namespace CostGuard.Report.Reviews;

/// <summary>Whose pack it is: a team and the teams below it. Nothing of others is frozen into it, and nothing of others is written beside it.</summary>
/// <param name="Id">Team id.</param>
/// <param name="Title">Name to show.</param>
/// <param name="Teams">Ids of the team and of those below it.</param>
/// <param name="Owners">Addresses of people who own no other team.</param>
public sealed record ReviewScope(string Id, string Title, IReadOnlyList<string> Teams, IReadOnlyList<string> Owners)
{
    /// <summary>The scope of a team.</summary>
    public static ReviewScope Of(TeamConfig team, IReadOnlyList<TeamConfig> all)
    {
        var tree = TeamTree.Of(all);
        TeamConfig[] own = [.. all.Where(each => each.Id == team.Id || tree.Ancestors(each.Id).Contains(team.Id))];
        HashSet<string> elsewhere = new(all.Except(own).SelectMany(each => each.Deputies.Append(each.Owner)), StringComparer.OrdinalIgnoreCase);
        return new ReviewScope(
            team.Id.Value, team.Title, [.. own.Select(each => each.Id.Value)],
            [.. own.SelectMany(each => each.Deputies.Append(each.Owner)).Where(who => !elsewhere.Contains(who)).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>True for the team and those below it.</summary>
    public bool Has(string? team) => team is not null && Teams.Contains(team, StringComparer.Ordinal);

    /// <summary>
    /// True for what people wrote about the team: notes on it or on one of its changes, and decisions and questions about it or, where they name no team,
    /// of people who own no other. A note on a service may speak of anybody, and who signs stands for the whole company's figures.
    /// </summary>
    public bool Has(ReviewEntry entry) => entry.Kind switch
    {
        ReviewEntryKind.Note => entry.Subject is { } subject && IsOwn(subject),
        ReviewEntryKind.Decision or ReviewEntryKind.Question => entry.Subject is { } subject ? IsOwn(subject) : entry.Owner is { } owner && Owners.Contains(owner, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>True for an action about the team; where it names no team, of people who own no other.</summary>
    public bool Has(ActionItem action) => action.Team is { } team ? Has(team) : Owners.Contains(action.Owner, StringComparer.OrdinalIgnoreCase);

    /// <summary>The review without what belongs to others.</summary>
    public Review Cut(Review review) => review with { Entries = [.. review.Entries.Where(Has)], Pack = null };

    private bool IsOwn(ReviewSubject subject) => subject.Kind switch
    {
        ReviewSubjectKind.Team => Has(subject.Key),
        ReviewSubjectKind.Mover => Has(subject.Key.Split('/', 2)[0]),
        _ => false,
    };
}
