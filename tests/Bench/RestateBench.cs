namespace CostGuard.Bench;

/// <summary>P9: a month replaced by a changed one, visible all at once, against DuckDB append, sort, Parquet write and rename by hand.</summary>
public static class RestateBench
{
    public static void Run(BenchSettings settings)
    {
        string home = BenchHome.Company(settings.Folder);
        string[] versions = [.. Enumerable.Range(0, settings.Pairs + 1)
            .Select(version => Generator.Make(settings.Folder, settings.Rows, "parquet", Generator.September, version * settings.Rows))];
        string facts = Path.Combine(settings.Folder, "facts.parquet");
        BenchHome.Import(settings.Folder, home, versions[0]);
        Paired.Run(
            "restate",
            settings.Rows,
            settings.Pairs,
            pair => [BenchSettings.Product, "--home", home, "import", versions[pair + 1], "--source", "bench", "-q", "-o", "none"],
            pair => [Environment.ProcessPath!, "yardstick", "restate", versions[pair + 1], facts],
            settings.Folder,
            (baseline, _) => AllocateBench.Same(baseline, BenchHome.Command(settings.Folder, BenchHome.TotalQuestion(home)[1..])));
    }
}
