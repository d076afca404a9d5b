using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Exports;

/// <summary>The links that any export has once the store is open: list, manifest, read, columns, age, months.</summary>
internal sealed class ExportDoctor(TimeProvider clock, ExportSample sample)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(36);

    /// <summary>Names of the links, in order.</summary>
    public static readonly string[] Links = ["list", "manifest", "read", "columns", "age", "months"];

    /// <summary>Examines a store. <paramref name="told"/> turns a refusal of the provider into a result, null when it is none of its own.</summary>
    /// <param name="store">The bucket or container.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="told">Turns a refusal.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="without">The link "manifest" of a provider whose exports have none; throws where the files cannot be read together.</param>
    public async IAsyncEnumerable<CheckResult> ExamineAsync(
        IObjectStore store, Connection connection, Func<string, Exception, CheckResult?> told, [EnumeratorCancellation] CancellationToken cancellationToken,
        Func<IReadOnlyList<ExportObject>, CheckResult>? without = null)
    {
        var objects = new List<ExportObject>();
        CheckResult listed = await TryAsync("list", told, () => ListAsync(store, objects, cancellationToken));
        yield return listed;
        if (listed.State == CheckState.Failed) yield break;

        IReadOnlyList<ExportObject> chosen = [];
        CheckResult manifest = await TryAsync("manifest", told, async () =>
        {
            chosen = await ExportListing.ChooseAsync(objects, store.OpenAsync, $"connections/{connection.Name}.yaml", cancellationToken);
            ExportMeasure.Check(chosen, connection);
            return chosen.Count == 0 ? Nothing(objects, store.Place) : without is not null && !objects.Exists(entry => entry.IsManifest) ? without(chosen) : Manifest(objects, chosen);
        });
        yield return manifest;
        if (manifest.State == CheckState.Failed) yield break;

        ExportObject newest = chosen.OrderByDescending(entry => entry.Modified).ThenByDescending(entry => entry.Key, StringComparer.Ordinal).First();
        CheckResult read = await TryAsync("read", told, () => ReadAsync(store, newest, cancellationToken));
        yield return read;
        yield return read.State == CheckState.Failed
            ? new CheckResult("columns", CheckState.Skipped, "skipped")
            : await TryAsync("columns", told, () => ColumnsAsync(store, connection, chosen, newest, cancellationToken));
        yield return Age(newest, connection.DataAge ?? Late);
        yield return ExportHistory.Examine(chosen, clock.GetUtcNow());
    }

    private static async Task<CheckResult> ListAsync(IObjectStore store, List<ExportObject> objects, CancellationToken cancellationToken)
    {
        await foreach (ExportObject entry in store.ListAsync(cancellationToken)) if (ExportFiles.IsFinished(entry.Key)) objects.Add(entry);
        return objects.Count > 0
            ? new CheckResult("list", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{objects.Count} files below {store.Place}"))
            : new CheckResult("list", CheckState.Failed, $"nothing below {store.Place}")
            {
                Cause = "the prefix is another one, or the export has not delivered yet: a first delivery takes up to a day",
                Not = "a missing right: the listing was allowed",
                Fix = "compare the prefix with the export's own page at the provider",
                Code = CollectErrors.NoFiles.Code,
            };
    }

    private static CheckResult Nothing(List<ExportObject> objects, string place) => new("manifest", CheckState.Failed, objects.Exists(entry => entry.IsManifest)
        ? $"the manifests below {place} name no file"
        : $"none of the {objects.Count.ToString(CultureInfo.InvariantCulture)} files below {place} is a billing file")
    {
        Cause = "the export ran without a delivery: it has no data yet, or was stopped while it wrote",
        Not = "a missing right: the listing was allowed",
        Fix = "look at the export's runs at the provider; the earlier loads stay current",
        Code = CollectErrors.NoFiles.Code,
    };

    private static CheckResult Manifest(List<ExportObject> objects, IReadOnlyList<ExportObject> chosen)
    {
        int manifests = objects.Count(entry => entry.IsManifest);
        return manifests == 0
            ? new CheckResult("manifest", CheckState.Warning, "no manifest: every file below the prefix is read") { Fix = "point the connection at the export's own folder, so that half a delivery cannot be read" }
            : new CheckResult("manifest", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{manifests} manifests name {chosen.Count} files, all there"));
    }

    private static async Task<CheckResult> ReadAsync(IObjectStore store, ExportObject newest, CancellationToken cancellationToken)
    {
        await using Stream stream = await store.OpenAsync(newest, cancellationToken);
        byte[] first = new byte[4];
        int read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        return read > 0
            ? new CheckResult("read", CheckState.Ok, $"first bytes of {newest.Key}")
            : new CheckResult("read", CheckState.Failed, $"{newest.Key} is empty") { Cause = "the export wrote an empty file", Fix = "look at the export's runs at the provider", Code = CollectErrors.NoFiles.Code };
    }

    private async Task<CheckResult> ColumnsAsync(
        IObjectStore store, Connection connection, IReadOnlyList<ExportObject> chosen, ExportObject newest, CancellationToken cancellationToken)
    {
        try
        {
            if (await sample.LookAsync(store.OpenAsync, newest, connection, cancellationToken) is not { } seen)
                return new CheckResult("columns", CheckState.Skipped, $"{newest.Key} is too large to be fetched for a look; 'collect' checks it");
            string version = seen.Version is { } focus ? $", FOCUS {focus}" : "";
            return seen.Problems.Any(problem => problem.Severity == Severity.Error)
                ? new CheckResult("columns", CheckState.Warning, $"{seen.Format}{version}: {seen.Problems.First(problem => problem.Severity == Severity.Error).Message}") { Fix = "a collection refuses such rows: look at the file" }
                : new CheckResult("columns", CheckState.Ok, $"{seen.Format}{version}");
        }
        catch (CostGuardException refusal)
        {
            return Changed(refusal, newest, await StillReadAsync(store, connection, chosen, newest, cancellationToken));
        }
        catch (InvalidDataException damaged)
        {
            return new CheckResult("columns", CheckState.Failed, $"{newest.Key}: {damaged.Message}") { Cause = "the file is damaged", Fix = "have the export deliver it again", Code = CollectErrors.Unreadable.Code };
        }
    }

    private static CheckResult Changed(CostGuardException refusal, ExportObject newest, ExportObject? older)
    {
        var result = new CheckResult("columns", CheckState.Failed, refusal.Problem.Message) { Not = "sign-in and rights, which work", Code = refusal.Problem.Code };
        return older is null
            ? result with { Cause = "the export has not the columns that charges need: another kind of export, or one whose columns were picked by hand", Fix = "export FOCUS or CUR 2.0 with all columns, or name what is missing in 'assume'" }
            : result with
            {
                Cause = $"the export's columns have changed: {older.Key} still has what is needed, {newest.Key} has not",
                Fix = "put the column back into the export's definition, or name what is missing in 'assume'; the earlier loads stay current",
            };
    }

    // The newest file of an earlier month, if that one can be read: then the columns changed in between.
    private async Task<ExportObject?> StillReadAsync(
        IObjectStore store, Connection connection, IReadOnlyList<ExportObject> chosen, ExportObject newest, CancellationToken cancellationToken)
    {
        ExportObject? older = chosen.Where(entry => ExportMonth.NameOf(entry.Key) != ExportMonth.NameOf(newest.Key)).MaxBy(entry => entry.Modified);
        try
        {
            return older is not null && await sample.LookAsync(store.OpenAsync, older, connection, cancellationToken) is not null ? older : null;
        }
        catch (Exception alike) when (alike is CostGuardException or InvalidDataException)
        {
            return null;
        }
    }

    private CheckResult Age(ExportObject newest, TimeSpan late)
    {
        TimeSpan age = clock.GetUtcNow() - newest.Modified;
        string hours = string.Create(CultureInfo.InvariantCulture, $"last delivery {newest.Modified.UtcDateTime:yyyy-MM-dd HH:mm}Z, {Math.Floor(age.TotalHours):0} h ago");
        return age <= late
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
        catch (HttpRequestException nowhere)
        {
            return new CheckResult(name, CheckState.Failed, nowhere.Message) { Cause = CollectErrors.NoAddress.Why, Fix = CollectErrors.NoAddress.Fix, Code = CollectErrors.NoAddress.Code };
        }
        catch (Exception outage) when (outage is IOException or TimeoutException)
        {
            return new CheckResult(name, CheckState.Failed, outage.Message) { Cause = CollectErrors.Unreachable.Why, Fix = CollectErrors.Unreachable.Fix, Code = CollectErrors.Unreachable.Code };
        }
        catch (System.Xml.XmlException unreadable)
        {
            return new CheckResult(name, CheckState.Failed, $"an answer that is not the store's: {unreadable.Message}") { Cause = "a gateway or proxy on the way answers in place of the store", Fix = "look at the proxy and at the address in the connection's file", Code = CollectErrors.Unreachable.Code };
        }
    }
}
