using CostGuard.Core.Configuration;

namespace CostGuard.Core.Budgets;

/// <summary>Teams below teams. Tolerates a circle, which the configuration's own check reports.</summary>
internal sealed class TeamChildren
{
    private readonly ILookup<string, string> _children;

    private TeamChildren(ILookup<string, string> children) => _children = children;

    public static TeamChildren Of(IReadOnlyList<TeamConfig> teams) =>
        new(teams.Where(team => team.Parent is not null).ToLookup(team => team.Parent!.Value.Value, team => team.Id.Value, StringComparer.Ordinal));

    /// <summary>The team and everything below it.</summary>
    public IReadOnlySet<string> Below(string team)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Add(team, found);
        return found;
    }

    private void Add(string team, HashSet<string> found)
    {
        if (!found.Add(team)) return;
        foreach (string child in _children[team]) Add(child, found);
    }
}
