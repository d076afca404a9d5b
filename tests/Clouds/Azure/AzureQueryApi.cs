using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Azure;

/// <summary>
/// Cost Management's query over the rows of a file. Columns stand in another order on each page, as nobody promised one; the next page is given only to a
/// POST with the first body.
/// </summary>
internal sealed class AzureQueryApi(CloudSwitches switches, IReadOnlyList<Charge> charges, Remembered<AzureQueryRow[]> remembered)
{
    public JsonObject Answer(string scope, HttpRequest request, string body)
    {
        JsonObject query = body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : throw Bad("The request has no body.");
        string type = query["type"]?.GetValue<string>() ?? throw Bad("type is required");
        if (type is not ("ActualCost" or "AmortizedCost")) throw Bad($"type {type} is not served here");
        if (query["timeframe"]?.GetValue<string>() != "Custom" && query["timePeriod"] is not null) throw Bad("timePeriod goes with the timeframe Custom");
        JsonObject dataset = query["dataset"]!.AsObject();
        string granularity = dataset["granularity"]?.GetValue<string>() ?? "None";
        AzureGrouping[] groupings = [.. dataset["grouping"]?.AsArray().Select(one => AzureGrouping.Of(one!.AsObject())) ?? []];
        AzureQueryRow[] rows = remembered.Get(charges, scope + body, () => [.. Rows(scope, query["timePeriod"]?.AsObject(), type, granularity, groupings)]);
        string mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(scope + body)))[..16];
        (int from, int page) = Token(request.Query["$skiptoken"].ToString(), mark);
        AzureQueryRow[] here = [.. rows.Skip(from).Take(switches.PageSize)];
        string? next = from + here.Length < rows.Length
            ? string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{scope}/providers/Microsoft.CostManagement/query?api-version=2021-10-01&$skiptoken={Uri.EscapeDataString($"{mark}={from + here.Length}={page + 1}==")}")
            : null;
        return Table(granularity, groupings, here, page, next);
    }

    private IEnumerable<AzureQueryRow> Rows(string scope, JsonObject? period, string type, string granularity, AzureGrouping[] groupings)
    {
        string subscription = scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? scope.Split('/')[2] : "";
        if (subscription.Length > 0 && charges.All(charge => charge["SubAccountId"] != subscription)) throw new AzureFault(404, "NotFound", "The subscription has no cost data.");
        DateOnly first = Day(period, "from", DateOnly.MinValue), last = Day(period, "to", DateOnly.MaxValue);
        var sums = new SortedDictionary<string, AzureQueryRow>(StringComparer.Ordinal);
        foreach (Charge charge in charges)
        {
            if (charge.Day < first || charge.Day > last || (subscription.Length > 0 && charge["SubAccountId"] != subscription)) continue;
            Int128 cost = type == "ActualCost" ? charge.Billed : charge.Effective;
            string[] values = [.. groupings.Select(grouping => grouping.ValueOf(charge))];
            DateOnly day = granularity == "Daily" ? charge.Day : new DateOnly(charge.Day.Year, charge.Day.Month, 1);
            string key = string.Join('\u0001', [day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), charge.Currency, .. values]);
            if (!sums.TryGetValue(key, out AzureQueryRow? row)) sums.Add(key, row = new AzureQueryRow(day, charge.Currency, values));
            row.Cost += cost;
        }

        // What is nothing in this measure is no row in it.
        return sums.Values.Where(row => row.Cost != 0);
    }

    private JsonObject Table(string granularity, AzureGrouping[] groupings, AzureQueryRow[] rows, int page, string? next)
    {
        var columns = new List<(string Name, string Type, Func<AzureQueryRow, JsonNode?> Value)>
        {
            ("Cost", "Number", row => JsonNode.Parse(Amounts.Write(row.Cost, switches.Decimals))),
        };
        if (granularity == "Daily") columns.Add(("UsageDate", "Number", row => int.Parse(row.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));
        if (granularity == "Monthly") columns.Add(("BillingMonth", "Datetime", row => row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00"));
        for (int i = 0; i < groupings.Length; i++)
        {
            int at = i;
            if (groupings[i].IsTag) columns.Add(("TagKey", "String", _ => groupings[at].Name));
            columns.Add((groupings[i].IsTag ? "TagValue" : groupings[i].Name, "String", row => row.Values[at]));
        }

        columns.Add(("Currency", "String", row => row.Currency));
        columns = [.. columns.Skip(page % columns.Count), .. columns.Take(page % columns.Count)];
        return new JsonObject
        {
            ["type"] = "Microsoft.CostManagement/query",
            ["properties"] = new JsonObject
            {
                ["nextLink"] = next,
                ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["type"] = column.Type })]),
                ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonArray([.. columns.Select(column => column.Value(row))]))]),
            },
        };
    }

    private static (int From, int Page) Token(string token, string mark)
    {
        if (token.Length == 0) return (0, 0);
        string[] parts = token.Split('=');
        return parts.Length == 5 && parts[0] == mark ? (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture)) : throw Bad("The skip token belongs to another request.");
    }

    private static DateOnly Day(JsonObject? period, string name, DateOnly otherwise) =>
        period?[name]?.GetValue<string>() is { } text ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) : otherwise;

    private static AzureFault Bad(string message) => new(400, "BadRequest", message);
}

/// <summary>A row of an answer.</summary>
internal sealed record AzureQueryRow(DateOnly Day, string Currency, string[] Values)
{
    public Int128 Cost { get; set; }
}
