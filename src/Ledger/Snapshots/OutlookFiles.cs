using System.Text.Json;
using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Budget forecasts in outlooks.json beside a snapshot's roll-up. The file belongs to the methods that made it: another build of them makes its
/// own. A file that is missing, cannot be read or is not ours is made again; of two writers the last one wins, since both are right.
/// </summary>
public sealed class OutlookFiles(HomeFolder home) : IOutlookCache
{
    private const string Name = "outlooks.json";

    private static string Methods => typeof(BudgetOutlook).Module.ModuleVersionId.ToString("N");

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, BudgetOutlook?>> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(PathOf(snapshot), cancellationToken).ConfigureAwait(false);
            if (JsonSerializer.Deserialize<Kept>(bytes) is { } kept && kept.Methods == Methods && kept.Outlooks is { } outlooks) return outlooks;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // Derived: it is computed again.
        }

        return new Dictionary<string, BudgetOutlook?>();
    }

    /// <inheritdoc/>
    public async Task WriteAsync(Snapshot snapshot, IReadOnlyDictionary<string, BudgetOutlook?> outlooks, CancellationToken cancellationToken)
    {
        string path = PathOf(snapshot);
        // Not every snapshot has a folder: one of past loads is asked and forgotten.
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        try
        {
            var kept = new Kept(Methods, new SortedDictionary<string, BudgetOutlook?>(outlooks.ToDictionary(), StringComparer.Ordinal));
            await WholeFile.WriteAsync(path, file => JsonSerializer.SerializeAsync(file, kept, (JsonSerializerOptions?)null, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that is read-only or was swept meanwhile costs time, not figures.
        }
    }

    private string PathOf(Snapshot snapshot) => Path.Combine(home.Snapshots, snapshot.Id.Value, Name);

    private sealed record Kept(string Methods, SortedDictionary<string, BudgetOutlook?>? Outlooks);
}
