using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>Bodies of queries.</summary>
internal static class AzureQuery
{
    /// <summary>What is billed, with purchases on their day: BilledCost.</summary>
    public const string Actual = "ActualCost";

    /// <summary>Purchases spread over what they cover: EffectiveCost.</summary>
    public const string Amortized = "AmortizedCost";

    /// <summary>The body for the days of a month that are over; null while there is none.</summary>
    public static byte[]? Body(AzureQuerySettings settings, string type, BillingPeriod month, DateTimeOffset asOf)
    {
        var yesterday = DateOnly.FromDateTime(asOf.UtcDateTime.AddDays(-1));
        DateOnly last = month.Next.FirstDay.AddDays(-1);
        if (last > yesterday) last = yesterday;
        if (last < month.FirstDay) return null;
        var grouping = new JsonArray([.. settings.Dimensions.Select(name => (JsonNode)new JsonObject { ["type"] = "Dimension", ["name"] = name })]);
        if (settings.TagKey is { } key) grouping.Add(new JsonObject { ["type"] = "TagKey", ["name"] = key });
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["type"] = type,
            ["timeframe"] = "Custom",
            ["timePeriod"] = new JsonObject { ["from"] = $"{Day(month.FirstDay)}T00:00:00Z", ["to"] = $"{Day(last)}T23:59:59Z" },
            ["dataset"] = new JsonObject
            {
                ["granularity"] = settings.Granularity,
                ["aggregation"] = new JsonObject { ["totalCost"] = new JsonObject { ["name"] = "Cost", ["function"] = "Sum" } },
                ["grouping"] = grouping,
            },
        });
    }

    /// <summary>A small question: the days of the month so far.</summary>
    public static byte[] Probe() => """{"type":"ActualCost","timeframe":"MonthToDate","dataset":{"granularity":"Daily","aggregation":{"totalCost":{"name":"Cost","function":"Sum"}}}}"""u8.ToArray();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
