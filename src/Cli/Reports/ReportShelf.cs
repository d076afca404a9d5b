using System.Security.Cryptography;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Ledger;

namespace CostGuard.Cli.Reports;

/// <summary>The folder of finished reports, data/out/reports. A file appears there complete or not at all.</summary>
public sealed class ReportShelf(HomeFolder home)
{
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

    /// <summary>A finished file; null when it is not there.</summary>
    public FinishedReport? Find(string folder, string name) => Path.Combine(Folder, folder, name) is var path && File.Exists(path) ? new FinishedReport(name, path) : null;

    /// <summary>The finished files, newest first.</summary>
    public IReadOnlyList<FileInfo> Files() => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).GetFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != WholeFile.Ending).OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal)]
        : [];
}
