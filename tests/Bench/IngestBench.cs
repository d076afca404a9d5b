namespace CostGuard.Bench;

/// <summary>P1, P2, P5: a billing file to a sealed load with its exact daily roll-up, against hand-written DuckDB SQL on the same file.</summary>
public static class IngestBench
{
    public static void Run(BenchSettings settings)
    {
        string file = Generator.Make(settings.Folder, settings.Rows, settings.Kind);
        string yardstick = settings.Kind.StartsWith("csv", StringComparison.Ordinal) ? "ingest-csv" : "ingest-parquet";
        string facts = Path.Combine(settings.Folder, "facts.parquet");
        Paired.Run(
            $"ingest-{settings.Kind}",
            settings.Rows,
            settings.Pairs,
            _ => [BenchSettings.Product, "--home", BenchHome.Fresh(settings.Folder), "import", file, "--source", "bench", "-q", "-o", "none"],
            _ => [Environment.ProcessPath!, "yardstick", yardstick, file, facts],
            settings.Folder);
    }
}
