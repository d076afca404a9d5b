using System.Globalization;
using System.Text.Json.Nodes;

namespace CostGuard.Clouds.Aws;

/// <summary>TimePeriod of a request, held to the rules of Cost Explorer: End is exclusive.</summary>
internal sealed record CostWindow(DateOnly Start, DateOnly End)
{
    private const int MonthsBack = 13;

    public static CostWindow Of(JsonObject request, DateOnly today)
    {
        DateOnly start = Day(request["TimePeriod"]?["Start"]);
        DateOnly end = Day(request["TimePeriod"]?["End"]);
        var month = new DateOnly(today.Year, today.Month, 1);
        if (start >= end) throw new AwsFault("ValidationException", $"Start date (and hour) should be before end date (and hour)");
        if (end > month.AddMonths(1)) throw new AwsFault("ValidationException", "end date past the beginning of next month");
        if (start < month.AddMonths(-MonthsBack)) throw new AwsFault("ValidationException", "You haven't enabled historical data beyond 14 months");
        return new CostWindow(start, end);
    }

    public bool Has(DateOnly day) => day >= Start && day < End;

    /// <summary>The periods of an answer, cut to the window.</summary>
    public IEnumerable<CostWindow> Periods(string granularity)
    {
        for (DateOnly from = Start; from < End;)
        {
            DateOnly to = granularity == "MONTHLY" ? new DateOnly(from.Year, from.Month, 1).AddMonths(1) : from.AddDays(1);
            yield return new CostWindow(from, to < End ? to : End);
            from = to;
        }
    }

    public JsonObject ToJson() => new() { ["Start"] = Text(Start), ["End"] = Text(End) };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(JsonNode? node) =>
        DateOnly.TryParseExact(node?.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day : throw new AwsFault("ValidationException", "TimePeriod must have Start and End as YYYY-MM-DD");
}
