using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Exports;

/// <summary>
/// Collects an export out of a bucket or container: the listing first, then manifests, then month by month the files that changed. A month whose
/// loads hold exactly the objects that are there, by the store's own marks, is not fetched again.
/// </summary>
/// <param name="store">The bucket or container.</param>
/// <param name="request">The run.</param>
/// <param name="check">What else the files of this provider must fulfil; throws where they do not.</param>
internal sealed class StoredExport(IObjectStore store, CollectRequest request, Action<IEnumerable<ExportObject>, Connection>? check = null)
{
    private const int CopyBuffer = 1 << 20;
    private readonly string _where = $"connections/{request.Connection.Name}.yaml";

    /// <summary>One unit a month, whatever export below the place it comes from, oldest first, then one of all files that lie in no month's folder.</summary>
    public async IAsyncEnumerable<CollectUnit> CollectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var objects = new List<ExportObject>();
        await foreach (ExportObject entry in store.ListAsync(cancellationToken)) if (ExportFiles.IsFinished(entry.Key)) objects.Add(entry);
        IReadOnlyList<ExportObject> chosen = await ExportListing.ChooseAsync(objects, store.OpenAsync, _where, cancellationToken);
        ExportMeasure.Check(chosen, request.Connection);
        check?.Invoke(chosen, request.Connection);
        if (chosen.Count == 0)
            throw new CostGuardException(9, CollectErrors.NoFiles.At($"There is no finished delivery at {store.Place}. The earlier loads stay current.", _where));
        int number = 0;
        foreach (IGrouping<string, ExportObject> month in chosen.GroupBy(entry => ExportMonth.NameOf(entry.Key) ?? "~").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            ExportObject[] entries = [.. month];
            if (Held(entries) is { Count: > 0 } held)
            {
                yield return new CollectUnit([]) { Unchanged = held };
                continue;
            }

            string folder = Path.Combine(request.Staging, number++.ToString("d3", CultureInfo.InvariantCulture));
            yield return new CollectUnit(await FetchAsync(entries, folder, cancellationToken));
            // Months are sealed before the next is asked for: what was fetched of this one is no longer needed.
            Directory.Delete(folder, recursive: true);
        }
    }

    // Exactly these objects: one that vanished or changed means that the month has to be read again.
    private List<Load>? Held(ExportObject[] entries)
    {
        HashSet<(string, string?)> there = [.. entries.Select(entry => (entry.Key, entry.Version))];
        if (there.Any(entry => entry.Item2 is null)) return null;
        Load[] loads = [.. request.Current.Where(load => load.Files.Any(file => there.Contains((file.Name, file.Version))))];
        HashSet<(string, string?)> stored = [.. loads.SelectMany(load => load.Files).Select(file => (file.Name, file.Version))];
        return stored.SetEquals(there) ? [.. loads] : null;
    }

    private async Task<IReadOnlyList<SourceFile>> FetchAsync(ExportObject[] entries, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new List<SourceFile>(entries.Length);
        foreach (ExportObject entry in entries)
        {
            // The name says the number first: equal names in two folders of the bucket are two files.
            string path = Path.Combine(folder, $"{files.Count.ToString("d5", CultureInfo.InvariantCulture)}-{entry.Key[(entry.Key.LastIndexOf('/') + 1)..]}");
            await using (Stream source = await store.OpenAsync(entry, cancellationToken))
            await using (FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBuffer, useAsync: true))
                await source.CopyToAsync(target, CopyBuffer, cancellationToken);
            long bytes = new FileInfo(path).Length;
            if (bytes != entry.Bytes)
            {
                throw new CostGuardException(9, ExportErrors.Incomplete.At(
                    string.Create(CultureInfo.InvariantCulture, $"{entry.Key} has {entry.Bytes} bytes in the listing, but {bytes} came. Nothing of its month was stored."), _where));
            }

            files.Add(new SourceFile(path, entry.Key, bytes) { Version = entry.Version, Dataset = entry.Dataset });
        }

        return files;
    }
}
