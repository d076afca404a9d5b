using CostGuard.Core.Allocate;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Workbook;

/// <summary>
/// The input of one team's workbook: the company's, which ties to the loads, cut to the team and the teams below it before anything is written. Nothing
/// of other teams is in it: no line, no budget, no total, no account or invoice of shared cost.
/// </summary>
public sealed class TeamInputBuilder(ICostQueries queries, ChangeService changes)
{
    private static readonly Dimension Team = new("team");

    /// <summary>The input of one team and month.</summary>
    /// <param name="team">Team id.</param>
    /// <param name="whole">The company's input.</param>
    /// <param name="context">Data, configuration, month, judged budgets, moment.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    /// <exception cref="CostGuardException">The team has no cost in the months shown (exit code 5), or what the company's workbook refuses.</exception>
    public async Task<WorkbookInput> BuildAsync(TeamId team, WorkbookInput whole, ReportContext context, CancellationToken cancellationToken)
    {
        CostGuardConfiguration configuration = context.Configuration;
        TeamConfig[] own = Below(team, configuration);
        CostFilter filter = Only(own);
        IReadOnlyList<CostRow> days = await queries.QueryAsync(context.Snapshot, new CostQuery(DayRange.Of(context.Period), WorkbookInputBuilder.DailyBy, [filter]), cancellationToken).ConfigureAwait(false);
        var window = ChangeWindow.Of(context.Period);
        ChangeAnswer answer = await changes.ExplainAsync(context.Snapshot, WorkbookInputBuilder.Change(window, [filter], configuration), cancellationToken).ConfigureAwait(false);
        return Cut(whole, team, own, configuration) with
        {
            Bridge = answer.Bridges.FirstOrDefault(bridge => bridge.Currency == configuration.Company.Currency),
            Daily = WorkbookInputBuilder.Daily(days, new TeamLabels(configuration.Teams), [.. whole.Teams], configuration, context.Period),
        };
    }

    /// <summary>A team and the teams below it.</summary>
    internal static TeamConfig[] Below(TeamId team, CostGuardConfiguration configuration)
    {
        var tree = TeamTree.Of(configuration.Teams);
        return [.. configuration.Teams.Where(each => each.Id == team || tree.Ancestors(each.Id).Contains(team))];
    }

    /// <summary>Cost of these teams.</summary>
    internal static CostFilter Only(IEnumerable<TeamConfig> teams) => new(Team, [.. teams.Select(each => (string?)each.Id.Value)]);

    /// <summary>The company's input without what belongs to others; bridge and days are left out.</summary>
    internal static WorkbookInput Cut(WorkbookInput whole, TeamId team, IReadOnlyList<TeamConfig> own, CostGuardConfiguration configuration)
    {
        var labels = new TeamLabels(configuration.Teams);
        HashSet<string> shown = [.. own.Select(each => labels.Of(each.Id.Value))];
        HashSet<TeamId> ids = [.. own.Select(each => each.Id)];
        int[] kept = [.. Enumerable.Range(0, whole.Lines.Count).Where(i => shown.Contains(whole.Lines[i].Team))];
        if (kept.Length == 0) throw new CostGuardException(5, ReportErrors.NothingToReport.At($"{team} has no cost in {whole.Period} or the twelve months before it."));
        return whole with
        {
            Team = new TeamPart(team.Value, own.First(each => each.Id == team).Title, [.. own.Where(each => each.Id != team).Select(each => each.Title)]),
            Lines = [.. kept.Select(i => Private(whole.Lines[i]))],
            // The cents of the company's workbook: rounded for themselves, a team's could differ by one.
            Rounded = RoundedLines.Of(whole).Only(kept),
            Teams = [.. whole.Teams.Where(each => !each.IsPseudo && shown.Contains(each.Label))],
            OtherBudgets = [.. whole.OtherBudgets.Where(status => ids.Contains(status.Budget.Team))],
            // Control totals, invoices and the journal are the company's.
            Loads = [],
            Close = null,
            Bridge = null,
            Commitments = null,
            Restated = RestatedPart.None,
            DaysPresent = new Dictionary<string, int>(),
            Savings = whole.Savings?.Only(ids.Select(id => id.Value).ToHashSet()),
            Anomalies = whole.Anomalies?.Only(ids.Select(id => id.Value).ToHashSet(), kept.Select(i => whole.Lines[i]).Where(line => line.Pool is null).Select(line => line.AccountId).ToHashSet()),
            Daily = new Dictionary<DateOnly, decimal>(),
        };
    }

    // A share of a pool stands in accounts that belong to others.
    internal static DataLine Private(DataLine line) => line.Pool is null ? line : line with { AccountId = null, AccountName = AnomalyTable.SharedAccount, Invoice = null };
}
