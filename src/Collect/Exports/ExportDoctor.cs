using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Exports;

/// <summary>The links that any export has once the store is open: list, manifest, read, age.</summary>
internal static class ExportDoctor
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(36);

    /// <summary>Names of the links, in order.</summary>
    public static readonly string[] Links = ["list", "manifest", "read", "age"];

    /// <summary>Examines a store. <paramref name="told"/> turns a refusal of the provider into a result, null when it is none of its own.</summary>
    public static async IAsyncEnumerable<CheckResult> ExamineAsync(
        IObjectStore store, string where, TimeProvider clock, Func<string, Exception, CheckResult?> told, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var objects = new List<ExportObject>();
        CheckResult listed = await TryAsync("list", told, async () =>
        {
            await foreach (ExportObject entry in store.ListAsync(cancellationToken)) if (ExportFiles.IsFinished(entry.Key)) objects.Add(entry);
            return objects.Count > 0
                ? new CheckResult("list", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{objects.Count} files below {store.Place}"))
                : new CheckResult("list", CheckState.Failed, $"nothing below {store.Place}")
                {
                    Cause = "the prefix is another one, or the export has not delivered yet: a first delivery takes up to a day",
                    Fix = "compare the prefix with the export's own page at the provider",
                    Code = CollectErrors.NoFiles.Code,
                };
        });
        yield return listed;
        if (listed.State == CheckState.Failed) yield break;

        IReadOnlyList<ExportObject> chosen = [];
        CheckResult manifest = await TryAsync("manifest", told, async () =>
        {
            chosen = await ExportListing.ChooseAsync(objects, store.OpenAsync, where, cancellationToken);
            int manifests = objects.Count(entry => entry.IsManifest);
            return manifests == 0
                ? new CheckResult("manifest", CheckState.Warning, "no manifest: every file below the prefix is read") { Fix = "point the connection at the export's own folder, so that half a delivery cannot be read" }
                : new CheckResult("manifest", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{manifests} manifests name {chosen.Count} files, all there"));
        });
        yield return manifest;
        if (manifest.State == CheckState.Failed) yield break;

        ExportObject? newest = chosen.OrderByDescending(entry => entry.Modified).FirstOrDefault();
        if (newest is null) yield break;
        yield return await TryAsync("read", told, async () =>
        {
            await using Stream stream = await store.OpenAsync(newest, cancellationToken);
            byte[] first = new byte[4];
            int read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
            return read > 0
                ? new CheckResult("read", CheckState.Ok, $"first bytes of {newest.Key}")
                : new CheckResult("read", CheckState.Failed, $"{newest.Key} is empty") { Cause = "the export wrote an empty file", Code = CollectErrors.NoFiles.Code };
        });
        TimeSpan age = clock.GetUtcNow() - newest.Modified;
        string hours = string.Create(CultureInfo.InvariantCulture, $"last delivery {newest.Modified.UtcDateTime:yyyy-MM-dd HH:mm}Z, {Math.Floor(age.TotalHours):0} h ago");
        yield return age <= Late
            ? new CheckResult("age", CheckState.Ok, hours)
            : new CheckResult("age", CheckState.Warning, hours) { Cause = "the export stopped or was never scheduled daily", Fix = "look at the export's runs at the provider" };
    }

    private static async Task<CheckResult> TryAsync(string name, Func<string, Exception, CheckResult?> told, Func<Task<CheckResult>> look)
    {
        try
        {
            return await look();
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult(name, CheckState.Failed, refusal.Problem.Message) { Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Why, Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix, Code = refusal.Problem.Code };
        }
        catch (Exception failure) when (told(name, failure) is { } result)
        {
            return result;
        }
        catch (IOException outage)
        {
            return new CheckResult(name, CheckState.Failed, outage.Message) { Code = CollectErrors.Unreachable.Code };
        }
    }
}
