using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Team names in a workbook: the title, where it is unique without case and SUMIFS compares it as it is; otherwise the id, which always is.
/// </summary>
internal sealed class TeamLabels
{
    public const string Unallocated = "Unallocated";
    public const string Central = "Central";

    private readonly Dictionary<string, string> _labels;

    public TeamLabels(IReadOnlyList<TeamConfig> teams)
    {
        HashSet<string> safe = Criteria.SafeOf(teams.GroupBy(team => team.Title, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1 && !Taken(group.Key, teams)).Select(group => group.Key));
        _labels = teams.ToDictionary(team => team.Id.Value, team => safe.Contains(team.Title) ? team.Title : team.Id.Value, StringComparer.Ordinal);
        _labels[TeamId.Unallocated.Value] = Unallocated;
        _labels[TeamId.Central.Value] = Central;
    }

    /// <summary>The label of a team; a team that is configured no longer keeps its id.</summary>
    public string Of(string? teamId) => teamId is null ? Unallocated : _labels.GetValueOrDefault(teamId, teamId);

    // A title must not be taken for a pseudo-team or for another team's id.
    private static bool Taken(string title, IReadOnlyList<TeamConfig> teams) =>
        title.Equals(Unallocated, StringComparison.OrdinalIgnoreCase) || title.Equals(Central, StringComparison.OrdinalIgnoreCase)
        || teams.Any(team => team.Id.Value.Equals(title, StringComparison.OrdinalIgnoreCase) && !team.Title.Equals(title, StringComparison.OrdinalIgnoreCase));
}
