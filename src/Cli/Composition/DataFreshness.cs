using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>Age of the data: of the source that lags most, measured from the end of its last day with usage.</summary>
public sealed class DataFreshness(ILedger ledger, CostGuardConfiguration configuration) : IDataFreshness
{
    public async Task<TimeSpan?> AgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Load> loads = await ledger.LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false);
        Dictionary<SourceKey, DateOnly> through = loads.Where(load => load.DataThrough is not null)
            .GroupBy(load => load.Source)
            .ToDictionary(group => group.Key, group => group.Max(load => load.DataThrough!.Value));

        // A connection that never gave anything is no data at all; files imported by hand do not hold others up once a connection exists.
        SourceKey[] awaited = configuration.Connections.Count > 0
            ? [.. configuration.Connections.Select(connection => new SourceKey(connection.Name))]
            : [.. through.Keys];
        if (awaited.Length == 0 || awaited.Any(source => !through.ContainsKey(source))) return null;
        DateOnly oldest = awaited.Min(source => through[source]);
        TimeSpan age = now - new DateTimeOffset(oldest.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
