using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>What collecting one connection came to.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Loads">The loads sealed or found unchanged, by period.</param>
/// <param name="Problem">Why it failed; null when it did not. The earlier loads stay current then.</param>
public sealed record CollectResult(string Connection, IReadOnlyList<ImportedLoad> Loads, Problem? Problem);

/// <summary>Reads connections into the ledger. One dead source does not stop the others.</summary>
public sealed class CollectStage(ILedger ledger, IEnumerable<ICostSource> sources)
{
    private readonly Dictionary<string, ICostSource> _sources = sources.ToDictionary(source => source.Key, StringComparer.Ordinal);

    /// <summary>Collects the connections one after the other and says how each went.</summary>
    public async Task<IReadOnlyList<CollectResult>> RunAsync(
        IEnumerable<Connection> connections, BillingPeriod? since, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var results = new List<CollectResult>();
        foreach (Connection connection in connections)
        {
            results.Add(await CollectAsync(connection, since, progress, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<CollectResult> CollectAsync(
        Connection connection, BillingPeriod? since, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            if (!_sources.TryGetValue(connection.Provider, out ICostSource? source)) return Failed(connection, ConnectionProvider(connection));
            var files = new List<SourceFile>();
            await foreach (SourceFile file in source.ListAsync(connection, cancellationToken).ConfigureAwait(false)) files.Add(file);
            if (files.Count == 0) return Failed(connection, NoFiles(connection));

            var options = new ReadOptions(connection.Assume, null, connection.RejectedRowsMax);
            IReadOnlyList<ImportedLoad> loads = await ledger.ImportAsync(new SourceKey(connection.Name), files, options, progress, cancellationToken).ConfigureAwait(false);
            return new CollectResult(connection.Name, since is { } month ? [.. loads.Where(load => load.Load.Period.CompareTo(month) >= 0)] : loads, null);
        }
        catch (CostGuardException refusal)
        {
            return Failed(connection, refusal.Problem);
        }
        catch (IOException outage)
        {
            return Failed(connection, CollectErrors.Unreadable.At(outage.Message));
        }
        catch (UnauthorizedAccessException denied)
        {
            return Failed(connection, CollectErrors.Unreadable.At(denied.Message));
        }
    }

    private static CollectResult Failed(Connection connection, Problem problem) => new(connection.Name, [], problem);

    private static Problem ConnectionProvider(Connection connection) =>
        CollectErrors.UnknownProvider.At($"Connection '{connection.Name}' names provider '{connection.Provider}', which this version does not have.");

    private static Problem NoFiles(Connection connection) =>
        CollectErrors.NoFiles.At($"Connection '{connection.Name}' lists no billing file. Nothing was stored; the earlier loads stay current.");
}
