using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using CostGuard.Ledger.State;

namespace CostGuard.Cli.Composition;

/// <summary>
/// Keeps, beside each snapshot, the configuration files it was made with: so that <c>plan</c> can tell what a change of rules moves, and a
/// figure of last year can be explained by the rules of last year.
/// </summary>
public sealed class ArchivingSnapshotStore(SnapshotStore inner) : ISnapshotStore
{
    private static readonly string[] Folders = ["teams", "allocation", "budgets", "rates", "drivers", "connections", "notifications"];

    public async Task<Snapshot> CurrentAsync(CostGuardConfiguration configuration, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await inner.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);
        Keep(configuration.Home, snapshot.Id);
        return snapshot;
    }

    public Task<Snapshot?> BeforeAsync(CostGuardConfiguration configuration, DateTimeOffset? sealedUntil, CancellationToken cancellationToken) =>
        inner.BeforeAsync(configuration, sealedUntil, cancellationToken);

    public Task<Snapshot?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Snapshot>> ListAsync(int limit, CancellationToken cancellationToken) => inner.ListAsync(limit, cancellationToken);

    public Task<IReadOnlyList<MovedCost>> PlanAsync(CostGuardConfiguration current, CostGuardConfiguration proposed, CancellationToken cancellationToken) =>
        inner.PlanAsync(current, proposed, cancellationToken);

    public Task<IReadOnlyList<TagCoverage>> CoverageAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<string> tagKeys, DayRange months, CancellationToken cancellationToken) =>
        inner.CoverageAsync(snapshot, configuration, tagKeys, months, cancellationToken);

    /// <summary>The folder with the configuration of a snapshot; null when it was not kept.</summary>
    public static HomeFolder? Kept(HomeFolder home, SnapshotId id)
    {
        string folder = Folder(home, id);
        return Directory.Exists(folder) ? new HomeFolder(folder) : null;
    }

    /// <summary>Copies the configuration files of a home into a new folder.</summary>
    internal static void CopyConfiguration(HomeFolder home, string target)
    {
        Directory.CreateDirectory(target);
        File.Copy(home.Combine("costguard.yaml"), Path.Combine(target, "costguard.yaml"));
        foreach (string folder in Folders.Where(folder => Directory.Exists(home.Combine(folder)))) Copy(home.Combine(folder), Path.Combine(target, folder));
    }

    private static void Keep(HomeFolder home, SnapshotId id)
    {
        string target = Folder(home, id);
        if (Directory.Exists(target)) return;
        // Another process that holds it keeps the very same files at this moment.
        using FileLock? held = FileLock.Try(target + ".lock");
        if (held is null || Directory.Exists(target)) return;
        string half = target + ".tmp";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        CopyConfiguration(home, half);
        Directory.Move(half, target);
    }

    private static string Folder(HomeFolder home, SnapshotId id) => Path.Combine(home.Snapshots, id.Value, "configuration");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
