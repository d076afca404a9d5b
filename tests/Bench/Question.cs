using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;

namespace CostGuard.Bench;

/// <summary>One way of answering a question.</summary>
/// <param name="P50">Median, ms.</param>
/// <param name="P95">The slowest but one in twenty, ms.</param>
/// <param name="CpuMs">Processor time of all repetitions, ms.</param>
public sealed record Latency(double P50, double P95, double CpuMs);

/// <summary>What a question took.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Product">Through the ports.</param>
/// <param name="Baseline">SQL by hand.</param>
/// <param name="Ratio">Median of the ratios, repetition by repetition.</param>
public sealed record QuestionFigures(string Name, Latency Product, Latency Baseline, double Ratio);

/// <summary>A question, asked of the product and of DuckDB in turn. Both answers must add up to the same effective cost.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Product">Asks the product; returns the sum of effective cost.</param>
/// <param name="Sql">The question by hand, with a column EffectiveCost.</param>
/// <param name="Comparable">False when the product's answer leaves something out (a budget without purchases).</param>
public sealed record Question(string Name, Func<decimal> Product, string Sql, bool Comparable = true)
{
    public QuestionFigures Measure(DuckDBConnection connection, int repetitions)
    {
        decimal expected = Ask(connection);
        decimal found = Product();
        if (Comparable && found != expected) throw new InvalidOperationException($"{Name}: the product says {found}, the baseline {expected}.");

        double[] product = new double[repetitions], baseline = new double[repetitions], ratios = new double[repetitions];
        double productCpu = 0, baselineCpu = 0;
        for (int i = 0; i < repetitions; i++)
        {
            baselineCpu += Time(() => Ask(connection), out baseline[i]);
            productCpu += Time(Product, out product[i]);
            ratios[i] = product[i] / baseline[i];
        }

        return new QuestionFigures(Name, Figures(product, productCpu), Figures(baseline, baselineCpu), Paired.Round(Paired.Median(ratios)));
    }

    private static double Time(Func<decimal> ask, out double wallMs)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begun = Stopwatch.GetTimestamp();
        ask();
        wallMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
    }

    private static Latency Figures(double[] wall, double cpu)
    {
        double[] sorted = [.. wall.Order()];
        return new Latency(Paired.Round(Paired.Median(sorted)), Paired.Round(sorted[Math.Min(sorted.Length - 1, sorted.Length * 95 / 100)]), cpu);
    }

    // Reads every row, as whoever shows the answer must.
    private decimal Ask(DuckDBConnection connection)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        int cost = reader.GetOrdinal("EffectiveCost");
        decimal sum = 0;
        while (reader.Read()) sum += decimal.Parse(reader.GetString(cost), CultureInfo.InvariantCulture);
        return sum;
    }
}
