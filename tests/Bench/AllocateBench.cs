using System.Globalization;
using System.Text.Json;

namespace CostGuard.Bench;

/// <summary>All months allocated anew after a change of the rules, from stored roll-ups with the sources gone, against a CASE in DuckDB over the same files.</summary>
public static class AllocateBench
{
    public static void Run(BenchSettings settings)
    {
        string home = BenchHome.WithHistory(settings.Folder, settings.Rows);
        string daily = Path.Combine(home, "data", "loads", "source=bench", "*", "*", "daily.parquet");
        string target = Path.Combine(settings.Folder, "allocated.parquet");
        Paired.Run(
            "allocate",
            settings.Rows * BenchHome.Months,
            settings.Pairs,
            pair =>
            {
                BenchHome.WriteRules(home, pair + 1);
                return BenchHome.TotalQuestion(home);
            },
            _ => [Environment.ProcessPath!, "yardstick", "allocate", daily, target],
            settings.Folder,
            Same);
    }

    /// <summary>Throws unless the teams of the product's answer add up to the total that the baseline printed.</summary>
    public static void Same(string baseline, string product)
    {
        decimal expected = decimal.Parse(baseline, CultureInfo.InvariantCulture);
        using JsonDocument answer = JsonDocument.Parse(product);
        decimal found = answer.RootElement.GetProperty("items").EnumerateArray()
            .Sum(team => decimal.Parse(team.GetProperty("billedCost").GetString()!, CultureInfo.InvariantCulture));
        if (found != expected) throw new InvalidOperationException($"The product says {found}, the baseline {expected}.");
    }
}
