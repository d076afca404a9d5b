namespace CostGuard.Collect.Exports;

/// <summary>Which names in a folder, bucket or container may be billing files.</summary>
internal static class ExportFiles
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".parquet", ".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"];
    private static readonly string[] Unfinished = [".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp"];

    /// <summary>True for a billing file or a manifest that is neither hidden nor half written.</summary>
    public static bool IsFinished(string key) =>
        !key.Split('/').Any(part => part.StartsWith('.') || part.StartsWith('~') || part.EndsWith('~') || part == "_temporary")
        && !Unfinished.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        && Endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
