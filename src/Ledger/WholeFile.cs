using System.Globalization;

namespace CostGuard.Ledger;

/// <summary>
/// A file that appears complete or not at all. Its unfinished half is held open until it has its name: a half that can be locked is that of a dead process,
/// and the next writer in its folder removes it.
/// </summary>
public static class WholeFile
{
    /// <summary>How names of halves end.</summary>
    public const string Ending = ".part";

    /// <summary>Writes a file in a folder that is there.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes it, and may read it again; when it fails there is no new file.</param>
    public static async Task WriteAsync(string path, Func<FileStream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string half = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{Ending}");
        RemoveLeft(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(half, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            await write(file).ConfigureAwait(false);
            await file.FlushAsync().ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Removes what dead processes left in a folder.</summary>
    public static void RemoveLeft(string folder)
    {
        foreach (string left in Directory.GetFiles(folder, "*" + Ending))
        {
            try
            {
                new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                File.Delete(left);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Its process lives and writes it, or has just given it its name.
            }
        }
    }
}
