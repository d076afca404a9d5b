using System.Globalization;
using System.Text.Json;

namespace CostGuard.Bench;

/// <summary>Runs product and baseline in turn, A B A B …, and prints one line of JSON with the medians and the ratio pair by pair.</summary>
public static class Paired
{
    // The least time that Measure writes down.
    private const double Tick = 0.001;

    /// <summary>Measures the pairs. Each delegate prepares its run and returns the command.</summary>
    /// <param name="name">Name of the bench.</param>
    /// <param name="rows">What it was given to do.</param>
    /// <param name="pairs">How often.</param>
    /// <param name="product">Command of the product.</param>
    /// <param name="baseline">Command of the baseline.</param>
    /// <param name="folder">Where the outputs go.</param>
    /// <param name="same">Gets what baseline and product printed after each pair, and throws when the answers differ: no time counts then.</param>
    public static void Run(
        string name, long rows, int pairs, Func<int, string[]> product, Func<int, string[]> baseline, string folder, Action<string, string>? same = null)
    {
        string baselineLog = Path.Combine(folder, "baseline.log");
        string productLog = Path.Combine(folder, "product.log");
        var runs = new List<(Measured Product, Measured Baseline)>();
        for (int pair = 0; pair < pairs; pair++)
        {
            Measured second = Once(baseline(pair), baselineLog);
            Measured first = Once(product(pair), productLog);
            same?.Invoke(File.ReadAllText(baselineLog), File.ReadAllText(productLog));
            runs.Add((first, second));
        }

        Print(name, rows, runs);
    }

    private static Measured Once(string[] command, string log)
    {
        Measured measured = Measure.Run(command, log);
        return measured.ExitCode == 0 ? measured : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {measured.ExitCode}:\n{File.ReadAllText(log)}");
    }

    private static void Print(string name, long rows, List<(Measured Product, Measured Baseline)> runs)
    {
        double wall = Median(runs.Select(run => run.Product.WallSeconds));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name,
            rows,
            pairs = runs.Count,
            baselineCpuSeconds = Round(Median(runs.Select(run => run.Baseline.CpuSeconds))),
            baselineWallSeconds = Round(Median(runs.Select(run => run.Baseline.WallSeconds))),
            baselinePeakMib = Round(Median(runs.Select(run => run.Baseline.PeakMib))),
            productCpuSeconds = Round(Median(runs.Select(run => run.Product.CpuSeconds))),
            productWallSeconds = Round(wall),
            productPeakMib = Round(Median(runs.Select(run => run.Product.PeakMib))),
            rowsPerSecond = (long)(rows / wall),
            cpuRatio = Round(Median(runs.Select(run => run.Product.CpuSeconds / Math.Max(Tick, run.Baseline.CpuSeconds)))),
            wallRatio = Round(Median(runs.Select(run => run.Product.WallSeconds / Math.Max(Tick, run.Baseline.WallSeconds)))),
        }));
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Four digits: more are noise.</summary>
    public static double Round(double value) => double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
