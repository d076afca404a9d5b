using System.Globalization;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Usage;

/// <summary>Where collected usage lies: data/usage/CONNECTION/inventory.parquet and metrics/day=yyyy-mm-dd.parquet of the home.</summary>
internal sealed class CollectedUsage(HomeFolder home)
{
    private const string Prefix = "day=", Ending = ".parquet";

    private string Root => home.Combine("data", "usage");

    /// <summary>Connections that have anything.</summary>
    public IReadOnlyList<string> Connections => Directory.Exists(Root) ? [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)] : [];

    /// <summary>Folder of a connection.</summary>
    public string Folder(string connection) => Path.Combine(Root, connection);

    /// <summary>Its inventory.</summary>
    public string Inventory(string connection) => Path.Combine(Folder(connection), "inventory.parquet");

    /// <summary>Its metrics of a day.</summary>
    public string Metrics(string connection, DateOnly day) => Path.Combine(Folder(connection), "metrics", $"{Prefix}{UsageSql.DayText(day)}{Ending}");

    /// <summary>Days with metrics, in order. Other files are no days.</summary>
    public IReadOnlyList<DateOnly> Days(string connection)
    {
        string folder = Path.Combine(Folder(connection), "metrics");
        if (!Directory.Exists(folder)) return [];
        var days = new List<DateOnly>();
        foreach (string file in Directory.GetFiles(folder, $"{Prefix}*{Ending}"))
        {
            if (DateOnly.TryParseExact(Path.GetFileName(file)[Prefix.Length..^Ending.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) days.Add(day);
        }

        days.Sort();
        return days;
    }
}
