using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.Loads;

/// <summary>Removes what nobody needs: folders of imports that died before sealing, and loads that were replaced long ago.</summary>
internal static class Orphans
{
    /// <summary>
    /// Removes folders without a row whose import is dead. First the lock is asked, then the database: an import that was dead at the first question
    /// has either sealed before it or never will.
    /// </summary>
    public static async Task<IReadOnlyList<LoadId>> CleanAsync(HomeFolder home, StateDbFactory factory, CancellationToken cancellationToken)
    {
        string[] folders = [.. Folders(home)];
        string[] dead = [.. folders.Where(folder => !Staging.IsAlive(home, Path.GetFileName(folder)))];
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> known = [.. await state.Loads.Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
        var removed = new List<LoadId>();
        foreach (string folder in dead.Where(folder => !known.Contains(Path.GetFileName(folder))))
        {
            Remove(folder);
            removed.Add(new LoadId(Path.GetFileName(folder)));
        }

        Staging.Clean(home);
        return removed;
    }

    /// <summary>Removes replaced loads that no pinned snapshot and no correction of a closed month needs: the row first, so that a crash leaves an orphan folder and never a row without one.</summary>
    public static async Task<IReadOnlyList<LoadId>> PruneAsync(
        HomeFolder home, StateDbFactory factory, DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        List<string> pinned = await state.Snapshots.Where(row => state.Pins.Any(pin => pin.SnapshotId == row.Id))
            .Select(row => row.LoadIdsJson).ToListAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> needed = [.. pinned.SelectMany(json => JsonSerializer.Deserialize<string[]>(json) ?? []), .. await ChargedAsync(state, cancellationToken).ConfigureAwait(false)];
        List<LoadRow> old = await state.Loads.Where(row => !row.IsCurrent && row.SealedAt < sealedBefore)
            .OrderBy(row => row.SealedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        LoadRow[] prunable = [.. old.Where(row => !needed.Contains(row.Id))];
        if (!dryRun)
        {
            state.Loads.RemoveRange(prunable);
            await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            foreach (LoadRow row in prunable) Remove(Path.Combine(home.Loads, row.Folder));
            await CleanAsync(home, factory, cancellationToken).ConfigureAwait(false);
        }

        return [.. prunable.Select(row => new LoadId(row.Id))];
    }

    // What a later month is charged of a closed one is told from the data at the moments of closes: without the load of such a moment it would be charged again.
    private static async Task<IEnumerable<string>> ChargedAsync(StateDb state, CancellationToken cancellationToken)
    {
        List<ClosingRow> closings = await state.Closings.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset[] moments = [.. closings.Select(CloseRows.Of).SelectMany(closing => (closing.Charges?.Spans ?? []).SelectMany(span => new[] { span.From, span.Until }).Append(closing.ChangedAt)).Distinct()];
        var loads = await state.Loads.AsNoTracking().Select(row => new { row.Id, row.Source, row.Period, row.SealedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return loads.GroupBy(load => (load.Source, load.Period))
            .SelectMany(versions => moments.Select(moment => versions.Where(load => load.SealedAt <= moment).MaxBy(load => load.SealedAt)?.Id)).OfType<string>();
    }

    private static IEnumerable<string> Folders(HomeFolder home) => !Directory.Exists(home.Loads)
        ? []
        : Directory.EnumerateDirectories(home.Loads, "source=*")
            .SelectMany(source => Directory.EnumerateDirectories(source, "period=*"))
            .SelectMany(Directory.EnumerateDirectories);

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process removed it first.
        }
    }
}
