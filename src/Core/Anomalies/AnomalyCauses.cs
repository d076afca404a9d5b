using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Core.Anomalies;

/// <summary>What an anomaly's impact comes from.</summary>
/// <param name="By">Dimensions of the causes.</param>
/// <param name="Causes">The causes, the strongest first, and all other.</param>
/// <param name="Whole">Cost of the scope in the event's days, as these dimensions see it.</param>
public sealed record AnomalyCauses(IReadOnlyList<Dimension> By, IReadOnlyList<RootCause> Causes, decimal Whole)
{
    /// <summary>Causes of rows that are grouped by the dimensions and then by day.</summary>
    internal static AnomalyCauses Of(IReadOnlyList<Dimension> by, IReadOnlyList<CostRow> rows, Anomaly anomaly, CostMetric metric, int shownMax)
    {
        var parts = new Dictionary<string, (IReadOnlyList<string?> Keys, Dictionary<DateOnly, decimal> Daily)>(StringComparer.Ordinal);
        foreach (CostRow row in rows)
        {
            string?[] keys = [.. row.Keys.Take(by.Count)];
            string id = string.Concat(keys.Select(key => key is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{key.Length};{key}")));
            if (!parts.TryGetValue(id, out (IReadOnlyList<string?> Keys, Dictionary<DateOnly, decimal> Daily) part)) parts[id] = part = (keys, []);
            DateOnly day = DateOnly.ParseExact(row.Keys[by.Count] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            part.Daily[day] = part.Daily.GetValueOrDefault(day) + row.Costs[metric];
        }

        CostPart[] changes = [.. parts.Values.Select(part => new CostPart(
            part.Keys,
            anomaly.Event.Days.Sum(day => RootCauses.Baseline(each => part.Daily.GetValueOrDefault(each), day.Day, anomaly.Event.Start)),
            anomaly.Event.Days.Sum(day => part.Daily.GetValueOrDefault(day.Day))))];
        return new AnomalyCauses(by, RootCauses.Rank(changes, anomaly.Impact, shownMax), changes.Sum(part => part.Actual));
    }
}
