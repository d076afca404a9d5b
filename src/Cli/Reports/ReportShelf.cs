using System.Security.Cryptography;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Ledger;

namespace CostGuard.Cli.Reports;

/// <summary>The folder of finished reports, data/out/reports. A file appears there complete or not at all.</summary>
public sealed class ReportShelf(HomeFolder home)
{
    // A copy of one that was replaced may be with a reader, and invoices that came since keep it from being made again.
    private const int ReplacedMax = 10;

    public string Folder => Path.Combine(home.Out, "reports");

    /// <summary>Writes a file into a folder of the shelf.</summary>
    /// <param name="folder">Folder below the shelf.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <param name="record">Told the SHA-256 before the file appears, so that no file is there without its record.</param>
    /// <param name="cancellationToken">Stops it; no file is left then.</param>
    public async Task<FinishedReport> WriteAsync(string folder, string name, Func<Stream, Task> write, Func<string, Task> record, CancellationToken cancellationToken)
    {
        string target = Path.Combine(Folder, folder);
        Directory.CreateDirectory(target);
        string path = Path.Combine(target, name);
        await WholeFile.WriteAsync(path, async file =>
        {
            await write(file).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            await record(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return new FinishedReport(name, path);
    }

    /// <summary>Keeps a file that is about to be replaced by other bytes, in data/out/replaced: the last ones of each name.</summary>
    public async Task KeepReplacedAsync(string folder, string name, string hash, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Folder, folder, name);
        if (!File.Exists(path)) return;
        string old = await HashAsync(path, cancellationToken).ConfigureAwait(false);
        if (old == hash) return;
        string kept = Replaced($"{folder}/{name}", old);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await WholeFile.WriteAsync(kept, async copy =>
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            await file.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var others = new DirectoryInfo(Path.GetDirectoryName(kept)!).GetFiles(Path.GetFileNameWithoutExtension(name) + ".*" + Path.GetExtension(name));
        foreach (FileInfo oldest in others.OrderByDescending(file => file.LastWriteTimeUtc).Skip(ReplacedMax)) oldest.Delete();
    }

    /// <summary>Where a file with these bytes is, on the shelf or among the replaced ones; null when it is not there any more.</summary>
    /// <param name="file">Path below the shelf, with slashes.</param>
    /// <param name="hash">SHA-256 of its bytes, hex.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> FindAsync(string file, string hash, CancellationToken cancellationToken)
    {
        foreach (string path in (string[])[Path.Combine(Folder, file), Replaced(file, hash)])
        {
            if (File.Exists(path) && await HashAsync(path, cancellationToken).ConfigureAwait(false) == hash) return path;
        }

        return null;
    }

    private string Replaced(string file, string hash) => Path.Combine(home.Out, "replaced", Path.ChangeExtension(file, hash[..12] + Path.GetExtension(file)));

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A finished file; null when it is not there.</summary>
    public FinishedReport? Find(string folder, string name) => Path.Combine(Folder, folder, name) is var path && File.Exists(path) ? new FinishedReport(name, path) : null;

    /// <summary>The finished files, newest first.</summary>
    public IReadOnlyList<FileInfo> Files() => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).GetFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != WholeFile.Ending).OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal)]
        : [];
}
