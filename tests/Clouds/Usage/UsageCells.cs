using System.Globalization;

namespace CostGuard.Clouds.Usage;

/// <summary>Cells of the inventory as simulated clouds want them.</summary>
internal static class UsageCells
{
    /// <summary>The text of a column; null where it is empty.</summary>
    public static string? Text(this UsageResource resource, string column) => resource[column] is { Length: > 0 } text ? text : null;

    /// <summary>The number of a column; null where it is empty.</summary>
    public static decimal? Number(this UsageResource resource, string column) => resource.Text(column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>All samples of a metric by their hour.</summary>
    public static Dictionary<DateTime, double> Hours(this UsageFolder usage, string resource, string metric, DateTime from, DateTime to) => new(usage.Samples(resource, metric, from, to));
}
