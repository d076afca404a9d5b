using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>What collecting one connection came to.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Loads">The loads sealed or found unchanged, by period.</param>
/// <param name="Problem">Why it failed; null when it did not. The loads sealed before it stay, the others stay as they were.</param>
/// <param name="Left">What the source left out although the rest was read: the run is partial.</param>
public sealed record CollectResult(string Connection, IReadOnlyList<ImportedLoad> Loads, Problem? Problem, IReadOnlyList<Problem> Left)
{
    /// <summary>True when everything that was asked for is there.</summary>
    public bool Complete => Problem is null && Left.Count == 0;
}

/// <summary>What a collection would read, told before it does.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Periods">Billing periods, oldest first.</param>
/// <param name="Estimate">Calls and their price; null for an unknown provider.</param>
public sealed record CollectForecast(string Connection, IReadOnlyList<BillingPeriod> Periods, CallEstimate? Estimate);

/// <summary>Reads connections into the ledger. One dead source does not stop the others, and operators are told of it.</summary>
public sealed class CollectStage(
    ILedger ledger, IEnumerable<ICostSource> sources, IStagingFolders folders, ICallGovernor calls, CostGuardConfiguration configuration, FaultService? faults = null)
{
    private readonly ICostSource[] _sources = [.. sources];

    /// <summary>Collects the connections one after the other and says how each went.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="since">The first billing month to read; null lets <see cref="CollectWindow"/> decide.</param>
    /// <param name="asOf">The moment of the run, UTC.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Stops between calls; what was sealed stays.</param>
    public async Task<IReadOnlyList<CollectResult>> RunAsync(
        IEnumerable<Connection> connections, BillingPeriod? since, DateTimeOffset asOf, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var results = new List<CollectResult>();
        foreach (Connection connection in connections)
            results.Add(await CollectAsync(connection, since, asOf, progress, cancellationToken).ConfigureAwait(false));
        if (faults is not null) await faults.NoteAsync(results, asOf, cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>Which periods each connection would read, and what that costs. Calls nothing.</summary>
    public async Task<IReadOnlyList<CollectForecast>> ForecastAsync(
        IEnumerable<Connection> connections, BillingPeriod? since, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var forecasts = new List<CollectForecast>();
        foreach (Connection connection in connections)
        {
            CollectRequest request = await RequestAsync(connection, since, asOf, "", cancellationToken).ConfigureAwait(false);
            forecasts.Add(new CollectForecast(
                connection.Name, request.Periods, SourceOf(connection)?.Estimate(request)));
        }

        return forecasts;
    }

    private async Task<CollectResult> CollectAsync(
        Connection connection, BillingPeriod? since, DateTimeOffset asOf, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var loads = new List<ImportedLoad>();
        var left = new List<Problem>();
        CollectResult Result(Problem? problem) =>
            new(connection.Name, since is { } month ? [.. loads.Where(load => load.Load.Period.CompareTo(month) >= 0)] : loads, problem, left);
        try
        {
            if (SourceOf(connection) is not { } source) return Result(ConnectionProvider(connection));
            using IStagingFolder folder = folders.Open(connection.Name);
            CollectRequest request = await RequestAsync(connection, since, asOf, folder.Path, cancellationToken).ConfigureAwait(false);
            await foreach (CollectUnit unit in source.CollectAsync(request, cancellationToken).ConfigureAwait(false))
            {
                left.AddRange(unit.Problems);
                loads.AddRange(unit.Unchanged.Select(load => new ImportedLoad(load, true, null)));
                if (unit.Files.Count == 0) continue;
                var options = new ReadOptions(connection.Assume, unit.Period, connection.RejectedRowsMax) { CrossChecks = Compared(connection), Notes = unit.Notes };
                loads.AddRange(await ledger.ImportAsync(new SourceKey(connection.Name), unit.Files, options, progress, cancellationToken).ConfigureAwait(false));
            }

            return Result(loads.Count == 0 && left.Count == 0 ? NoFiles(connection) : null);
        }
        catch (CostGuardException refusal)
        {
            return Result(refusal.Problem);
        }
        catch (HttpRequestException nowhere)
        {
            return Result(CollectErrors.NoAddress.At($"Connection '{connection.Name}': {nowhere.Message}"));
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Result(CollectErrors.Unreachable.At($"Connection '{connection.Name}': no answer in time"));
        }
        catch (IOException outage)
        {
            return Result(CollectErrors.Unreadable.At(outage.Message));
        }
        catch (UnauthorizedAccessException denied)
        {
            return Result(CollectErrors.Unreadable.At(denied.Message));
        }
    }

    private async Task<CollectRequest> RequestAsync(
        Connection connection, BillingPeriod? since, DateTimeOffset asOf, string staging, CancellationToken cancellationToken)
    {
        Load[] current = [.. (await ledger.LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false))
            .Where(load => load.Source.Value == connection.Name)];
        return new CollectRequest
        {
            Connection = connection,
            AsOf = asOf,
            Periods = CollectWindow.PeriodsOf(connection, current, since, asOf),
            Current = current,
            Staging = staging,
            Calls = calls,
        };
    }

    private ICostSource? SourceOf(Connection connection) =>
        Array.Find(_sources, source => source.Provider == connection.Provider && source.Reads(connection));

    // What a cross-check gives is never added, so nothing of it can count twice.
    private IReadOnlySet<string>? Compared(Connection connection) => connection.CrossCheckOf is null ? configuration.CrossChecks : null;

    private static Problem ConnectionProvider(Connection connection) =>
        CollectErrors.UnknownProvider.At($"Connection '{connection.Name}' has provider '{connection.Provider}' and settings that no source of this version reads.", $"connections/{connection.Name}.yaml");

    private static Problem NoFiles(Connection connection) =>
        CollectErrors.NoFiles.At($"Connection '{connection.Name}' lists no billing file. Nothing was stored; the earlier loads stay current.");
}
