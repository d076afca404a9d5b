using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>
/// Asks for the causes of one anomaly (domain E.5): of a team its services and accounts; of a service in an account the dimension whose first
/// cause explains most of the rise. Resources and SKUs stand on lines, which carry no team: they are asked only where the cost is all one team's.
/// </summary>
internal sealed class AnomalyDrill(ICostQueries queries, Snapshot snapshot, CostMetric metric, Anomaly anomaly)
{
    private const int CausesShown = 8, DaysBefore = 35;
    private static readonly string[] OnLines = ["resource", "resourceId", "resourceName", "sku", "skuId", "tag", "rawTag"];

    private readonly DayRange _window = new(anomaly.Event.Start.AddDays(-DaysBefore), anomaly.Event.Last.AddDays(1));

    private CostFilter[] Usage => [new(new Dimension("chargeCategory"), ["Usage"]), new(new Dimension("chargeClass"), [null]), new(new Dimension("currency"), [anomaly.Scope.Currency.Code])];

    private CostFilter Team => new(new Dimension("team"), [anomaly.Scope.Team]);

    private CostFilter[] Scope => anomaly.Scope.IsTeam
        ? Usage
        : [new(new Dimension("service"), [anomaly.Scope.Service]), new(new Dimension("subAccountId"), [anomaly.Scope.Account]), .. Usage];

    public async Task<AnomalyCauses> CausesAsync(Dimension? by, CancellationToken cancellationToken)
    {
        if (by is not null) return await OneAsync(by, cancellationToken).ConfigureAwait(false);
        if (anomaly.Scope.IsTeam) return await AskAsync([new("service"), new("subAccountId")], [Team, .. Scope], cancellationToken).ConfigureAwait(false);
        var all = new List<AnomalyCauses> { await AskAsync([new("region"), new("commitmentDiscountStatus")], [Team, .. Scope], cancellationToken).ConfigureAwait(false) };
        if (await IsOnlyTeamAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (string name in (string[])["resource", "sku"]) all.Add(await AskAsync([new(name)], Scope, cancellationToken).ConfigureAwait(false));
        }

        // Of equals the finest: a resource says more than its region.
        return all.Where(causes => causes.Causes.Count > 0 && causes.Causes[0].Part?.Keys.Any(key => key is not null) == true)
            .OrderByDescending(causes => causes.Causes[0].ShareGross ?? 0m).ThenBy(causes => Array.IndexOf(["resource", "sku"], causes.By[0].Name) is >= 0 and var at ? at : int.MaxValue)
            .FirstOrDefault() ?? all[0];
    }

    private async Task<AnomalyCauses> OneAsync(Dimension by, CancellationToken cancellationToken)
    {
        if (!OnLines.Contains(by.Name, StringComparer.OrdinalIgnoreCase)) return await AskAsync([by], [Team, .. Scope], cancellationToken).ConfigureAwait(false);
        if (!anomaly.Scope.IsTeam && await IsOnlyTeamAsync(cancellationToken).ConfigureAwait(false)) return await AskAsync([by], Scope, cancellationToken).ConfigureAwait(false);
        throw new CostGuardException(2, AnomalyErrors.SharedLines.At($"{anomaly.Scope} shares its lines with other teams, so '{by}' cannot be told."));
    }

    private async Task<bool> IsOnlyTeamAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> teams = await queries.QueryAsync(snapshot, new CostQuery(_window, [new Dimension("team"), new Dimension("pool")], Scope, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return teams.All(row => row.Keys[0] == anomaly.Scope.Team && row.Keys[1] is null);
    }

    private async Task<AnomalyCauses> AskAsync(IReadOnlyList<Dimension> by, CostFilter[] filters, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(_window, [.. by, new Dimension("day")], filters, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return AnomalyCauses.Of(by, rows, anomaly, metric, CausesShown);
    }
}
