using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>What one day cost more, or less when below zero, than expected.</summary>
/// <param name="Team">Team id.</param>
/// <param name="Service">FOCUS ServiceName; null with <paramref name="IsTeam"/> for the whole team.</param>
/// <param name="Currency">Currency of the amount.</param>
/// <param name="Day">The day.</param>
/// <param name="Excess">Actual − expected.</param>
/// <param name="IsTeam">True for what only the team as a whole shows.</param>
public sealed record UnusualCost(string Team, string? Service, Currency Currency, DateOnly Day, decimal Excess, bool IsTeam = false);

/// <summary>Tells what was unusual and nobody said was planned: a forecast does not learn from it (domain D.2).</summary>
public interface IUnusualCosts
{
    /// <summary>The unusual days of a snapshot; a level that lasts is not unusual any more.</summary>
    Task<IReadOnlyList<UnusualCost>> ReadAsync(Ports.Snapshot snapshot, Focus.CostMetric metric, DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Changes when people decide about anomalies: what was forecast before then is another answer.</summary>
    Task<string> VersionAsync(CancellationToken cancellationToken);
}
