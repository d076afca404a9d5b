using System.Globalization;
using CostGuard.Collect.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Exports;

/// <summary>
/// Chooses the data files of a listing: those that the newest manifest of each month names, all of them or none, and files that no manifest speaks
/// of. Knows no folder and no cloud: a source gives its listing and a way to open an object.
/// </summary>
internal static class ExportListing
{
    private const int ManifestBytesMax = 16 * 1024 * 1024;

    /// <summary>The files to read, in the order of their keys.</summary>
    /// <param name="objects">Everything in the listing, manifests included.</param>
    /// <param name="open">Opens an object.</param>
    /// <param name="where">The connection's file, for messages.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CostGuardException">Exit code 9: a manifest names a file that is not there. Nothing may be read then.</exception>
    public static async Task<IReadOnlyList<ExportObject>> ChooseAsync(
        IReadOnlyCollection<ExportObject> objects, Func<ExportObject, CancellationToken, Task<Stream>> open, string where, CancellationToken cancellationToken)
    {
        ExportObject[] data = await DataAsync(objects, open, cancellationToken);
        var manifests = new List<ExportManifest>();
        foreach (ExportObject entry in objects.Where(entry => entry.IsManifest && entry.Bytes <= ManifestBytesMax).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (await ReadAsync(entry, open, cancellationToken) is { } manifest) manifests.Add(manifest);
        }

        var chosen = new HashSet<ExportObject>();
        var governed = new HashSet<ExportObject>();
        var datasets = new Dictionary<ExportObject, string?>();
        foreach (IGrouping<string, ExportManifest> series in manifests.GroupBy(manifest => manifest.Series, StringComparer.Ordinal))
        {
            ExportManifest current = Current(series);
            foreach (ExportManifest other in series.Where(other => other != current)) governed.UnionWith(other.Parts.SelectMany(part => Matches(data, part)));
            ExportObject[] parts = Parts(data, current, where);
            chosen.UnionWith(parts);
            foreach (ExportObject part in parts) datasets[part] = current.Dataset;
            foreach (string month in parts.Select(part => ExportMonth.FolderOf(part.Key)).Append(current.Scope).OfType<string>().Distinct(StringComparer.Ordinal))
                governed.UnionWith(data.Where(entry => entry.Key.StartsWith(month, StringComparison.Ordinal)));
        }

        // A month of a report whose manifest is not there yet is not finished.
        string[] reports = [.. chosen.Select(part => ExportMonth.ReportOf(part.Key)).OfType<string>().Distinct(StringComparer.Ordinal)];
        ExportObject[] free = [.. data.Where(entry => !chosen.Contains(entry) && !governed.Contains(entry) && (ExportMonth.ReportOf(entry.Key) is not { } report || !reports.Contains(report)))];
        return [.. chosen.Concat(RunFolders.Newest(free)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => datasets.GetValueOrDefault(entry) is { } dataset ? entry with { Dataset = dataset } : entry)];
    }

    // A .json that is no manifest is data only when it begins with a billing row.
    private static async Task<ExportObject[]> DataAsync(
        IEnumerable<ExportObject> objects, Func<ExportObject, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        var data = new List<ExportObject>();
        foreach (ExportObject entry in objects.Where(entry => !entry.IsManifest).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (entry.IsJson)
            {
                await using Stream stream = await open(entry, cancellationToken);
                if (!await BillingJson.BeginsAsync(stream, cancellationToken)) continue;
            }

            data.Add(entry);
        }

        return [.. data];
    }

    // The manifest in the month's own folder is the one that AWS overwrites with each delivery; a copy in a delivery's folder may be an old one.
    private static ExportManifest Current(IEnumerable<ExportManifest> series) => series
        .OrderBy(manifest => manifest.Source.Folder.Count(letter => letter == '/'))
        .ThenByDescending(manifest => manifest.Made)
        .ThenByDescending(manifest => manifest.Source.Key, StringComparer.Ordinal)
        .First();

    private static ExportObject[] Parts(ExportObject[] data, ExportManifest manifest, string where)
    {
        var parts = new List<ExportObject>();
        var missing = new List<string>();
        foreach (string part in manifest.Parts.Distinct(StringComparer.Ordinal))
        {
            ExportObject[] found = Matches(data, part);
            if (found.Length == 1 && !parts.Contains(found[0])) parts.Add(found[0]);
            else missing.Add(part);
        }

        if (missing.Count == 0) return [.. parts];
        throw new CostGuardException(9, ExportErrors.Incomplete.At(
            string.Create(CultureInfo.InvariantCulture, $"incomplete: {parts.Count} of {parts.Count + missing.Count} parts. {manifest.Source.Key} names {missing[0]}, which is not there."), where));
    }

    // The listing may begin above or below the place from which the manifest counts. The longest common end decides.
    private static ExportObject[] Matches(ExportObject[] data, string part)
    {
        string key = ExportManifest.KeyOf(part);
        ExportObject[] found = [.. data.Where(entry => entry.Key == key)];
        if (found.Length > 0) return found;
        found = [.. data.Where(entry => entry.Key.EndsWith("/" + key, StringComparison.Ordinal))];
        if (found.Length > 0) return found;
        found = [.. data.Where(entry => key.EndsWith("/" + entry.Key, StringComparison.Ordinal))];
        return [.. found.Where(entry => entry.Key.Length == found.Max(other => other.Key.Length))];
    }

    private static async Task<ExportManifest?> ReadAsync(ExportObject entry, Func<ExportObject, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        await using Stream stream = await open(entry, cancellationToken);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return ExportManifest.Read(entry, bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}
