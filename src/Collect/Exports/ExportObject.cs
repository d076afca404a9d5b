namespace CostGuard.Collect.Exports;

/// <summary>A file of an export, wherever it lies: in a folder, a bucket, a container.</summary>
/// <param name="Key">Its full name there, with '/'. Equal file names in two folders are two objects.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Modified">When it was written last.</param>
internal sealed record ExportObject(string Key, long Bytes, DateTimeOffset Modified)
{
    /// <summary>The store's own mark of the content (an ETag); null where it gives none.</summary>
    public string? Version { get; init; }

    /// <summary>What its manifest says it holds: ActualCost, AmortizedCost, FocusCost; null where no manifest says.</summary>
    public string? Dataset { get; init; }

    /// <summary>The folder with its '/' at the end; empty at the top.</summary>
    public string Folder => Key[..(Key.LastIndexOf('/') + 1)];

    /// <summary>True for what may be a manifest by its name.</summary>
    public bool IsManifest => Key.EndsWith("manifest.json", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for JSON that may be anything.</summary>
    public bool IsJson => Key.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Key.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase);
}
