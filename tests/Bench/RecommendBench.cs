using System.Globalization;
using DuckDB.NET.Data;

namespace CostGuard.Bench;

/// <summary>What <c>costguard recommend list</c> takes for N resources with 32 days of hourly CPU, beside the percentiles alone in SQL.</summary>
public static class RecommendBench
{
    private const int Days = 32;

    public static void Run(BenchSettings settings)
    {
        string home = BenchHome.Company(settings.Folder);
        BenchHome.Import(settings.Folder, home, Generator.Make(Path.Combine(settings.Folder, "bills"), 10_000, "parquet"));
        string usage = Path.Combine(home, "usage");
        Directory.CreateDirectory(usage);
        Make(usage, settings.Rows);
        Paired.Run(
            "recommend",
            settings.Rows * Days * 24,
            settings.Pairs,
            _ => [BenchSettings.Product, "--home", home, "recommend", "list", "--days", "32", "--as-of", BenchHome.AsOf, "-q", "-o", "none"],
            _ => [Environment.ProcessPath!, "yardstick", "usage", Path.Combine(usage, "metrics.parquet")],
            settings.Folder);
    }

    // A tenth is idle, the others are busy by day; values repeat as real ones do.
    private static void Make(string folder, long resources)
    {
        using DuckDBConnection connection = Yardstick.Open();
        Yardstick.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
            COPY (SELECT 'i-' || r AS resource_id, 'aws' AS provider, 'machine' AS kind, 'running' AS state, '2026-01-01' AS created, 'team-' || (r % 64) AS member FROM range({resources}) t(r))
            TO '{folder}/inventory.parquet' (FORMAT parquet, COMPRESSION zstd)
            """));
        Yardstick.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
            COPY (SELECT 'i-' || r AS resource_id, 'cpu-percent' AS metric, TIMESTAMP '2026-08-30' + to_hours(CAST(h AS INTEGER)) AS timestamp,
                  CASE WHEN r % 10 = 0 THEN (hash(r * 1000 + h) % 20) / 10.0 ELSE 5 + (hash(r * 1000 + h) % 600) / 10.0 END AS value
                  FROM range({resources}) t(r), range({Days * 24}) u(h))
            TO '{folder}/metrics.parquet' (FORMAT parquet, COMPRESSION zstd)
            """));
    }
}
