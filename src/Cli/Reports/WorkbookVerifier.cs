using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
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
public sealed partial class WorkbookVerifier(CostGuardConfiguration configuration, ReportRecords records, ReportShelf shelf, ReportRoom room, ISnapshotStore snapshots, BudgetService budgets, ClosedConfigurations closed, ICloseStore book)
{
    private const int Genuine = 0;
    private const int Changed = 6;
    private const int Older = 9;

    // Each may have to be made again: seconds, for a large month.
    private const int LikeMax = 8;

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
        Closing? month = identity.Period is { } period ? (await book.ReadAsync(cancellationToken).ConfigureAwait(false)).Of(period) : null;
        string Current(WrittenReport record) => record == known[0] || known[0].File == record.File ? "" : $" The current one is {known[0].File}, from snapshot {known[0].Snapshot}.";
        if (known.FirstOrDefault(record => record.Sha256 == hash) is { } genuine)
        {
            // The newest file of a team may be one of a version that was opened again since: nobody has asked for a newer one.
            if (Superseded(genuine, month) is { } words)
                return (Older, await OlderAsync(name, identity, genuine, month!, words, Current(genuine), cancellationToken).ConfigureAwait(false));
            return genuine == known[0]
                ? (Genuine, VerifyTable.Build($"{name} is genuine, unchanged and current", identity, [], Written(genuine)))
                : (Older, VerifyTable.Build($"{name} is genuine and unchanged, but older than the current one", identity, [], $"{Written(genuine)} The current one is {known[0].File}, from snapshot {known[0].Snapshot}, written {At(known[0])}, SHA-256 {known[0].Sha256}."));
        }

        WrittenReport[] like = Originals(known, identity);
        if (like.Length == 0)
            throw new CostGuardException(8, ReportErrors.NotOurs.At($"{name} says that it is the report \"{identity.Report}\" from snapshot {identity.Snapshot}, but this home wrote none from it."));
        var compared = new List<(int? Differences, ReportTable Answer)>();
        foreach (WrittenReport each in like) compared.Add(await ComparedAsync(name, file, identity, each, month, Current(each), cancellationToken).ConfigureAwait(false));
        (int? Differences, ReportTable Answer) best = compared.MinBy(each => each.Differences ?? int.MaxValue);
        int gone = compared.Count(each => each.Differences is null);
        if (best.Differences is null || gone == 0) return (Changed, best.Answer);
        string others = string.Create(CultureInfo.InvariantCulture, $" It does not say which file it is: {gone} {(gone == 1 ? "other was" : "others were")} written from this snapshot and cannot be compared, and it may be a copy of {(gone == 1 ? "that one" : "one of them")}.");
        return (Changed, best.Answer with { Footnote = best.Answer.Footnote + others });
    }

    // The record whose mark the file carries. A file from before there were marks, or whose mark is gone, is the one of its snapshot that it is most like.
    private static WrittenReport[] Originals(IReadOnlyList<WrittenReport> known, WorkbookIdentity identity)
    {
        if (identity.Content.Length > 0 && known.FirstOrDefault(record => record.Content == identity.Content) is { } marked) return [marked];
        return [.. known.Where(record => record.Snapshot == identity.Snapshot).DistinctBy(record => record.Sha256).Take(LikeMax)];
    }

    // Named by the file of its close: a team's workbook may be written long after it.
    private static int? VersionOf(WrittenReport record) => CloseName().Match(record.File) is { Success: true } close ? int.Parse(close.Groups["version"].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"-close-v(?<version>\d{1,9})-FINAL\.xlsx$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CloseName();

    // "older version (v1 of 2026-10)" of a close that does not stand any more, and of an estimate of a month that is closed; null for what stands.
    private static string? Superseded(WrittenReport record, Closing? month)
    {
        if (month is null) return null;
        int? standing = month.State == ClosingState.Closed ? month.Version : null;
        if (VersionOf(record) is { } version) return version == standing ? null : string.Create(CultureInfo.InvariantCulture, $"older version (v{version} of {month.Period})");
        return standing is null ? null : $"older version (an estimate of {month.Period})";
    }

    private static Closing? EarlierClose(WrittenReport record, Closing? month) => VersionOf(record) is { } version
        ? month?.Earlier.FirstOrDefault(each => each.Version == version && each.Snapshot?.Value == record.Snapshot)
        : null;

    private async Task<ReportTable> OlderAsync(string name, WorkbookIdentity identity, WrittenReport record, Closing month, string words, string current, CancellationToken cancellationToken)
    {
        string since = (VersionOf(record), month.State) switch
        {
            (null, _) => string.Create(CultureInfo.InvariantCulture, $"{month.Period} was closed since, as version {month.Version}."),
            (_, ClosingState.Closed) => string.Create(CultureInfo.InvariantCulture, $"{month.Period} was opened again since, and closed as version {month.Version}."),
            _ => $"{month.Period} was opened again since.",
        };
        string proof = "";
        if (EarlierClose(record, month) is { } earlier)
        {
            proof = await MadeAgainAsync(identity, record, earlier, cancellationToken).ConfigureAwait(false) is not null
                ? string.Create(CultureInfo.InvariantCulture, $" Made again from snapshot {record.Snapshot} and the files that version {earlier.Version} was closed with, it is the same to the byte.")
                : " It cannot be made again to the byte, since invoices, explanations, records or the program have changed; the hash in the audit log proves it.";
        }

        return VerifyTable.Build($"{name} is genuine and unchanged, but an {words}", identity, [], $"{Written(record)} {since}{proof}{current}");
    }

    private static string Written(WrittenReport record) => $"Written {At(record)} as {record.File}, SHA-256 {record.Sha256}.";

    private static string At(WrittenReport record) => record.WrittenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private async Task<(int? Differences, ReportTable Answer)> ComparedAsync(string name, MemoryStream file, WorkbookIdentity identity, WrittenReport original, Closing? month, string current, CancellationToken cancellationToken)
    {
        if (Superseded(original, month) is { } words) name = $"{name}, {words},";
        if (await OriginalAsync(identity, original, EarlierClose(original, month), cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return (null, VerifyTable.Build($"{name} is not what CostGuard wrote; which cells differ cannot be told", identity, [],
                $"{Written(original)} It is not there any more, and it cannot be made again byte for byte: data, configuration, program, or what people decided have changed.{current}"));
        }

        file.Position = 0;
        using var ours = new MemoryStream(bytes, writable: false);
        (IReadOnlyList<ChangedCell> changed, IReadOnlyList<ChangedCell> following) = WorkbookCells.Compare(file, ours);
        // Results that follow no changed cell were written by somebody: a reader who opens the file protected sees those.
        if (changed.Count == 0 && following.Count > 0)
            return (following.Count, VerifyTable.Build($"{name} was changed: {following.Count} {(following.Count == 1 ? "formula shows" : "formulas show")} another result", identity, following, Written(original) + current));
        string title = changed.Count == 0
            ? $"{name} is not the file that CostGuard wrote, but no cell differs: it was saved again, or something other than a cell was changed"
            : $"{name} was changed: {changed.Count} {(changed.Count == 1 ? "cell differs" : "cells differ")}";
        return (changed.Count, VerifyTable.Build(title, identity, changed, $"{(following.Count == 0 ? "" : $"{following.Count} formulas are the same and show another result. ")}{Written(original)}{current}"));
    }

    // The kept file, else the same bytes made again from the snapshot; nothing else proves anything.
    private async Task<byte[]?> OriginalAsync(WorkbookIdentity identity, WrittenReport original, Closing? earlier, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(original.File, original.Sha256, cancellationToken).ConfigureAwait(false) is { } kept)
            return await File.ReadAllBytesAsync(kept, cancellationToken).ConfigureAwait(false);
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
        try
        {
            return await RenderedAsync(snapshot, valid, period, team, original, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException)
        {
            // Data that are damaged or gone are told by other commands; the workbook may still be held against a file that is kept.
            return null;
        }
    }

    private async Task<byte[]?> RenderedAsync(Snapshot snapshot, CostGuardConfiguration valid, BillingPeriod period, TeamId? team, WrittenReport original, CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetStatus> judged = await budgets.EvaluateAsync(snapshot, valid, DayRange.Of(period), original.AsOf, cancellationToken).ConfigureAwait(false);
        using var made = new MemoryStream();
        await room.RenderAsync(new ReportContext(snapshot, valid, period, judged, original.AsOf), team, made, cancellationToken).ConfigureAwait(false);
        return Is(made.ToArray(), original) ? made.ToArray() : null;
    }

    private static bool Is(byte[] bytes, WrittenReport record) => Convert.ToHexStringLower(SHA256.HashData(bytes)) == record.Sha256;
}
