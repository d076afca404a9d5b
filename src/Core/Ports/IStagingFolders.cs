namespace CostGuard.Core.Ports;

/// <summary>A folder of one collection. Disposing it removes it with all that is in it.</summary>
public interface IStagingFolder : IDisposable
{
    /// <summary>Full path of the folder, which exists.</summary>
    string Path { get; }
}

/// <summary>Gives folders for what a collection fetches, on the disk of the home, so that its files can be linked instead of copied.</summary>
public interface IStagingFolders
{
    /// <summary>A new empty folder. Those that killed processes left behind are removed.</summary>
    IStagingFolder Open(string connection);
}
