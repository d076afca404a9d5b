using System.Globalization;
using System.Security.Cryptography;
using CostGuard.Cli.Composition;
using CostGuard.Core.Budgets;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Reports;

/// <summary>Holds a workbook against what CostGuard wrote: genuine, changed (which cells), older than the current one, or not known.</summary>
public sealed class WorkbookVerifier(CostGuardConfiguration configuration, ReportRecords records, ReportShelf shelf, ReportRoom room, ISnapshotStore snapshots, BudgetService budgets, ClosedConfigurations closed, ICloseStore book)
{
    private const int Genuine = 0;
    private const int Changed = 6;
    private const int Older = 9;

    /// <summary>The exit code, and the table that says why.</summary>
    /// <exception cref="CostGuardException">Exit code 8: not a workbook of this home.</exception>
    public async Task<(int Code, ReportTable Answer)> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new CostGuardException(8, ReportErrors.NotOurs.At($"There is no file {path}."));
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var file = new MemoryStream(bytes, writable: false);
        string name = Path.GetFileName(path);
        WorkbookIdentity identity = WorkbookIdentity.Read(file) ?? throw new CostGuardException(8, ReportErrors.NotOurs.At($"{name} is no workbook that CostGuard wrote."));
        IReadOnlyList<WrittenReport> known = await records.OfAsync(identity.Report, cancellationToken).ConfigureAwait(false);
        if (known.Count == 0) throw new CostGuardException(8, ReportErrors.NotOurs.At($"{name} says that it is the report \"{identity.Report}\", but this home never wrote one."));
        Closing[] reopened = identity.Period is { } month ? [.. (await book.ReadAsync(cancellationToken).ConfigureAwait(false)).Of(month).Earlier] : [];
        // The newest file of a team may be one of a version that was opened again since: nobody has asked for a newer one.
        if (known.FirstOrDefault(record => record.Sha256 == hash) is { } genuine && VersionOf(genuine, reopened) is { } earlier)
            return (Older, await OlderAsync(name, identity, genuine, earlier, cancellationToken).ConfigureAwait(false));
        if (known[0].Sha256 == hash)
            return (Genuine, VerifyTable.Build($"{name} is genuine, unchanged and current", identity, [], Written(known[0])));
        if (known.FirstOrDefault(record => record.Sha256 == hash) is { } older)
            return (Older, VerifyTable.Build($"{name} is genuine and unchanged, but older than the current one", identity, [], $"{Written(older)} The current one is {known[0].File}, from snapshot {known[0].Snapshot}."));
        WrittenReport original = known.FirstOrDefault(record => record.Snapshot == identity.Snapshot)
            ?? throw new CostGuardException(8, ReportErrors.NotOurs.At($"{name} says that it is the report \"{identity.Report}\" from snapshot {identity.Snapshot}, but this home wrote none from it."));
        // Two versions may be of one snapshot: the file is the one that it is most like.
        WrittenReport[] like = [original, .. known.Where(record => record.Snapshot == identity.Snapshot && record.Sha256 != original.Sha256 && VersionOf(record, reopened) is not null).DistinctBy(record => record.File)];
        var compared = new List<(int? Differences, ReportTable Answer)>();
        foreach (WrittenReport each in like) compared.Add(await ComparedAsync(name, file, identity, each, VersionOf(each, reopened), cancellationToken).ConfigureAwait(false));
        return (Changed, compared.MinBy(each => each.Differences ?? int.MaxValue).Answer);
    }

    // Named by the file of its close, and by the data: a team's workbook may be written long after it.
    private static Closing? VersionOf(WrittenReport record, Closing[] reopened) =>
        reopened.FirstOrDefault(each => each.Snapshot?.Value == record.Snapshot && record.File.Contains(string.Create(CultureInfo.InvariantCulture, $"-close-v{each.Version}-"), StringComparison.Ordinal));

    private static string Words(Closing earlier) => string.Create(CultureInfo.InvariantCulture, $"older version (v{earlier.Version} of {earlier.Period})");

    private async Task<ReportTable> OlderAsync(string name, WorkbookIdentity identity, WrittenReport record, Closing earlier, CancellationToken cancellationToken)
    {
        bool isProven = await MadeAgainAsync(identity, record, earlier, cancellationToken).ConfigureAwait(false) is not null;
        string version = string.Create(CultureInfo.InvariantCulture, $"version {earlier.Version}");
        return VerifyTable.Build(
            $"{name} is genuine and unchanged, but an {Words(earlier)}",
            identity,
            [],
            $"{Written(record)} {earlier.Period} was opened again since. " + (isProven
                ? $"Made again from snapshot {record.Snapshot} and the files that {version} was closed with, it is the same to the byte."
                : $"It cannot be made again to the byte, since invoices, explanations, records or the program have changed; the hash in the audit log proves it."));
    }

    private static string Written(WrittenReport record) => $"Written {record.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC as {record.File}, SHA-256 {record.Sha256}.";

    private async Task<(int? Differences, ReportTable Answer)> ComparedAsync(string name, MemoryStream file, WorkbookIdentity identity, WrittenReport original, Closing? earlier, CancellationToken cancellationToken)
    {
        if (earlier is not null) name = $"{name}, {Words(earlier)},";
        if (await OriginalAsync(identity, original, earlier, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return (null, VerifyTable.Build($"{name} is not what CostGuard wrote; which cells differ cannot be told", identity, [],
                $"{Written(original)} It is not there any more, and it cannot be made again byte for byte: configuration, program, or what people decided have changed."));
        }

        file.Position = 0;
        using var ours = new MemoryStream(bytes, writable: false);
        (IReadOnlyList<ChangedCell> changed, IReadOnlyList<ChangedCell> following) = WorkbookCells.Compare(file, ours);
        // Results that follow no changed cell were written by somebody: a reader who opens the file protected sees those.
        if (changed.Count == 0 && following.Count > 0)
            return (following.Count, VerifyTable.Build($"{name} was changed: {following.Count} {(following.Count == 1 ? "formula shows" : "formulas show")} another result", identity, following, Written(original)));
        string title = changed.Count == 0
            ? $"{name} is not the file that CostGuard wrote, but no cell differs: it was saved again, or something other than a cell was changed"
            : $"{name} was changed: {changed.Count} {(changed.Count == 1 ? "cell differs" : "cells differ")}";
        return (changed.Count, VerifyTable.Build(title, identity, changed, following.Count == 0 ? Written(original) : $"{following.Count} formulas are the same and show another result. {Written(original)}"));
    }

    // The kept file, else the same bytes made again from the snapshot; nothing else proves anything.
    private async Task<byte[]?> OriginalAsync(WorkbookIdentity identity, WrittenReport original, Closing? earlier, CancellationToken cancellationToken)
    {
        string kept = Path.Combine(shelf.Folder, original.File);
        if (File.Exists(kept) && await File.ReadAllBytesAsync(kept, cancellationToken).ConfigureAwait(false) is var bytes && Is(bytes, original)) return bytes;
        return await MadeAgainAsync(identity, original, earlier, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> MadeAgainAsync(WorkbookIdentity identity, WrittenReport original, Closing? earlier, CancellationToken cancellationToken)
    {
        if (identity.Period is not { } period) return null;
        // A closed month is made again from the files that it was closed with, whatever is configured since; the hash below says if it is the same.
        CostGuardConfiguration valid = earlier is null ? closed.Of(period) : closed.Of(earlier);
        bool isClosed = valid.Closed.Any(closing => closing.Period == period && closing.Snapshot?.Value == original.Snapshot);
        TeamId? team = identity.Team is { } id ? new TeamId(id) : null;
        if (team is { } known && valid.Teams.All(each => each.Id != known)) return null;
        Snapshot? snapshot = await snapshots.FindAsync(original.Snapshot, cancellationToken).ConfigureAwait(false);
        if (snapshot is null || (!isClosed && snapshot.ConfigurationHash != configuration.MoneyHash)) return null;
        IReadOnlyList<BudgetStatus> judged = await budgets.EvaluateAsync(snapshot, valid, DayRange.Of(period), original.AsOf, cancellationToken).ConfigureAwait(false);
        using var made = new MemoryStream();
        await room.RenderAsync(new ReportContext(snapshot, valid, period, judged, original.AsOf), team, made, cancellationToken).ConfigureAwait(false);
        return Is(made.ToArray(), original) ? made.ToArray() : null;
    }

    private static bool Is(byte[] bytes, WrittenReport record) => Convert.ToHexStringLower(SHA256.HashData(bytes)) == record.Sha256;
}
