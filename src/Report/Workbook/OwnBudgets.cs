using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Which budgets stand in a team's row: its own, of the report month, in the report's currency and metric. A budget of a team with teams below it
/// covers those, too, so it stands with the others.
/// </summary>
internal sealed class OwnBudgets
{
    private readonly Dictionary<TeamId, BudgetStatus> _own = [], _groups = [];
    private readonly CostGuardConfiguration _configuration;

    public OwnBudgets(CostGuardConfiguration configuration, BillingPeriod period, IReadOnlyList<BudgetStatus> budgets)
    {
        _configuration = configuration;
        HashSet<TeamId> parents = [.. configuration.Teams.Select(team => team.Parent).OfType<TeamId>()];
        HashSet<TeamId> known = [.. configuration.Teams.Select(team => team.Id)];
        var others = new List<BudgetStatus>();
        foreach (BudgetStatus status in budgets)
        {
            bool isOfMonth = status.Days == DayRange.Of(period)
                && status.Budget.Currency == configuration.Company.Currency
                && status.Budget.Metric == configuration.Company.Metric
                && known.Contains(status.Budget.Team);
            bool isGroup = parents.Contains(status.Budget.Team);
            if (isOfMonth && isGroup) _groups.TryAdd(status.Budget.Team, status);
            if (!isOfMonth || isGroup || !_own.TryAdd(status.Budget.Team, status)) others.Add(status);
        }

        Others = others;
    }

    /// <summary>All other budgets, in order.</summary>
    public IReadOnlyList<BudgetStatus> Others { get; }

    /// <summary>The configured teams, then every other label that has cost.</summary>
    public IEnumerable<WorkbookTeam> Teams(TeamLabels labels, IReadOnlyList<DataLine> lines)
    {
        (bool credits, bool tax) = CountedCost.Of(Others.Select(status => status.Budget));
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (TeamConfig team in _configuration.Teams)
        {
            BudgetStatus? budget = _own.GetValueOrDefault(team.Id);
            // Cost without a budget of its own counts as the budget of a team above counts it.
            BudgetConfig? counts = (budget ?? Above(team))?.Budget;
            listed.Add(labels.Of(team.Id.Value));
            yield return new WorkbookTeam(
                labels.Of(team.Id.Value), team.Owner, team.CostCentre, budget,
                counts is null ? credits : !counts.GrossOfCredits,
                counts is null ? tax : !counts.WithoutTax,
                IsPseudo: false,
                team.Id.Value,
                team.Parent?.Value);
        }

        // Unallocated is always shown, even when it is nothing.
        IEnumerable<string> rest = lines.Select(line => line.Team).Append(TeamLabels.Unallocated).Distinct().Where(label => !listed.Contains(label)).Order(StringComparer.Ordinal);
        foreach (string label in rest)
        {
            yield return new WorkbookTeam(label, null, null, null, credits, tax, IsPseudo: true);
        }
    }

    // A circle of teams, which the configuration's check reports, ends where it began.
    private BudgetStatus? Above(TeamConfig team)
    {
        var seen = new HashSet<TeamId>();
        for (TeamConfig? each = team; each is not null && seen.Add(each.Id); each = _configuration.Teams.FirstOrDefault(other => other.Id == each.Parent))
        {
            if (_groups.TryGetValue(each.Id, out BudgetStatus? status)) return status;
        }

        return null;
    }
}
