using CostGuard.Core.Actions;

namespace CostGuard.Report.Workbook;

/// <summary>A resource that could save something.</summary>
/// <param name="Of">What was found and what people decided.</param>
/// <param name="Team">Label of the team that its cost goes to.</param>
public sealed record SavingLine(FollowedResource Of, string Team);

/// <summary>Something that people agreed to do.</summary>
/// <param name="Of">The action.</param>
/// <param name="Team">Label of its team; null for the whole company.</param>
public sealed record ActionLine(ActionItem Of, string? Team);

/// <summary>What could be saved, was agreed, was done, and shows on the bill.</summary>
/// <param name="Findings">Resources with findings.</param>
/// <param name="Actions">All actions.</param>
/// <param name="Judged">Resources that were looked at; null where that is not told, or without an inventory.</param>
/// <param name="MetricsThrough">Last complete day of the metrics; null without.</param>
/// <param name="Day">The day that is judged.</param>
public sealed record SavingPart(IReadOnlyList<SavingLine> Findings, IReadOnlyList<ActionLine> Actions, long? Judged, DateOnly? MetricsThrough, DateOnly Day)
{
    /// <summary>From finding to bill, by currency.</summary>
    public IReadOnlyList<SavingsProgress> Progress => SavingsProgress.Of([.. Findings.Select(line => line.Of)], [.. Actions.Select(line => line.Of)], Day);

    /// <summary>Those of some teams.</summary>
    public SavingPart Only(IReadOnlySet<string> teams) => this with
    {
        Findings = [.. Findings.Where(line => teams.Contains(line.Of.Team.Value))],
        Actions = [.. Actions.Where(line => line.Of.Team is { } team && teams.Contains(team))],
        Judged = null,
    };
}
