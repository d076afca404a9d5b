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
            _ => [BenchSettings.Product, "--home", FreshHome(settings.Folder), "import", file, "--source", "bench", "-q", "-o", "none"],
            _ => [Environment.ProcessPath!, "yardstick", yardstick, file, facts],
            settings.Folder);
    }

    /// <summary>A new home with one team rule, made before the clock starts.</summary>
    public static string FreshHome(string folder)
    {
        string home = Path.Combine(folder, "home");
        if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
        Measured made = Measure.Run([BenchSettings.Product, "--home", home, "init", "--no-input"], Path.Combine(folder, "init.log"));
        return made.ExitCode == 0 ? home : throw new InvalidOperationException(File.ReadAllText(Path.Combine(folder, "init.log")));
    }
}
