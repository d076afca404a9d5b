using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Checks;

/// <summary>Teams roll up into their parents: no circles, at most six levels.</summary>
public static class TeamTree
{
    private const int DepthMax = 6;

    public static void Check(IReadOnlyList<(ConfigDocument Document, TeamConfig Team)> teams, List<Problem> problems)
    {
        Dictionary<TeamId, TeamId?> parents = teams.DistinctBy(pair => pair.Team.Id).ToDictionary(pair => pair.Team.Id, pair => pair.Team.Parent);
        foreach ((ConfigDocument document, TeamConfig team) in teams.Where(pair => pair.Team.Parent is not null))
        {
            var path = new List<TeamId> { team.Id };
            while (parents.GetValueOrDefault(path[^1]) is { } up && up != team.Id && path.Count <= teams.Count) path.Add(up);
            bool circle = parents.GetValueOrDefault(path[^1]) == team.Id;
            if (circle)
                problems.Add(document.Spec.PlaceOf("parent").Report(TeamErrors.ParentCycle, $"The parents go in a circle: {string.Join(" > ", path)} > {team.Id}."));
            else if (path.Count > DepthMax && path.Count <= teams.Count)
                problems.Add(document.Spec.PlaceOf("parent").Report(TeamErrors.TooDeep, $"The team is {Invariant.Text(path.Count)} levels deep, at most {Invariant.Text(DepthMax)} are possible."));
        }
    }
}
