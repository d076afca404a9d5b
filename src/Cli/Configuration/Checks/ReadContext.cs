using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;

namespace CostGuard.Cli.Configuration.Checks;

/// <summary>What the objects of a home may refer to, and the list that takes every problem.</summary>
public sealed class ReadContext(IReadOnlyList<ConfigDocument> documents, KnownNames known, List<Problem> problems)
{
    public List<Problem> Problems => problems;

    public KnownNames Known => known;

    /// <summary>Names of all teams, also of those whose file has errors: one fault is told once.</summary>
    public IReadOnlySet<string> Teams { get; } = NamesOf(documents, TeamKind.Kind);

    public IReadOnlySet<string> Connections { get; } = NamesOf(documents, ConnectionKind.Kind);

    /// <summary>Names of the reports: the finance workbook, and every definition.</summary>
    public IReadOnlySet<string> Reports { get; } = NamesOf(documents, ReportKind.Kind).Append(ReportKind.Finance).ToHashSet(StringComparer.Ordinal);

    /// <summary>Folds the tag keys of matches and rules, by the company's table once costguard.yaml is read.</summary>
    public TagFolding Folding { get; set; } = new(new TagConfig());

    /// <summary>Titles of the teams, for messages.</summary>
    public string TitleOf(string team) =>
        documents.FirstOrDefault(document => document.Kind == TeamKind.Kind && document.Name == team)?.Title ?? team;

    public bool CheckTeam(ScalarNode team, bool all = false) => CheckTeam(team.Text, team.At, all);

    public bool CheckTeam(string team, Place at, bool all = false)
    {
        if (Teams.Contains(team) || (all && team == "all")) return true;
        problems.Add(at.Report(TeamErrors.UnknownTeam, $"There is no team \"{team}\".{Suggestion.For(team, Teams)}"));
        return false;
    }

    private static HashSet<string> NamesOf(IReadOnlyList<ConfigDocument> documents, ObjectKind kind) =>
        documents.Where(document => document.Kind == kind).Select(document => document.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
