using System.Diagnostics;
using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>Folders below the home's data/collecting, named by connection and process: those of dead processes are what kills left behind.</summary>
public sealed class StagingFolders(HomeFolder home) : IStagingFolders
{
    public IStagingFolder Open(string connection)
    {
        string root = home.Combine("data", "collecting");
        Directory.CreateDirectory(root);
        foreach (string old in Directory.GetDirectories(root).Where(IsLeftBehind)) Remove(old);
        string path = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{connection}.{Environment.ProcessId}.{Guid.NewGuid():N}"));
        Directory.CreateDirectory(path);
        return new Folder(path);
    }

    private static bool IsLeftBehind(string folder)
    {
        string[] parts = Path.GetFileName(folder).Split('.');
        if (parts.Length < 3 || !int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return false;
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another process removes it at this moment.
        }
    }

    private sealed class Folder(string path) : IStagingFolder
    {
        public string Path => path;

        public void Dispose() => Remove(path);
    }
}
