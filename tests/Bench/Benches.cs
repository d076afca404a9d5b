using System.Globalization;

namespace CostGuard.Bench;

/// <summary>The benches by name, with their small defaults; large sizes are given by hand.</summary>
public static class Benches
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = BenchSettings.Parse(arguments);
        Directory.CreateDirectory(settings.Folder);
        switch (arguments[0])
        {
            case "ingest": IngestBench.Run(settings); break;
            case "query": await QueryBench.RunAsync(settings).ConfigureAwait(false); break;
            case "allocate": AllocateBench.Run(settings); break;
            case "restate": RestateBench.Run(settings); break;
            case "workbook": WorkbookBench.Run(settings); break;
            case "recommend": RecommendBench.Run(settings); break;
            case "startup": StartupBench.Run(settings); break;
            default: throw new ArgumentException($"There is no bench '{arguments[0]}'.", nameof(arguments));
        }

        return 0;
    }
}

/// <summary>Flags of a bench.</summary>
public sealed record BenchSettings(long Rows, int Pairs, string Kind, string Folder)
{
    /// <summary>The built executable of the product, beside this one in the artifacts folder, built in the same configuration.</summary>
    public static string Product => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, OperatingSystem.IsWindows() ? "costguard.exe" : "costguard"));

    public static BenchSettings Parse(string[] arguments)
    {
        string Flag(string name, string otherwise)
        {
            int at = Array.IndexOf(arguments, name);
            return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise;
        }

        return new BenchSettings(
            long.Parse(Flag("--rows", arguments[0] == "workbook" ? "50000" : "100000"), CultureInfo.InvariantCulture),
            int.Parse(Flag("--pairs", "5"), CultureInfo.InvariantCulture),
            Flag("--kind", "parquet"),
            Path.GetFullPath(Flag("--folder", Path.Combine(Path.GetTempPath(), "costguard-bench"))));
    }
}
