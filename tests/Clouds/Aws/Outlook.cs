using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>
/// Forecast and anomalies over the rows of a file, by rules plain enough to do by hand: a day to come costs what the days of the last four weeks cost on average; a
/// service's day is an anomaly when it costs more than twice its average of the two weeks before.
/// </summary>
internal sealed class Outlook(CloudSwitches switches, IReadOnlyList<Charge> charges)
{
    private const int ForecastDays = 28, BaselineDays = 14;
    private const string Monitor = "arn:aws:ce::111122223333:anomalymonitor/00000000-0000-4000-8000-000000000001";

    public JsonObject Forecast(JsonObject request)
    {
        (DateOnly start, DateOnly end) = (Day(request["TimePeriod"]?["Start"]), Day(request["TimePeriod"]?["End"]));
        if (start >= end) throw new AwsFault("ValidationException", "Start date should be before end date");
        if (start < switches.Today) throw new AwsFault("ValidationException", "Start date must be the current date or a future date");
        string granularity = request["Granularity"]?.GetValue<string>() is "DAILY" or "MONTHLY" ? request["Granularity"]!.GetValue<string>() : throw new AwsFault("ValidationException", "Granularity must be DAILY or MONTHLY");
        bool amortised = request["Metric"]?.GetValue<string>() switch
        {
            "UNBLENDED_COST" or "NET_UNBLENDED_COST" or "BLENDED_COST" => false,
            "AMORTIZED_COST" or "NET_AMORTIZED_COST" => true,
            _ => throw new AwsFault("ValidationException", "Metric is not served here"),
        };
        CostFilter filter = CostFilter.Of(request["Filter"]);
        Charge[] past = [.. charges.Where(charge => charge.Day < switches.Today && charge.Day >= switches.Today.AddDays(-ForecastDays) && filter.Takes(charge))];
        Int128[] days = [.. past.GroupBy(charge => charge.Day).Select(day => Sum(day, amortised))];
        if (days.Length == 0) throw Commitments.NoData();
        Int128 sum = 0;
        foreach (Int128 day in days) sum += day;
        Int128 Mean(CostWindow period) => sum * (period.End.DayNumber - period.Start.DayNumber) / days.Length;
        bool interval = request["PredictionIntervalLevel"] is not null;
        var whole = new CostWindow(start, end);
        return new JsonObject
        {
            ["Total"] = new JsonObject { ["Amount"] = Text(Mean(whole)), ["Unit"] = past[0].Currency },
            ["ForecastResultsByTime"] = new JsonArray([.. whole.Periods(granularity).Select(period =>
            {
                var one = new JsonObject { ["TimePeriod"] = period.ToJson(), ["MeanValue"] = Text(Mean(period)) };
                // The cheapest and the dearest day, over and over: wider than any level that is asked for.
                int length = period.End.DayNumber - period.Start.DayNumber;
                if (interval) one["PredictionIntervalLowerBound"] = Text(days.Min() * length);
                if (interval) one["PredictionIntervalUpperBound"] = Text(days.Max() * length);
                return (JsonNode)one;
            })]),
        };
    }

    public JsonObject Anomalies(JsonObject request)
    {
        DateOnly from = Day(request["DateInterval"]?["StartDate"]);
        DateOnly to = request["DateInterval"]?["EndDate"] is { } last ? Day(last) : switches.Today;
        if (request["MonitorArn"] is { } monitor && monitor.GetValue<string>() != Monitor) throw new AwsFault("UnknownMonitorException", "There is no such monitor");
        var found = new List<JsonNode>();
        foreach (IGrouping<string, Charge> service in charges.GroupBy(charge => charge["ServiceName"]).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var days = service.GroupBy(charge => charge.Day).ToDictionary(one => one.Key, one => one.ToArray());
            foreach (DateOnly day in days.Keys.Order().Where(one => one >= from && one <= to))
            {
                Int128[] before = [.. Enumerable.Range(1, BaselineDays).Select(back => day.AddDays(-back)).Where(days.ContainsKey).Select(other => Sum(days[other], false))];
                Int128 expected = Total(before) / BaselineDays, actual = Sum(days[day], false);
                if (before.Length == BaselineDays && expected > 0 && actual > expected * 2) found.Add(Found(service.Key, day, days[day], expected, actual));
            }
        }

        Pages pages = Pages.Of(request, "NextPageToken", switches, found.Count);
        return pages.Token(new JsonObject { ["Anomalies"] = new JsonArray([.. found.Skip(pages.From).Take(pages.Count)]) });
    }

    private JsonObject Found(string service, DateOnly day, Charge[] rows, Int128 expected, Int128 actual)
    {
        Charge cause = rows.MaxBy(row => row.Billed)!;
        decimal impact = Number(actual - expected), share = decimal.Round(100 * impact / Number(expected), 2);
        return new JsonObject
        {
            ["AnomalyId"] = $"{service}/{Text(day)}",
            ["AnomalyStartDate"] = Text(day),
            ["AnomalyEndDate"] = Text(day),
            ["DimensionValue"] = service,
            ["RootCauses"] = new JsonArray(new JsonObject { ["Service"] = service, ["Region"] = cause["RegionId"], ["LinkedAccount"] = cause["SubAccountId"], ["LinkedAccountName"] = cause["SubAccountName"], ["UsageType"] = cause["SkuMeter"] }),
            ["AnomalyScore"] = new JsonObject { ["MaxScore"] = Math.Min(1m, share / 1000m), ["CurrentScore"] = Math.Min(1m, share / 1000m) },
            ["Impact"] = new JsonObject { ["MaxImpact"] = impact, ["TotalImpact"] = impact, ["TotalActualSpend"] = Number(actual), ["TotalExpectedSpend"] = Number(expected), ["TotalImpactPercentage"] = share },
            ["MonitorArn"] = Monitor,
        };
    }

    private static Int128 Sum(IEnumerable<Charge> rows, bool amortised) => Total(rows.Select(row => amortised ? row.Effective : row.Billed));

    private static Int128 Total(IEnumerable<Int128> values)
    {
        Int128 sum = 0;
        foreach (Int128 value in values) sum += value;
        return sum;
    }

    private string Text(Int128 units) => Amounts.Write(units, switches.Decimals);

    private decimal Number(Int128 units) => decimal.Parse(Text(units), CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(JsonNode? node) =>
        DateOnly.TryParseExact(node?.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day : throw new AwsFault("ValidationException", "A date is written YYYY-MM-DD");
}
