using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>The hierarchy of teams (domain B.6). A node's total is the sum of its leaves' amounts as printed, so parents add up to what is seen.</summary>
public sealed class TeamTree
{
    /// <summary>Most levels from the top to a leaf.</summary>
    public const int DepthMax = 6;

    private readonly Dictionary<TeamId, TeamId?> _parents = [];
    private readonly HashSet<TeamId> _inner = [];

    private TeamTree(IReadOnlyList<TeamConfig> teams)
    {
        foreach (TeamConfig team in teams)
        {
            _parents[team.Id] = team.Parent;
            if (team.Parent is { } parent) _inner.Add(parent);
        }
    }

    /// <summary>The tree of the teams. Wrong parents are reported by <see cref="AllocationChecks"/>; here a chain ends at them.</summary>
    public static TeamTree Of(IReadOnlyList<TeamConfig> teams) => new(teams);

    /// <summary>True when no other team has it as its parent.</summary>
    public bool IsLeaf(TeamId team) => !_inner.Contains(team);

    /// <summary>Parent, grandparent and so on to the top. A circle is followed once.</summary>
    public IReadOnlyList<TeamId> Ancestors(TeamId team)
    {
        var chain = new List<TeamId>();
        while (_parents.GetValueOrDefault(team) is { } parent && !chain.Contains(parent))
        {
            chain.Add(parent);
            team = parent;
        }

        return chain;
    }

    /// <summary>True when the team is its own ancestor.</summary>
    public bool IsCircular(TeamId team) => Ancestors(team).Contains(team);

    /// <summary>Levels from the top: 1 for a team without parent.</summary>
    public int Depth(TeamId team) => Ancestors(team).Count + 1;

    /// <summary>Adds every team's own amount to all its ancestors. Amounts are in one currency and rounded by the caller if they are to be printed.</summary>
    /// <returns>A total for each team in <paramref name="amounts"/> and each ancestor.</returns>
    public IReadOnlyDictionary<TeamId, decimal> RollUp(IReadOnlyDictionary<TeamId, decimal> amounts)
    {
        var totals = new SortedDictionary<TeamId, decimal>();
        foreach ((TeamId team, decimal amount) in amounts)
        {
            totals[team] = totals.GetValueOrDefault(team) + amount;
            foreach (TeamId ancestor in Ancestors(team))
            {
                if (ancestor != team) totals[ancestor] = totals.GetValueOrDefault(ancestor) + amount;
            }
        }

        return totals;
    }
}
