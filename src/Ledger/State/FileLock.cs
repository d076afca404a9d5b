namespace CostGuard.Ledger.State;

/// <summary>A lock file held open: the system frees it when the process ends, however it ends.</summary>
public sealed class FileLock : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or null when a living process (this one too) holds it or the folder is gone.</summary>
    public static FileLock? Try(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits until the lock is free: real time, since another process holds it.</summary>
    public static async Task<FileLock> WaitAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Try(path) is { } held) return held;
            if (!Directory.Exists(Path.GetDirectoryName(path))) throw new DirectoryNotFoundException($"There is no folder for the lock file {path}.");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
