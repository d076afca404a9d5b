using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>
/// What all teams together, or a team with those below it, may spend in a month: their own budget; without one the budgets of the teams, that of a team above
/// others for all of them, but only where every team with cost has a budget of its own, of a team above it, or of all teams below it. One rule, so that mails, packs
/// and workbooks give the same verdict. Amounts are unrounded, of one currency and metric; what cannot be told is null and never zero.
/// </summary>
public sealed class CompanyBudget
{
    private readonly HashSet<string> _within = new(StringComparer.Ordinal);
    private readonly List<BudgetStatus> _parts = [];
    private readonly List<BudgetStatus> _lacking = [];
    private readonly List<string> _without = [];
    private readonly Dictionary<string, BudgetStatus> _own;
    private readonly ILookup<string?, string> _children;
    private readonly bool _isCovered;

    private CompanyBudget(IReadOnlyDictionary<string, string?> parents, Dictionary<string, BudgetStatus> own, IReadOnlyDictionary<string, decimal> costs, string whole)
    {
        _own = own;
        _children = parents.ToLookup(team => team.Value is { } above && parents.ContainsKey(above) ? above : null, team => team.Key, StringComparer.Ordinal);
        Whole = own.GetValueOrDefault(whole);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string top in _children[null].Concat(parents.Keys)) Visit(top, seen);
        // Who is configured no longer has no budget, and may have cost.
        string[] gone = [.. costs.Where(team => team.Value != 0m && !parents.ContainsKey(team.Key) && !IsNobodys(team.Key)).Select(team => team.Key)];
        _without.AddRange(gone);
        Teams = parents.Count + gone.Length;
        _isCovered = _without.All(team => costs.GetValueOrDefault(team) == 0m);
    }

    /// <summary>The budget of all of them; null without one.</summary>
    public BudgetStatus? Whole { get; }

    /// <summary>The budgets that make the amount up, each cost in one of them.</summary>
    public IReadOnlyList<BudgetStatus> Parts => Whole is { } whole ? [whole] : _parts;

    /// <summary>Budgets without an amount for the month, where they are needed: then nobody can tell what all may spend.</summary>
    public IReadOnlyList<BudgetStatus> Lacking => Whole is { } whole ? whole.HasAmount ? [] : [whole] : _lacking;

    /// <summary>How many teams there are.</summary>
    public int Teams { get; }

    /// <summary>Teams that no budget covers, with cost or without.</summary>
    public IReadOnlyList<string> Without => Whole is null ? _without : [];

    /// <summary>What all may spend; null without a budget, and where it cannot be told.</summary>
    public decimal? Amount => Lacking.Count > 0 || Parts.Count == 0 || (Whole is null && !_isCovered) ? null : Parts.Sum(part => part.Amount);

    /// <summary>"22 of 60 teams have no budget": why there is no amount though teams have budgets; null where that is not the reason.</summary>
    public string? Gap => Whole is not null || Parts.Count == 0 || _isCovered || Lacking.Count > 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Without.Count:N0} of {Teams:N0} teams {(Without.Count == 1 ? "has" : "have")} no budget");

    /// <summary>The budgets of a month that count for all teams.</summary>
    /// <param name="parents">Each team and the one above it, or null.</param>
    /// <param name="judged">The statuses of budgets; those of other days, currencies and metrics are passed over.</param>
    /// <param name="month">The month, with the currency and metric of the report.</param>
    /// <param name="costs">Cost of the month by team in that currency and metric; "unallocated" and "central" may have some.</param>
    /// <param name="whole">"all", or the id of the team whose own budget is that of the teams below it, too.</param>
    public static CompanyBudget Of(
        IReadOnlyDictionary<string, string?> parents, IEnumerable<BudgetStatus> judged, BudgetMonth month, IReadOnlyDictionary<string, decimal> costs, string whole = BudgetActuals.AllTeams)
    {
        var own = new Dictionary<string, BudgetStatus>(StringComparer.Ordinal);
        foreach (BudgetStatus status in judged.Where(month.Has)) own.TryAdd(status.Budget.Team.Value, status);
        return new CompanyBudget(parents, own, costs, whole);
    }

    /// <summary>Each team and the one above it.</summary>
    /// <param name="teams">The configured teams.</param>
    public static IReadOnlyDictionary<string, string?> Parents(IReadOnlyList<TeamConfig> teams) => teams.ToDictionary(team => team.Id.Value, team => team.Parent?.Value, StringComparer.Ordinal);

    /// <summary>True when the budget of a team above holds the team's, whose own amount is then not added.</summary>
    /// <param name="team">Team id.</param>
    public bool IsWithin(string team) => Whole is null && _within.Contains(team) && _parts.All(part => part.Budget.Team.Value != team);

    /// <summary>True for cost that was planned to be nothing, where the amount is the sum of the teams' budgets: what belongs to nobody, and what a team above others spends itself.</summary>
    /// <param name="team">Team id.</param>
    public bool IsPlannedAsNothing(string team) => Whole is null && Amount is not null && !_within.Contains(team);

    /// <summary>What counts against <see cref="Amount"/>: as each budget counts, and of all other cost what <see cref="CountedCost"/> says. Null without an amount, and where a budget's cost is not known.</summary>
    /// <param name="counts">What counts of each team's cost where no budget of its own decides, unallocated and central included.</param>
    public decimal? Counted(IReadOnlyDictionary<string, decimal> counts)
    {
        if (Amount is null) return null;
        if (Whole is { } whole) return whole.Actual;
        return _parts.Any(part => part.Actual is null) ? null : _parts.Sum(part => part.Actual) + counts.Where(team => !_within.Contains(team.Key)).Sum(team => team.Value);
    }

    /// <summary>True for what belongs to no team.</summary>
    /// <param name="team">Team id.</param>
    public static bool IsNobodys(string team) => team == TeamId.Unallocated.Value || team == TeamId.Central.Value;

    // True when a budget covers the team and all below it; a budget without an amount is one, and makes the sum unknown.
    private bool Visit(string team, HashSet<string> seen)
    {
        if (!seen.Add(team)) return true;
        BudgetStatus? own = _own.GetValueOrDefault(team);
        if (own is { HasAmount: true })
        {
            _parts.Add(own);
            Enter(team, seen);
            return true;
        }

        int before = _without.Count;
        string[] below = [.. _children[team]];
        bool isCovered = below.Length > 0 & below.Count(child => Visit(child, seen)) == below.Length;
        if (own is not null && !isCovered)
        {
            _lacking.Add(own);
            _without.RemoveRange(before, _without.Count - before);
        }
        else if (!isCovered)
        {
            _without.Add(team);
        }

        return own is not null || isCovered;
    }

    private void Enter(string team, HashSet<string> seen)
    {
        seen.Add(team);
        if (!_within.Add(team)) return;
        foreach (string child in _children[team]) Enter(child, seen);
    }
}

/// <summary>A month as budgets are judged in it: a currency, a metric and all its days.</summary>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Metric">Metric of the amounts.</param>
/// <param name="Days">The month's days.</param>
public readonly record struct BudgetMonth(Currency Currency, CostMetric Metric, DayRange Days)
{
    /// <summary>True for a budget of the month in its currency and metric.</summary>
    /// <param name="status">The status of a budget.</param>
    public bool Has(BudgetStatus status) => status.Budget.Currency == Currency && status.Budget.Metric == Metric && status.Days == Days;
}
