using CostGuard.Core.Currencies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>Reads what a team's cost is made of: service and account, as far as it is the team's own to see.</summary>
internal sealed class ReviewSources(ICostQueries queries, ReviewInput input)
{
    private const int MonthsBack = 12;
    private static readonly Dimension[] By = [new("team"), new("service"), new("subAccountId"), new("subAccountName"), new("pool")];
    private IReadOnlyList<CostRow>? _rows;

    /// <summary>Every team's parts, the largest first; they add up to the month. A share of a pool stands in accounts that belong to others, and names none.</summary>
    public async Task<IReadOnlyList<ReviewSource>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await RowsAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.GroupBy(row => (Team: TeamOf(row), Service: row.Keys[1] ?? "no service", Account: row.Keys[4] is { } pool ? $"{AnomalyTable.SharedAccount} {pool}" : row.Keys[3] ?? row.Keys[2] ?? "no account"))
            .Select(group => new ReviewSource(group.Key.Team, group.Key.Service, group.Key.Account, group.Sum(row => row.Costs[input.Configuration.Company.Metric]), group.Sum(row => row.Rows)))
            .Where(each => each.Amount != 0m)
            .OrderByDescending(each => Math.Abs(each.Amount)).ThenBy(each => each.Team, StringComparer.Ordinal).ThenBy(each => each.Service, StringComparer.Ordinal).ThenBy(each => each.Account, StringComparer.Ordinal)];
    }

    /// <summary>Accounts in which a team has cost of its own, in the months that its workbook shows.</summary>
    public async Task<IReadOnlySet<string?>> AccountsAsync(ReviewScope scope, CancellationToken cancellationToken)
    {
        var query = new CostQuery(DayRange.Of(input.Period.AddMonths(-MonthsBack), input.Period), [new("subAccountId"), new("pool")], [new CostFilter(new Dimension("team"), [.. scope.Teams])]);
        return (await queries.QueryAsync(input.Snapshot, query, cancellationToken).ConfigureAwait(false)).Where(row => row.Keys[1] is null).Select(row => row.Keys[0]).ToHashSet(StringComparer.Ordinal);
    }

    private static string TeamOf(CostRow row) => row.Keys[0] ?? TeamId.Unallocated.Value;

    private async Task<IReadOnlyList<CostRow>> RowsAsync(CancellationToken cancellationToken) =>
        _rows ??= [.. (await new ConvertedQueries(queries, input.Configuration.Rates, input.Configuration.Company.Currency)
            .QueryAsync(input.Snapshot, new CostQuery(DayRange.Of(input.Period), By, []), cancellationToken).ConfigureAwait(false)).Where(row => row.Currency == input.Configuration.Company.Currency)];
}
