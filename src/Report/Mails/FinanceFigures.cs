using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>Reads the figures of the finance report and refuses when they do not tie.</summary>
internal sealed class FinanceFigures(ICostQueries queries, MailInput input, BillingPeriod period)
{
    private static readonly Dimension[] ByTeam = [new("team"), new("chargeCategory")];

    private readonly CompanyConfig _company = input.Configuration.Company;

    // The company's currency, as far as there are rates: as budgets count.
    private readonly ConvertedQueries _converted = new(queries, input.Configuration.Rates, input.Configuration.Company.Currency);

    public async Task<FinanceModel> ReadAsync(MailPart? workbook, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> total = await Query(input.Snapshot, DayRange.Of(period), [], cancellationToken).ConfigureAwait(false);
        Tie(total, await Query(input.Snapshot, DayRange.Of(period), [new Dimension("team")], cancellationToken).ConfigureAwait(false));
        IReadOnlyList<CostRow> byTeam = await _converted.QueryAsync(input.Snapshot, new CostQuery(DayRange.Of(period), ByTeam, []), cancellationToken).ConfigureAwait(false);
        decimal sum = Sum(byTeam, _company.Currency);
        CountedCost counted = CountedCost.Of(input.Budgets.Select(status => status.Budget));
        Dictionary<string, decimal> costs = CostsOf(byTeam), counts = CostsOf(byTeam.Where(row => counted.Counts(row.Keys[1])));
        Load[] loads = [.. input.Snapshot.Loads.Where(load => load.Period == period)];
        var company = CompanyBudget.Of(CompanyBudget.Parents(input.Configuration.Teams), input.Budgets, new BudgetMonth(_company.Currency, _company.Metric, DayRange.Of(period)), costs);
        return new FinanceModel
        {
            Period = period,
            Company = _company.Company,
            To = input.Configuration.FinanceTo,
            Snapshot = input.Snapshot.Id,
            Currency = _company.Currency,
            Metric = _company.Metric,
            Through = ThroughOf(loads),
            Total = sum,
            Budget = company.Amount,
            BudgetCounted = company.Counted(counts),
            BudgetGap = Gap(company),
            Teams = Teams(costs, counts, company),
            UnallocatedShare = sum > 0 ? costs.GetValueOrDefault(TeamId.Unallocated.Value) / sum : null,
            UnallocatedLimit = input.Configuration.Allocation.UnallocatedWarnShare,
            Loads = loads.Length,
            Rows = total.Sum(row => row.Rows),
            Restatements = input.Earlier is null ? null : await RestatedAsync(input.Earlier.Snapshot, cancellationToken).ConfigureAwait(false),
            RestatedSince = input.Earlier?.MailedAt,
            Changes = await ChangesAsync(ThroughOf(loads), cancellationToken).ConfigureAwait(false),
            Savings = input.Savings,
            SavingsAreFresh = SavingsOfTeam.IsFresh(input),
            IsOverdue = input.StaleBanner is not null,
            StaleWarning = input.StaleBanner is not null || period.LastDay > (input.Snapshot.DataThrough ?? DateOnly.MinValue) ? MailContentBuilder.StaleWarning(input) : null,
            Notes = [.. OtherCurrencies(byTeam)],
            Workbook = workbook,
            Files = input.Files,
            Closing = input.Closing,
            Settings = input.Settings,
        };
    }

    private Dictionary<string, decimal> CostsOf(IEnumerable<CostRow> byTeam) => byTeam.Where(row => row.Currency == _company.Currency)
        .GroupBy(row => row.Keys[0] ?? TeamId.Unallocated.Value).ToDictionary(group => group.Key, group => group.Sum(row => row.Costs[_company.Metric]));

    private Task<IReadOnlyList<CostRow>> Query(Snapshot snapshot, DayRange days, IReadOnlyList<Dimension> by, CancellationToken cancellationToken) =>
        queries.QueryAsync(snapshot, new CostQuery(days, by, []), cancellationToken);

    private decimal Sum(IEnumerable<CostRow> rows, Currency currency) => rows.Where(row => row.Currency == currency).Sum(row => row.Costs[_company.Metric]);

    /// <summary>The teams must add up to the loads, per currency, to the last digit; otherwise nothing goes out.</summary>
    private void Tie(IReadOnlyList<CostRow> total, IReadOnlyList<CostRow> byTeam)
    {
        foreach (Currency currency in total.Concat(byTeam).Select(row => row.Currency).Distinct())
        {
            decimal loads = Sum(total, currency), teams = Sum(byTeam, currency);
            if (loads != teams)
                throw new CostGuardException(6, MailErrors.DoesNotTie.At($"The teams of {period} add up to {new Money(teams, currency)}, the loads to {new Money(loads, currency)}."));
        }
    }

    private string? Gap(CompanyBudget company)
    {
        string[] lacking = [.. company.Lacking.Where(status => status != company.Whole).Select(status => TitleOf(status.Budget.Team.Value))];
        return lacking.Length == 0 ? company.Gap : $"{string.Join(", ", lacking)} {(lacking.Length == 1 ? "has" : "have")} a budget without an amount for this month";
    }

    private FinanceTeam[] Teams(Dictionary<string, decimal> costs, Dictionary<string, decimal> counts, CompanyBudget company)
    {
        IEnumerable<string> ids = input.Configuration.Teams.Select(team => team.Id.Value).Append(TeamId.Unallocated.Value).Union(costs.Keys);
        return [.. ids.Select(id => Planned(id, Team(id, TitleOf(id), costs.GetValueOrDefault(id)) with { IsWithin = company.IsWithin(id) }, counts.GetValueOrDefault(id), company))
            .Where(team => team.Cost != 0 || (team.Budget is not null && !team.IsPseudo) || team.Title != "Central")
            .OrderByDescending(team => team.Cost).ThenBy(team => team.Title, StringComparer.Ordinal)];
    }

    // What was planned to be nothing is over by what counts of it, so that the rows add up to the total.
    private static FinanceTeam Planned(string id, FinanceTeam team, decimal counted, CompanyBudget company) =>
        company.IsPlannedAsNothing(id) && (counted != 0m || team.IsPseudo) ? team with { Budget = 0m, Counted = counted } : team;

    private string TitleOf(string? id) => id switch
    {
        null or "unallocated" => "Unallocated",
        "central" => "Central",
        _ => input.Configuration.Teams.FirstOrDefault(team => team.Id.Value == id)?.Title ?? id,
    };

    private Task<FinanceChanges?> ChangesAsync(DateOnly? through, CancellationToken cancellationToken) =>
        FinanceChanges.ReadAsync(_converted, input.Snapshot, period, through, _company.Currency, _company.Metric, TitleOf, cancellationToken);

    private FinanceTeam Team(string id, string title, decimal cost)
    {
        BudgetStatus? budget = BudgetOf(new TeamId(id));
        return new FinanceTeam(title, cost, budget is { HasAmount: true } ? budget.Amount : null, budget?.Actual, input.StaleBanner is null ? budget?.State : budget is null ? null : BudgetState.Unknown)
        {
            IsPseudo = id == TeamId.Unallocated.Value || id == TeamId.Central.Value,
        };
    }

    private BudgetStatus? BudgetOf(TeamId team) => input.Budgets.FirstOrDefault(status =>
        status.Budget.Team == team && status.Budget.Currency == _company.Currency && status.Budget.Metric == _company.Metric && status.Days == DayRange.Of(period));

    private static DateOnly? ThroughOf(Load[] loads) =>
        loads.Length == 0 || loads.Any(load => load.DataThrough is null) ? null : loads.Min(load => load.DataThrough);

    private async Task<IReadOnlyList<Restatement>> RestatedAsync(Snapshot earlier, CancellationToken cancellationToken)
    {
        var days = new DayRange(DateOnly.MinValue, period.FirstDay);
        var known = new KnownDays(earlier.Loads, days.End);
        IReadOnlyList<Dimension> by = known.Ask([new Dimension("month")]);
        Dictionary<(string, Currency), decimal> before = Months(known.Of(await Query(earlier, days, by, cancellationToken).ConfigureAwait(false)));
        Dictionary<(string, Currency), decimal> after = Months(known.Of(await Query(input.Snapshot, days, by, cancellationToken).ConfigureAwait(false)));
        return [.. before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2)
            .Select(key => new Restatement(BillingPeriod.Parse(key.Item1[..7]), key.Item2, before.GetValueOrDefault(key), after.GetValueOrDefault(key)) { Days = known.In(BillingPeriod.Parse(key.Item1[..7])) })];
    }

    private Dictionary<(string Month, Currency Currency), decimal> Months(IEnumerable<CostRow> rows) => rows.Where(row => row.Keys[0] is not null)
        .GroupBy(row => (row.Keys[0]!, row.Currency)).ToDictionary(month => month.Key, month => month.Sum(row => row.Costs[_company.Metric]));

    private IEnumerable<string> OtherCurrencies(IReadOnlyList<CostRow> rows) => rows
        .Where(row => row.Currency != _company.Currency).GroupBy(row => row.Currency).OrderBy(group => group.Key)
        .Select(group => $"Not in the figures above, for want of an exchange rate: {Figures.Exact(group.Sum(row => row.Costs[_company.Metric]), group.Key)} {group.Key}.");
}
