using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>What snapshots read of loads.</summary>
public interface ILoadContent
{
    /// <summary>Path of the daily roll-up of a load with this shape and folding; made from the load's lines when it isn't there yet.</summary>
    Task<string> DailyAsync(Load load, RollupShape shape, TagConfig tags, CancellationToken cancellationToken);

    /// <summary>A SELECT of the load's lines with FOCUS columns (Tags as JSON text), to be run in the session.</summary>
    Task<string> LinesAsync(Load load, DuckSession session, CancellationToken cancellationToken);
}
