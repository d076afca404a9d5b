using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>Sealed loads as snapshots read them.</summary>
internal sealed class LoadContent(LoadFiles files) : ILoadContent
{
    public Task<string> DailyAsync(Load load, RollupShape shape, TagConfig tags, CancellationToken cancellationToken) =>
        files.EnsureDailyAsync(load, new RollupPolicy(shape, tags), cancellationToken);

    public Task<string> LinesAsync(Load load, DuckSession session, CancellationToken cancellationToken) =>
        files.LinesSqlAsync(session, load, cancellationToken);
}
