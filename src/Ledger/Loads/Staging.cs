using System.Globalization;
using System.Security.Cryptography;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// The place where an import writes: data/loads/.import/IMPORT, with a lock file that its process holds open. Load ids begin with the import's id,
/// so that a folder without a row in the database can be told: its import is alive (lock held), or it is an orphan.
/// </summary>
internal sealed class Staging : IAsyncDisposable
{
    private const string Root = ".import";
    private readonly HomeFolder _home;
    private readonly FileLock _held;

    private Staging(HomeFolder home, string id, FileLock held)
    {
        _home = home;
        Id = id;
        _held = held;
    }

    /// <summary>Id of the import: UTC stamp and random tail.</summary>
    public string Id { get; }

    /// <summary>Folder of the import.</summary>
    public string Folder => System.IO.Path.Combine(_home.Loads, Root, Id);

    /// <summary>Folder for what DuckDB cannot keep in memory.</summary>
    public string Spill => System.IO.Path.Combine(Folder, "spill");

    /// <summary>Begins an import.</summary>
    public static Staging Begin(HomeFolder home, DateTimeOffset now)
    {
        while (true)
        {
            string tail = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            string id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{tail}");
            string folder = System.IO.Path.Combine(home.Loads, Root, id);
            Directory.CreateDirectory(folder);
            // Null when another process took the folder for an orphan in this very moment: then begin again.
            if (FileLock.Try(LockPath(folder)) is { } held) return new Staging(home, id, held);
        }
    }

    /// <summary>Id of this import's load of a period.</summary>
    public LoadId LoadOf(BillingPeriod period) => new($"{Id}-{period}");

    /// <summary>Folder of a period while it is written.</summary>
    public string FolderOf(BillingPeriod period) => System.IO.Path.Combine(Folder, period.ToString());

    /// <summary>Folder of a load below data/loads, with '/'.</summary>
    public static string Final(SourceKey source, BillingPeriod period, LoadId load) => $"source={Uri.EscapeDataString(source.Value)}/period={period}/{load}";

    /// <summary>Moves a complete period to its final place.</summary>
    public string Publish(SourceKey source, BillingPeriod period)
    {
        string final = Final(source, period, LoadOf(period));
        string target = System.IO.Path.Combine(_home.Loads, final);
        string parent = System.IO.Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        Directory.Move(FolderOf(period), target);
        Disk.SyncFolder(parent);
        Disk.SyncFolder(System.IO.Path.GetDirectoryName(parent)!);
        Disk.SyncFolder(_home.Loads);
        return final;
    }

    /// <summary>True when the import of a load is still running, in this or another process.</summary>
    public static bool IsAlive(HomeFolder home, string loadId)
    {
        int tail = loadId.Length - "-2026-11".Length;
        return tail > 0 && Held(System.IO.Path.Combine(home.Loads, Root, loadId[..tail]));
    }

    /// <summary>Removes what dead imports left behind in their own folders.</summary>
    public static void Clean(HomeFolder home)
    {
        string root = System.IO.Path.Combine(home.Loads, Root);
        if (!Directory.Exists(root)) return;
        foreach (string folder in Directory.EnumerateDirectories(root))
        {
            if (!Directory.Exists(folder) || FileLock.Try(LockPath(folder)) is not { } held) continue;
            using (held) Remove(folder);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Remove(Folder);
        await _held.DisposeAsync().ConfigureAwait(false);
    }

    private static bool Held(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        if (FileLock.Try(LockPath(folder)) is not { } held) return Directory.Exists(folder);
        held.Dispose();
        return false;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process cleaned it first.
        }
    }

    private static string LockPath(string folder) => System.IO.Path.Combine(folder, "lock");
}
