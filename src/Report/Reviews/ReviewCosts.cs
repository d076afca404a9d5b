using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>Reads who spent it and what moved; refuses when the teams do not add up to the month.</summary>
public sealed class ReviewCosts(ICostQueries queries, ISnapshotStore snapshots, ReviewInput input)
{
    private const int MoversMax = 10;
    private const int WhereMax = 8;
    private const decimal LeastShare = 0.01m;
    private const decimal LeastAmount = 100m;
    private static readonly Dimension Team = new("team");

    private static readonly Dimension Category = new("chargeCategory");

    private readonly CompanyConfig _company = input.Configuration.Company;

    // The company's currency, as far as there are rates: as budgets count.
    private readonly ConvertedQueries _converted = new(queries, input.Configuration.Rates, input.Configuration.Company.Currency);
    private readonly DayRange _days = DayRange.Of(input.Period);

    /// <summary>The month and its teams, by the money over budget; those without a budget after them, by cost.</summary>
    public async Task<(ReviewTotal Total, IReadOnlyList<ReviewTeam> Teams)> TeamsAsync(IReadOnlyList<BudgetStatus> judged, CancellationToken cancellationToken)
    {
        Tie(
            await queries.QueryAsync(input.Snapshot, new CostQuery(_days, [], []), cancellationToken).ConfigureAwait(false),
            await queries.QueryAsync(input.Snapshot, new CostQuery(_days, [Team], []), cancellationToken).ConfigureAwait(false));
        IReadOnlyList<CostRow> byTeam = await AskAsync(_days, [Team, Category], cancellationToken).ConfigureAwait(false);
        if (input.Scope is { } scope) return Own(scope, [.. byTeam.Where(row => input.Has(row.Keys[0]))], judged);
        CountedCost rule = CountedCost.Of(judged.Select(status => status.Budget));
        Dictionary<string, decimal> costs = CostsOf(byTeam), counts = CostsOf(byTeam.Where(row => rule.Counts(row.Keys[1])));
        IEnumerable<string> ids = input.Configuration.Teams.Select(team => team.Id.Value).Append(TeamId.Unallocated.Value).Union(costs.Keys);
        var company = CompanyBudget.Of(CompanyBudget.Parents(input.Configuration.Teams), judged, new BudgetMonth(_company.Currency, _company.Metric, _days), costs);
        ReviewTeam[] teams = [.. ids.Select(id => Counted(One(id, costs.GetValueOrDefault(id), judged), company, counts))
            .Where(team => team.Cost != 0m || team.Budget is not null || team.Id != TeamId.Central.Value)
            .OrderBy(team => team.Budget is null).ThenByDescending(team => team.Over).ThenByDescending(team => team.Cost).ThenBy(team => team.Title, StringComparer.Ordinal)];
        return (new ReviewTotal(Own(byTeam).Sum(Cost), company.Amount, company.Counted(counts), Others(byTeam)) { Gap = company.Gap }, teams);
    }

    // What has no budget counts in the total, too, so that its rows add up to it; what the budget of a team above holds is in that.
    private static ReviewTeam Counted(ReviewTeam team, CompanyBudget company, Dictionary<string, decimal> counts)
    {
        bool isWithin = company.IsWithin(team.Id);
        decimal? counted = team.State is null && company.Amount is not null && !isWithin ? counts.GetValueOrDefault(team.Id) : team.Counted;
        return team with { IsWithin = isWithin, Counted = counted, IsPlannedAsNothing = company.IsPlannedAsNothing(team.Id) && (counted != 0m || CompanyBudget.IsNobodys(team.Id)) };
    }

    // A team and those below it: its own budget is the one that counts, and holds what is below.
    private (ReviewTotal Total, IReadOnlyList<ReviewTeam> Teams) Own(ReviewScope scope, IReadOnlyList<CostRow> rows, IReadOnlyList<BudgetStatus> judged)
    {
        Dictionary<string, decimal> costs = CostsOf(rows);
        ReviewTeam[] teams = [.. scope.Teams.Select(id => One(id, costs.GetValueOrDefault(id), judged)).OrderBy(team => team.Id != scope.Id).ThenByDescending(team => team.Cost).ThenBy(team => team.Title, StringComparer.Ordinal)];
        ReviewAmount[] others = Others(rows);
        CountedCost rule = CountedCost.Of(judged.Select(status => status.Budget));
        // As in the team's workbook: without a budget of its own, those of the teams below it.
        var parents = CompanyBudget.Parents(input.Configuration.Teams).Where(team => scope.Teams.Contains(team.Key)).ToDictionary(team => team.Key, team => team.Value, StringComparer.Ordinal);
        var own = CompanyBudget.Of(parents, judged.Where(status => scope.Teams.Contains(status.Budget.Team.Value)), new BudgetMonth(_company.Currency, _company.Metric, _days), costs, scope.Id);
        decimal? counted = own.Counted(CostsOf(rows.Where(row => rule.Counts(row.Keys[1]))));
        return (new ReviewTotal(costs.Values.Sum(), own.Amount, counted, others) { Gap = own.Gap }, teams);
    }

    /// <summary>Changes by team and service: at most ten up and ten down of at least 1 % or 100, and all others as one.</summary>
    public async Task<Part<ReviewMovers>> MoversAsync(ChangeWindow before, ChangeWindow after, CancellationToken cancellationToken)
    {
        CostQuery Asked(ChangeWindow window) => new(window.Days, [Team, new Dimension("service")], [], window.ByBillingPeriod);
        (IReadOnlyList<CostRow> earlier, IReadOnlyList<CostRow> later) = await _converted.CompareAsync(input.Snapshot, Asked(before), Asked(after), cancellationToken).ConfigureAwait(false);
        Dictionary<(string, string), decimal> then = Sums(earlier), now = Sums(later);
        if (then.Count == 0) return new Part<ReviewMovers>(null, $"there is no cost in {before.Text} to compare with");
        ReviewMover[] all = [.. then.Keys.Union(now.Keys).Select(key => new ReviewMover(key.Item1, input.TitleOf(key.Item1), key.Item2, then.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(mover => mover.Change != 0m).OrderByDescending(mover => Math.Abs(mover.Change)).ThenBy(mover => mover.Key, StringComparer.Ordinal)];
        decimal total = now.Values.Sum(), least = Math.Min(LeastAmount, Math.Abs(total) * LeastShare);
        ReviewMover[] up = [.. all.Where(mover => mover.Change >= least).Take(MoversMax)], down = [.. all.Where(mover => mover.Change <= -least).Take(MoversMax)];
        ReviewMover[] rest = [.. all.Except(up).Except(down)];
        return new Part<ReviewMovers>(new ReviewMovers(before.Text, after.Text, up, down, rest.Sum(mover => mover.Change), rest.Length, then.Values.Sum(), total), null);
    }

    /// <summary>Direct, shared, central and unallocated cost; they add up to the month.</summary>
    public async Task<ReviewAllocation> AllocationAsync(CancellationToken cancellationToken)
    {
        CostRow[] rows = [.. Own(await AskAsync(_days, [Team, new Dimension("pool")], cancellationToken).ConfigureAwait(false)).Where(row => input.Has(row.Keys[0]))];
        decimal Of(string team) => rows.Where(row => row.Keys[0] == team).Sum(Cost);
        CostRow[] given = [.. rows.Where(row => row.Keys[0] is not null and not "unallocated" and not "central")];
        ReviewAmount[] pools = [.. given.Where(row => row.Keys[1] is not null).GroupBy(row => row.Keys[1]!).Select(pool => new ReviewAmount(pool.Key, pool.Sum(Cost)))
            .OrderByDescending(pool => Math.Abs(pool.Amount)).ThenBy(pool => pool.Name, StringComparer.Ordinal)];
        decimal direct = given.Where(row => row.Keys[1] is null).Sum(Cost);
        if (input.Scope is not null) return new ReviewAllocation(direct, pools, 0m, 0m, input.Configuration.Allocation.UnallocatedWarnShare, [], 0m, []);
        var nobody = new CostQuery(_days, [new Dimension("subAccountId"), new Dimension("subAccountName"), new Dimension("service")], [new CostFilter(Team, [TeamId.Unallocated.Value])]);
        ReviewAmount[] where = [.. Own(await _converted.QueryAsync(input.Snapshot, nobody, cancellationToken).ConfigureAwait(false))
            .GroupBy(row => $"{row.Keys[2] ?? "no service"}, {row.Keys[1] ?? row.Keys[0] ?? "no account"}").Select(group => new ReviewAmount(group.Key, group.Sum(Cost)))
            .Where(each => each.Amount != 0m).OrderByDescending(each => Math.Abs(each.Amount)).ThenBy(each => each.Name, StringComparer.Ordinal)];
        IReadOnlyList<TagCoverage> tags = await snapshots.CoverageAsync(input.Snapshot, input.Configuration, [.. _company.Tags.Required], _days, cancellationToken).ConfigureAwait(false);
        return new ReviewAllocation(
            direct, pools, Of(TeamId.Central.Value), rows.Where(row => row.Keys[0] is null or "unallocated").Sum(Cost),
            input.Configuration.Allocation.UnallocatedWarnShare, [.. where.Take(WhereMax)], where.Skip(WhereMax).Sum(each => each.Amount),
            [.. tags.Select(tag => new ReviewTag(tag.TagKey, tag.Currency, Ratio.Of(tag.TaggedCost, tag.TaggableCost), Ratio.Of(tag.TaggedResources, tag.Resources)))]);
    }

    private ReviewTeam One(string id, decimal cost, IReadOnlyList<BudgetStatus> judged)
    {
        BudgetStatus? budget = BudgetOf(id, judged);
        return new ReviewTeam(
            id, input.TitleOf(id), input.Configuration.Teams.FirstOrDefault(team => team.Id.Value == id)?.Owner, cost,
            budget is { HasAmount: true } ? budget.Amount : null, budget?.Actual, budget?.State, budget?.Reason);
    }

    private BudgetStatus? BudgetOf(string team, IReadOnlyList<BudgetStatus> judged) => judged.FirstOrDefault(status =>
        status.Budget.Team.Value == team && status.Budget.Currency == _company.Currency && status.Budget.Metric == _company.Metric && status.Days == _days);

    private Dictionary<(string Team, string Service), decimal> Sums(IReadOnlyList<CostRow> rows) => Own(rows).Where(row => input.Has(row.Keys[0]))
        .GroupBy(row => (row.Keys[0] ?? TeamId.Unallocated.Value, row.Keys[1] ?? "no service")).ToDictionary(group => group.Key, group => group.Sum(Cost));

    private Task<IReadOnlyList<CostRow>> AskAsync(DayRange days, IReadOnlyList<Dimension> by, CancellationToken cancellationToken) =>
        _converted.QueryAsync(input.Snapshot, new CostQuery(days, by, []), cancellationToken);

    private Dictionary<string, decimal> CostsOf(IEnumerable<CostRow> rows) =>
        Own(rows).GroupBy(row => row.Keys[0] ?? TeamId.Unallocated.Value).ToDictionary(group => group.Key, group => group.Sum(Cost));

    private ReviewAmount[] Others(IEnumerable<CostRow> rows) =>
        [.. rows.Where(row => row.Currency != _company.Currency).GroupBy(row => row.Currency).OrderBy(group => group.Key).Select(group => new ReviewAmount(group.Key.Code, group.Sum(Cost)))];

    private IEnumerable<CostRow> Own(IEnumerable<CostRow> rows) => rows.Where(row => row.Currency == _company.Currency);

    private decimal Cost(CostRow row) => row.Costs[_company.Metric];

    private void Tie(IReadOnlyList<CostRow> total, IReadOnlyList<CostRow> byTeam)
    {
        foreach (Currency currency in total.Concat(byTeam).Select(row => row.Currency).Distinct())
        {
            decimal loads = total.Where(row => row.Currency == currency).Sum(Cost), teams = byTeam.Where(row => row.Currency == currency).Sum(Cost);
            if (loads != teams) throw new CostGuardException(6, ReviewErrors.DoesNotTie.At($"The teams of {input.Period} add up to {new Money(teams, currency)}, the loads to {new Money(loads, currency)}."));
        }
    }
}
