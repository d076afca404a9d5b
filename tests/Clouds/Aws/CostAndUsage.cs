using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>GetCostAndUsage over the rows of a file.</summary>
internal sealed class CostAndUsage(CloudSwitches switches, IReadOnlyList<Charge> charges, Remembered<CostCell[]> remembered)
{
    private static readonly string[] Known = ["UnblendedCost", "AmortizedCost", "NetUnblendedCost", "NetAmortizedCost", "BlendedCost", "UsageQuantity", "NormalizedUsageAmount"];

    public JsonObject Answer(JsonObject request)
    {
        CostWindow window = CostWindow.Of(request, switches.Today);
        string granularity = request["Granularity"]?.GetValue<string>() ?? throw Invalid("Granularity is required");
        if (granularity is not ("DAILY" or "MONTHLY")) throw Invalid($"Granularity {granularity} is not served here");
        string[] metrics = [.. request["Metrics"]?.AsArray().Select(metric => metric!.GetValue<string>()) ?? []];
        if (metrics.Length == 0 || metrics.Except(Known).Any()) throw Invalid("Metrics must name known metrics");
        CostGrouping[] groupings = [.. request["GroupBy"]?.AsArray().Select(group => CostGrouping.Of(group!.AsObject())) ?? []];
        if (groupings.Length > 2) throw Invalid("Up to 2 groups are allowed");
        CostFilter filter = CostFilter.Of(request["Filter"]);

        CostWindow[] periods = [.. window.Periods(granularity)];
        var asked = (JsonObject)request.DeepClone();
        asked.Remove("NextPageToken");
        return Paged(request, groupings, metrics, periods, remembered.Get(charges, asked.ToJsonString(), () => Cells(window, granularity, periods, groupings, filter)));
    }

    private CostCell[] Cells(CostWindow window, string granularity, CostWindow[] periods, CostGrouping[] groupings, CostFilter filter)
    {
        var sums = new Dictionary<(int Period, string Keys), CostCell>();
        foreach (Charge charge in charges)
        {
            if (!window.Has(charge.Day) || !filter.Takes(charge)) continue;
            int period = granularity == "DAILY" ? charge.Day.DayNumber - window.Start.DayNumber : Array.FindIndex(periods, one => one.Has(charge.Day));
            string[] keys = [.. groupings.Select(grouping => grouping.KeyOf(charge))];
            (int, string) key = (period, string.Join('\u0001', keys));
            if (!sums.TryGetValue(key, out CostCell? cell)) sums.Add(key, cell = new CostCell(period, keys, charge.Currency));
            if (cell.Currency != charge.Currency) throw Invalid("The file has several currencies; an AWS partition bills in one");
            cell.Billed += charge.Billed;
            cell.Effective += charge.Effective;
        }

        return [.. sums.OrderBy(sum => sum.Key.Period).ThenBy(sum => sum.Key.Keys, StringComparer.Ordinal).Select(sum => sum.Value)];
    }

    private JsonObject Paged(JsonObject request, CostGrouping[] groupings, string[] metrics, CostWindow[] periods, CostCell[] cells)
    {
        // Ungrouped periods are one page, whether they have costs or not.
        Pages pages = groupings.Length == 0 ? new Pages(0, cells.Length, null, "NextPageToken") : Pages.Of(request, "NextPageToken", switches, cells.Length);
        CostCell[] here = [.. cells.Skip(pages.From).Take(pages.Count)];
        var results = new JsonArray();
        for (int i = 0; i < periods.Length; i++)
        {
            CostCell[] groups = [.. here.Where(cell => cell.Period == i)];
            if (groupings.Length > 0 && groups.Length == 0) continue;
            results.Add(new JsonObject
            {
                ["TimePeriod"] = periods[i].ToJson(),
                ["Total"] = groupings.Length > 0 ? new JsonObject() : Metrics(metrics, groups.FirstOrDefault()),
                ["Groups"] = new JsonArray([.. groupings.Length == 0 ? [] : groups.Select(cell => (JsonNode)Group(metrics, cell))]),
                ["Estimated"] = periods[i].End > (switches.EstimatedFrom ?? DateOnly.MaxValue),
            });
        }

        var answer = new JsonObject
        {
            ["ResultsByTime"] = results,
            ["DimensionValueAttributes"] = Attributes(groupings, here),
        };
        if (groupings.Length > 0) answer["GroupDefinitions"] = new JsonArray([.. groupings.Select(grouping => grouping.ToJson())]);
        return pages.Token(answer);
    }

    private JsonArray Attributes(CostGrouping[] groupings, CostCell[] cells)
    {
        int account = Array.FindIndex(groupings, grouping => grouping is { Type: "DIMENSION", Key: "LINKED_ACCOUNT" });
        return account < 0 ? [] : new JsonArray([.. cells.Select(cell => cell.Keys[account]).Distinct().Select(id => CostDimensions.WithAttributes(charges, "LINKED_ACCOUNT", id))]);
    }

    private JsonObject Group(string[] metrics, CostCell cell) =>
        new JsonObject { ["Keys"] = new JsonArray([.. cell.Keys.Select(key => (JsonNode)key)]), ["Metrics"] = Metrics(metrics, cell) };

    private JsonObject Metrics(string[] metrics, CostCell? cell) => new(metrics.Select(metric => KeyValuePair.Create<string, JsonNode?>(metric, new JsonObject
    {
        ["Amount"] = cell is null ? "0" : Amounts.Write(metric.Contains("Amortized", StringComparison.Ordinal) ? cell.Effective : cell.Billed, switches.Decimals),
        ["Unit"] = cell?.Currency ?? (charges.Count > 0 ? charges[0].Currency : "USD"),
    })));

    private static AwsFault Invalid(string message) => new("ValidationException", message);
}

/// <summary>Costs of one group in one period.</summary>
internal sealed class CostCell(int period, string[] keys, string currency)
{
    public int Period => period;

    public string[] Keys => keys;

    public string Currency => currency;

    public Int128 Billed { get; set; }

    public Int128 Effective { get; set; }
}
