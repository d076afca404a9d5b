using System.Globalization;
using System.IO.Compression;
using CostGuard.Core.Anomalies;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

/// <summary>Real series that are no spend (hourly means, each taken for a day): nothing breaks, whatever their shape.</summary>
public sealed class CloudWatchSeriesTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(SharedFolder.Path("data", "aws", "cloudwatch-series"), "*.csv.gz").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Judge_RealSeries_EveryDayHasANumber(string file)
    {
        double[] values = HourlyMeans(SharedFolder.Path("data", "aws", "cloudwatch-series", file));

        IReadOnlyList<JudgedDay> days = new AnomalyDetector(AnomalyOptions.Medium).Judge(new DateOnly(2026, 1, 1), values, 28, ScopeRules.None);

        Assert.Equal(values.Length - 28, days.Count);
        Assert.All(days, day => Assert.True(double.IsFinite(day.Expected) && double.IsFinite(day.Score) && day.Low <= day.High, $"{day}"));
    }

    private static double[] HourlyMeans(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<(DateTime Hour, double Value)>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            DateTime at = DateTime.ParseExact(cells[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            rows.Add((at.Date.AddHours(at.Hour), double.Parse(cells[1], CultureInfo.InvariantCulture)));
        }

        return [.. rows.GroupBy(row => row.Hour).OrderBy(hour => hour.Key).Select(hour => hour.Average(row => row.Value))];
    }
}
