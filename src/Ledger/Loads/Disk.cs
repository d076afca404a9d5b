using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CostGuard.Ledger.Loads;

/// <summary>What the base library lacks: hard links and fsync of folders.</summary>
internal static partial class Disk
{
    /// <summary>Links the file where the file system can, else copies it.</summary>
    public static void LinkOrCopy(string from, string to)
    {
        bool linked = OperatingSystem.IsWindows() ? CreateHardLink(to, from, 0) : Link(from, to) == 0;
        if (!linked) File.Copy(from, to);
    }

    /// <summary>Writes a folder's files and names through to the disk, so that a rename after it never shows an incomplete folder.</summary>
    public static void SyncTree(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
            if (file.CanWrite) file.Flush(true);
            else RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        foreach (string inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)) SyncFolder(inner);
        SyncFolder(folder);
    }

    /// <summary>Writes a folder's names through to the disk. Windows does so by itself.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int handle = Open(folder, 0);
        if (handle < 0) throw new IOException($"The folder {folder} cannot be opened.");
        int failed = FSync(handle);
        _ = Close(handle);
        if (failed != 0) throw new IOException($"The folder {folder} cannot be written through to the disk.");
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static async Task<string> Sha256Async(string path, Action<long> progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStream file = new(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, Share = FileShare.Read, BufferSize = 0 });
        await using (file.ConfigureAwait(false))
        {
            byte[] buffer = new byte[1 << 20];
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                progress(read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string to, string from, nint security);
}
