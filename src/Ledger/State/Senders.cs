using CostGuard.Core.Values;

namespace CostGuard.Ledger.State;

/// <summary>
/// Processes that send, each with a lock file of its own below data/senders: a message whose process holds its lock no more was left by a dead one, however
/// that died, and is looked after at once instead of after the longest honest attempt.
/// </summary>
internal sealed class Senders(HomeFolder home) : IDisposable
{
    private readonly Lock _gate = new();
    private (string Name, FileLock Lock)? _own;

    private string Folder => home.Combine("data", "senders");

    /// <summary>The name of this process, whose lock is held from now on until it ends.</summary>
    public string Own()
    {
        lock (_gate)
        {
            if (_own is { } held) return held.Name;
            Directory.CreateDirectory(Folder);
            foreach (string left in Directory.GetFiles(Folder, "*.lock")) IsDead(Path.GetFileNameWithoutExtension(left));
            while (true)
            {
                // Another process that looks for dead ones may hold the new file for a moment: then it is its file, and ours is the next one.
                string name = Guid.NewGuid().ToString("N");
                if (FileLock.Try(PathOf(name)) is not { } taken) continue;
                _own = (name, taken);
                return name;
            }
        }
    }

    /// <summary>True when no living process holds the lock of the name; its file is gone then.</summary>
    public bool IsDead(string name)
    {
        if (name == _own?.Name) return false;
        string path = PathOf(name);
        if (!File.Exists(path)) return true;
        if (FileLock.Try(path) is not { } free) return false;
        free.Dispose();
        File.Delete(path);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_own is not { } held) return;
            held.Lock.Dispose();
            File.Delete(PathOf(held.Name));
            _own = null;
        }
    }

    private string PathOf(string name) => Path.Combine(Folder, name + ".lock");
}
