namespace CostGuard.Core.Values;

/// <summary>The one folder that holds a company's configuration and data. Names paths only; nothing here touches the disk.</summary>
/// <param name="Path">Absolute path of the home.</param>
public sealed record HomeFolder(string Path)
{
    /// <summary>Data that CostGuard writes.</summary>
    public string Data => Combine("data");

    /// <summary>The state database (SQLite, WAL).</summary>
    public string Database => Combine("data", "costguard.db");

    /// <summary>Sealed loads, one folder each.</summary>
    public string Loads => Combine("data", "loads");

    /// <summary>Allocated roll-ups, one folder a snapshot. Derived: may be deleted.</summary>
    public string Snapshots => Combine("data", "snapshots");

    /// <summary>Finished reports and, without a mail server, mails as .eml files.</summary>
    public string Out => Combine("data", "out");

    /// <summary>A path below the home.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
