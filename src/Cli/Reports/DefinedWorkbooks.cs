using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Reports;

/// <summary>Writes the workbooks that reports/*.yaml ask for: of each team with its own cost alone, or the company's.</summary>
public sealed class DefinedWorkbooks(CostGuardConfiguration configuration, ReportContexts contexts, ReportRoom room)
{
    /// <summary>Writes them; the files, and what was left out and why.</summary>
    /// <param name="definition">A definition of workbooks.</param>
    /// <param name="period">A month in place of the definition's, or null.</param>
    /// <param name="asOf">The moment that is judged.</param>
    /// <param name="cancellationToken">Stops it; files that are finished stay.</param>
    /// <exception cref="CostGuardException">More than one month, or no workbook at all (exit code 5).</exception>
    public async Task<(IReadOnlyList<FinishedReport> Files, IReadOnlyList<string> LeftOut)> WriteAsync(
        ReportDefinition definition, string? period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        WorkbookOrder order = definition.Workbook!;
        PeriodText months = PeriodText.Parse(period ?? order.Period, asOf, configuration.Company);
        if (months.IsAll || months.First != months.Last)
            throw new CostGuardException(2, CommandErrors.BadArgument.At("A workbook is about one month: name it with --period 2026-11."));
        ReportContext context = await contexts.CurrentAsync(months.First, asOf, cancellationToken).ConfigureAwait(false);
        if (!order.OfTeams) return (await room.WriteAsync(context, null, cancellationToken).ConfigureAwait(false), []);
        TeamId[] teams = [.. configuration.Teams.Select(team => team.Id).Where(team => order.Teams.Count == 0 || order.Teams.Contains(team.Value))];
        (IReadOnlyList<FinishedReport> files, IReadOnlyList<string> leftOut) = await room.WriteTeamsAsync(context, teams, cancellationToken).ConfigureAwait(false);
        return files.Count > 0 ? (files, leftOut) : throw new CostGuardException(5, ReportErrors.NothingToReport.At($"No team of the report '{definition.Name}' has cost in {months.First} or the twelve months before it."));
    }
}
