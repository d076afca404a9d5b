using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Core.Close;

/// <summary>Reads what providers changed in closed months.</summary>
public sealed class RestatementService(ISnapshotStore snapshots, ILedger ledger)
{
    /// <summary>Every restatement of closed months, by month, source and currency, with what was charged of it; loads that are only compared do not count.</summary>
    public async Task<IReadOnlyList<Restatement>> ReadAsync(CostGuardConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var closed = new List<(Closing, Snapshot)>();
        foreach (Closing closing in configuration.Closed)
        {
            if (closing.Snapshot is { } id && await snapshots.FindAsync(id.Value, cancellationToken).ConfigureAwait(false) is { } snapshot) closed.Add((closing, snapshot));
        }

        if (closed.Count == 0) return [];
        IReadOnlySet<string> compared = configuration.CrossChecks;
        IReadOnlyList<Load> loads = await ledger.LoadsAsync(false, cancellationToken).ConfigureAwait(false);
        return Restatement.Of(closed, [.. loads.Where(load => !compared.Contains(load.Source.Value))]);
    }
}
