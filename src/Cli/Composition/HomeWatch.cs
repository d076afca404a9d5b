using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Close;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;

namespace CostGuard.Cli.Composition;

/// <summary>
/// What a running service must learn of without a restart: files of the configuration, and months that were closed or reopened by other processes.
/// </summary>
public sealed class HomeWatch(HomeFolder home, TimeSpan? pause = null)
{
    private static readonly string[] Folders = ["teams", "allocation", "budgets", "rates", "drivers", "connections", "schedules", "reports", "notifications", "webhooks"];

    private readonly TimeSpan _pause = pause ?? TimeSpan.FromSeconds(2);

    /// <summary>A text that changes with the files (name, size, time of change) and with what is closed.</summary>
    public string Stamp()
    {
        var text = new StringBuilder();
        IEnumerable<string> files = Folders.Select(folder => home.Combine(folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Append(home.Combine("costguard.yaml"));
        foreach (FileInfo file in files.Order(StringComparer.Ordinal).Select(path => new FileInfo(path)).Where(file => file.Exists))
            text.Append(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        foreach (Closing closing in StateReads.Locks(home)) text.Append(CultureInfo.InvariantCulture, $"{closing.Period} {closing.Version} {closing.ChangedAt.UtcTicks}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Waits until something has changed that can be read; false when it is told to stop.</summary>
    /// <param name="seen">The stamp of what is in force.</param>
    /// <param name="isReadable">Whether the changed home can be read; says itself why not. What cannot be read is not taken over, and the one before stays in force.</param>
    /// <param name="stopping">Stops it.</param>
    public async Task<bool> ChangedAsync(string seen, Func<bool> isReadable, CancellationToken stopping)
    {
        string known = seen, before = seen;
        try
        {
            while (true)
            {
                // Real time: files are changed in it, whatever clock the schedules go by.
                await Task.Delay(_pause, stopping).ConfigureAwait(false);
                string now = TryStamp() ?? known;
                // A file that is being written is looked at when it has come to rest.
                bool rests = now == before;
                before = now;
                if (!rests || now == known) continue;
                known = now;
                if (isReadable()) return true;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A folder that is renamed at this moment is looked at the next time.
    private string? TryStamp()
    {
        try
        {
            return Stamp();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
