using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Teams as configured.</summary>
public static class TeamTable
{
    /// <summary>The table of teams, by id.</summary>
    public static ReportTable Build(IReadOnlyList<TeamConfig> teams, ReportMeta meta)
    {
        int silent = teams.Count(team => team.WeeklyDigestTo.Count == 0);
        return new ReportTable
        {
            Schema = "costguard.teams/1",
            Title = teams.Count == 0
                ? "There are no teams, so that all cost is unallocated"
                : string.Create(CultureInfo.InvariantCulture, $"{teams.Count} {(teams.Count == 1 ? "team" : "teams")}; {silent} without a weekly digest"),
            Columns =
            [
                new("team", "Team", CellKind.Text),
                new("title", "Name", CellKind.Text),
                new("owner", "Owner", CellKind.Text),
                new("deputies", "Deputies", CellKind.Text),
                new("costCentre", "Cost centre", CellKind.Id),
                new("parent", "Parent", CellKind.Text),
                new("effectiveFrom", "From", CellKind.Month),
                new("matches", "Matches", CellKind.Count),
                new("weeklyDigestTo", "Weekly digest", CellKind.Text),
                new("file", "File", CellKind.Text),
            ],
            Rows = [.. teams.OrderBy(team => team.Id).Select(team => (object?[])
            [
                team.Id.Value,
                team.Title,
                team.Owner,
                Joined(team.Deputies),
                team.CostCentre,
                team.Parent?.Value,
                team.EffectiveFrom,
                (long)team.Matches.Count,
                Joined(team.WeeklyDigestTo),
                team.File,
            ])],
            Meta = meta with { Metric = null },
            Footnote = teams.Count == 0 ? "A team is a file teams/NAME.yaml in the home." : null,
        };
    }

    private static string? Joined(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts);
}
