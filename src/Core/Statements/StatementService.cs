using CostGuard.Core.Actions;
using CostGuard.Core.Budgets;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>What statements of a month are made from.</summary>
/// <param name="Snapshot">The data: of a closed month the pinned snapshot.</param>
/// <param name="Configuration">Teams and rules; of a closed month with its closing among <see cref="CostGuardConfiguration.Closed"/>.</param>
/// <param name="Period">The month.</param>
/// <param name="Book">Invoices and closings.</param>
/// <param name="Budgets">The judged budgets of the month.</param>
/// <param name="AsOf">Now, UTC.</param>
public sealed record StatementQuestion(
    Snapshot Snapshot, CostGuardConfiguration Configuration, BillingPeriod Period, CloseBook Book, IReadOnlyList<BudgetStatus> Budgets, DateTimeOffset AsOf)
{
    /// <summary>The month's closing; null while it is open.</summary>
    public Closing? Closed => Configuration.Closed.FirstOrDefault(closing => closing.Period == Period);
}

/// <summary>Makes the statements of a month: one a team.</summary>
public sealed class StatementService(ChargedMonths months, TeamLines lines, FollowUp savings)
{
    private const int EarlierMonths = 3, ResourcesShown = 10;

    /// <summary>The statements, by team id; none for a month without data.</summary>
    /// <exception cref="CostGuardException">CG2720, exit code 6: teams and lines of invoices differ.</exception>
    public async Task<IReadOnlyList<Statement>> BuildAsync(StatementQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        IReadOnlyList<CostRow> rows = await months.RowsAsync(question, question.Period, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return [];
        ChargedMonth month = await months.ChargeAsync(question, question.Period, rows, cancellationToken).ConfigureAwait(false);
        var earlier = new List<ChargedMonth?>();
        for (int back = 1; back <= EarlierMonths; back++)
        {
            BillingPeriod period = question.Period.AddMonths(-back);
            IReadOnlyList<CostRow> then = await months.RowsAsync(question, period, cancellationToken).ConfigureAwait(false);
            earlier.Add(then.Count == 0 ? null : await months.ChargeAsync(question, period, then, cancellationToken).ConfigureAwait(false));
        }

        ILookup<string, TeamLines.Group> own = (await lines.ReadAsync(question.Snapshot, question.Configuration, question.Period, cancellationToken).ConfigureAwait(false))
            .ToLookup(group => group.Team, StringComparer.Ordinal);
        ILookup<string, OpenSaving>? open = OpenSavings.Of(await savings.ReadAsync(question.Snapshot, question.Configuration, new SavingOptions(), DateOnly.FromDateTime(question.AsOf.UtcDateTime), cancellationToken).ConfigureAwait(false));
        var words = new PoolWords(question.Configuration, question.Period, rows);
        return [.. Teams(question, month).Select(team => new Statement
        {
            Head = Head(question, team, month.Totals(team)),
            Lines = month.Lines(team),
            Pools = words.Of(month, team),
            Totals = month.Totals(team),
            Benefits = Benefits(rows, team),
            Budgets = [.. question.Budgets.Where(status => status.Budget.Team.Value == team)],
            Earlier = [.. earlier.Select((each, i) => new EarlierMonth(question.Period.AddMonths(-1 - i), each?.Totals(team) ?? []))],
            Splits = DirectSplit.Of(month.Lines(team), own[team]),
            Resources = TeamLines.Largest(own[team], ResourcesShown),
            UnitCosts = DriverCost.Of(question.Configuration.Drivers, team, question.Period, month.Totals(team), new EarlierMonth(question.Period.Previous, earlier[0]?.Totals(team) ?? [])),
            Coverage = TeamLines.Coverage(own[team], question.Configuration.Company.Tags),
            Savings = open is null ? null : [.. open[team]],
            Checks = month.Checks,
        })];
    }

    private static IEnumerable<string> Teams(StatementQuestion question, ChargedMonth month) =>
        question.Configuration.Teams.Where(team => team.EffectiveFrom.CompareTo(question.Period) <= 0).Select(team => team.Id.Value).Union(month.Teams).Order(StringComparer.Ordinal);

    private static StatementHead Head(StatementQuestion question, string id, IReadOnlyList<StatementTotal> totals)
    {
        CostGuardConfiguration configuration = question.Configuration;
        TeamConfig? team = configuration.Teams.FirstOrDefault(each => each.Id.Value == id);
        int version = question.Closed?.Version ?? question.Book.Of(question.Period).Version + 1;
        DateTimeOffset at = question.Closed?.ChangedAt ?? question.AsOf;
        var others = totals.Select(total => total.Currency).Where(currency => currency != configuration.Company.Currency).ToHashSet();
        return new StatementHead
        {
            Number = StatementHead.NumberOf(question.Period, id, version),
            Version = version,
            IsFinal = question.Closed is not null,
            Company = configuration.Company.Company,
            Team = id,
            Title = team?.Title ?? id,
            Owner = team?.Owner,
            CostCentre = team?.CostCentre,
            Contact = configuration.FinanceTo.Count > 0 ? configuration.FinanceTo[0] : null,
            Period = question.Period,
            Snapshot = question.Snapshot.Id,
            RuleSet = question.Snapshot.ConfigurationHash,
            At = at,
            DataThrough = question.Snapshot.DataThrough,
            DisputeUntil = question.Closed is null ? null : DateOnly.FromDateTime(at.UtcDateTime).AddDays(configuration.Company.DisputeDays),
            SilenceAccepts = configuration.Company.SilenceAccepts,
            Rates = [.. configuration.Rates.Rates.Where(rate => rate.Kind == RateKind.Actual && rate.Month == question.Period && rate.To == configuration.Company.Currency && others.Contains(rate.From))],
        };
    }

    private static CommitmentBenefit[] Benefits(IReadOnlyList<CostRow> rows, string team) =>
        [.. rows.Where(row => row.Keys[0] == team && row.Keys[1] is null && row.Keys[5] == "Used").GroupBy(row => row.Currency).OrderBy(group => group.Key)
            .Select(group => new CommitmentBenefit(
                group.Key, group.Sum(row => row.Costs.Contracted - row.Costs.Effective), group.Sum(row => row.Costs.List - row.Costs.Effective)))];
}
