using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>How a pool is divided, in words and as a team's weight.</summary>
public sealed class PoolWords(CostGuardConfiguration configuration, BillingPeriod period, IReadOnlyList<CostRow> rows)
{
    /// <summary>The pools of a team's lines.</summary>
    /// <param name="month">The charged month.</param>
    /// <param name="team">Team id.</param>
    public IReadOnlyDictionary<(string Pool, Currency Currency), PoolShare> Of(ChargedMonth month, string team)
    {
        ArgumentNullException.ThrowIfNull(month);
        return month.Lines(team).Where(line => line.Charge.Pool is not null).GroupBy(line => (Pool: line.Charge.Pool!, line.Charge.Currency)).ToDictionary(
            group => group.Key,
            group =>
            {
                (decimal billed, decimal effective) = month.Pools[group.Key];
                decimal? share = billed != 0m ? group.Sum(line => line.Charge.Billed) / billed : effective != 0m ? group.Sum(line => line.Charge.Effective) / effective : null;
                return new PoolShare(group.Key.Pool, Method(group.Key.Pool), billed, effective, Weight(group.Key.Pool, team, group.Key.Currency), share);
            });
    }

    private Split? SplitOf(string pool) => configuration.Allocation.Rules.FirstOrDefault(rule => rule.Name == pool)?.Split;

    private string Method(string pool) => SplitOf(pool) switch
    {
        { By: SplitMethod.Even } => "even parts",
        { By: SplitMethod.Fixed } => "fixed percentages",
        { By: SplitMethod.Usage } split when QuantitiesOf(split).Count > 0 => $"usage metric {split.Metric}",
        { By: SplitMethod.Usage } split => $"{split.Fallback.ToString().ToLowerInvariant()}, since the usage metric {split.Metric} has no quantity",
        { } => "direct cost",
        null when pool == Pool.Tax.Name => "pre-tax cost of the same account",
        null when pool == Pool.CommitmentUnused.Name => "used cost of the same commitment",
        null when pool == Pool.Credits.Name => "positive cost",
        _ => "a rule that is not there any more",
    };

    // Weights that differ within a pool (by account, by commitment) and such that shared cost of other pools is in are told by the share alone.
    private decimal? Weight(string pool, string team, Currency currency) => SplitOf(pool) switch
    {
        { By: SplitMethod.Even } => 1m,
        { By: SplitMethod.Fixed } split => split.Weights.GetValueOrDefault(team),
        { By: SplitMethod.Usage } split when QuantitiesOf(split).Count > 0 => QuantitiesOf(split).GetValueOrDefault((period, new TeamId(team))),
        { By: SplitMethod.Cost, Cascade: false } => Math.Max(0m, rows.Where(row => row.Keys[0] == team && row.Keys[1] is null && row.Currency == currency).Sum(row => row.Costs.Effective)),
        _ => null,
    };

    private Dictionary<(BillingPeriod, TeamId), decimal> QuantitiesOf(Split split) =>
        split.Metric is { } metric && configuration.Allocation.Metrics.TryGetValue(metric, out IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal>? all)
            ? all.Where(each => each.Key.Period == period).ToDictionary(each => (each.Key.Period, each.Key.Team), each => each.Value)
            : [];
}
