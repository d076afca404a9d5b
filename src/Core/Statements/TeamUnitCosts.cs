using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>A unit cost of a team.</summary>
/// <param name="Team">Team id.</param>
/// <param name="Cost">What a unit costs, in one currency.</param>
public sealed record TeamUnitCost(string Team, DriverCost Cost);

/// <summary>The unit costs of all teams in a month, as their statements say them.</summary>
public sealed class TeamUnitCosts(ChargedMonths months)
{
    /// <summary>By team, driver and currency; none where nobody gave a quantity of the month or of the one before.</summary>
    /// <exception cref="CostGuardException">CG2720, exit code 6: teams and lines of invoices differ.</exception>
    public async Task<IReadOnlyList<TeamUnitCost>> OfAsync(StatementQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        BillingPeriod before = question.Period.Previous;
        string[] teams = [.. question.Configuration.Drivers.Where(each => each.Month == question.Period || each.Month == before).Select(each => each.Team.Value).Distinct().Order(StringComparer.Ordinal)];
        if (teams.Length == 0) return [];
        ChargedMonth? now = await ChargeAsync(question, question.Period, cancellationToken).ConfigureAwait(false);
        ChargedMonth? then = await ChargeAsync(question, before, cancellationToken).ConfigureAwait(false);
        return [.. teams.SelectMany(team => DriverCost.Of(question.Configuration.Drivers, team, question.Period, now?.Totals(team) ?? [], new EarlierMonth(before, then?.Totals(team) ?? []))
            .Select(cost => new TeamUnitCost(team, cost)))];
    }

    private async Task<ChargedMonth?> ChargeAsync(StatementQuestion question, BillingPeriod period, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await months.RowsAsync(question, period, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : await months.ChargeAsync(question, period, rows, cancellationToken).ConfigureAwait(false);
    }
}
