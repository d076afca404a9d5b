using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>Budgets against actual cost, the most urgent first.</summary>
public static class BudgetTable
{
    /// <summary>Columns that fit a terminal; the others are for machines and wide output.</summary>
    public static IReadOnlyList<string> ShortColumns { get; } = ["team", "budget", "actual", "used", "elapsed", "atThisPace", "overUnder", "state"];

    /// <summary>The same while periods run that can be forecast: where they end, how sure that is, and how far earlier forecasts were off.</summary>
    public static IReadOnlyList<string> ForecastColumns { get; } = ["team", "budget", "actual", "used", "state", "forecast", "low80", "high80", "pastError", "forecastOverUnder"];

    private static readonly ReportColumn[] Columns =
    [
        new("team", "Team", CellKind.Text),
        new("budget", "Budget", CellKind.Money),
        new("actual", "Actual", CellKind.Money),
        new("used", "Used %", CellKind.Percent),
        new("elapsed", "Month gone %", CellKind.Percent),
        new("atThisPace", "At this pace", CellKind.Money),
        new("overUnder", "Over / (under) budget", CellKind.OverUnder),
        new("state", "State", CellKind.State),
        new("reason", "Reason", CellKind.Text),
        new("name", "Name", CellKind.Text),
        new("period", "Period", CellKind.Text),
        new("through", "Through", CellKind.Date),
        new("currency", "Currency", CellKind.Text),
        new("metric", "Metric", CellKind.Text),
        new("original", "Original budget", CellKind.Money),
        new("carry", "Carried in", CellKind.Money),
        new("fxVariance", "Of it exchange rates", CellKind.Change),
        new("forecast", "Forecast", CellKind.Money),
        new("low80", "80 % low", CellKind.Money),
        new("high80", "80 % high", CellKind.Money),
        new("pastError", "Past err %", CellKind.Percent),
        new("forecastOverUnder", "Forecast over / (under)", CellKind.OverUnder),
        new("forecastShare", "Forecast of budget %", CellKind.Percent),
        new("paceIndex", "Pace index", CellKind.Number),
        new("burnRatePerDay", "Per day, last 7", CellKind.Money),
        new("requiredPerDay", "Left per day", CellKind.Money),
        new("exhaustedOn", "Used up on", CellKind.Date),
        new("daysToExhaustion", "Days until used up", CellKind.Count),
    ];

    /// <summary>The table of judged budgets.</summary>
    public static ReportTable Build(IReadOnlyList<BudgetStatus> statuses, ReportMeta meta)
    {
        string[] metrics = [.. statuses.Select(status => HeadlineText.Metric(status.Budget.Metric)).Distinct().Order(StringComparer.Ordinal)];
        Currency[] currencies = [.. statuses.Select(status => status.Budget.Currency).Distinct()];
        bool months = statuses.All(status => status.Days == DayRange.Of(BillingPeriod.Of(status.Days.Start)));
        return new ReportTable
        {
            Schema = "costguard.budget-check/1",
            ShortColumns = statuses.Any(status => status.Forecast is not null) ? ForecastColumns : ShortColumns,
            Title = Title(statuses),
            Columns = months ? Columns : [.. Columns.Select(column => column.Key == "elapsed" ? column with { Title = "Period gone %" } : column)],
            Rows = [.. statuses.OrderBy(status => Urgency(status.State)).ThenBy(status => status.Budget.Team)
                .ThenBy(status => status.Budget.Name, StringComparer.Ordinal).Select(Row)],
            Meta = meta with
            {
                Metric = metrics.Length == 0 ? meta.Metric : string.Join(" and ", metrics),
                Currency = CostTable.CurrencyOf(currencies, meta.Currency),
            },
            Footnote = Footnote(statuses),
        };
    }

    /// <summary>"2 of 4 budgets are over or at risk."</summary>
    public static string Title(IReadOnlyList<BudgetStatus> statuses)
    {
        if (statuses.Count == 0) return "There are no budgets";
        int over = statuses.Count(status => status.State == BudgetState.Over);
        int risk = statuses.Count(status => status.State == BudgetState.AtRisk);
        int unknown = statuses.Count(status => status.State == BudgetState.Unknown);
        string[] parts =
        [
            .. over > 0 ? [Said(over, "over")] : Array.Empty<string>(),
            .. risk > 0 ? [Said(risk, "at risk")] : Array.Empty<string>(),
            .. unknown > 0 ? [$"{Said(unknown, "UNKNOWN")}"] : Array.Empty<string>(),
        ];
        string of = string.Create(CultureInfo.InvariantCulture, $"{statuses.Count} {(statuses.Count == 1 ? "budget" : "budgets")}");
        return parts.Length == 0 ? $"All of {of} {(statuses.Count == 1 ? "is" : "are")} within the amount and the pace" : $"Of {of}: {string.Join(", ", parts)}";
    }

    private static object?[] Row(BudgetStatus status) =>
    [
        status.Budget.Team.Value,
        status.HasAmount ? status.Amount : null,
        status.Actual,
        status.UsedShare,
        status.ElapsedShare,
        status.AtThisPace,
        status.HasAmount ? status.OverUnder : null,
        HeadlineText.State(status.State),
        status.Reason,
        status.Budget.Name,
        Period(status.Days),
        status.Through,
        status.Budget.Currency.Code,
        HeadlineText.Metric(status.Budget.Metric),
        status.Original,
        status.Budget.Rollover is null ? null : status.Carry,
        status.FxVariance,
        status.Forecast?.AtEnd,
        status.Forecast?.Lower,
        status.Forecast?.Upper,
        status.Forecast?.PastError is { } error ? decimal.Round((decimal)error, 4) : null,
        status.Forecast?.AtEnd - status.Amount,
        status.Forecast is { } forecast && status.Amount > 0m ? forecast.AtEnd / status.Amount : null,
        status.PaceIndex,
        status.BurnRatePerDay,
        status.RequiredPerDay,
        status.ExhaustedOn,
        status.DaysToExhaustion is { } days ? (long)days : null,
    ];

    private static string? Footnote(IReadOnlyList<BudgetStatus> statuses)
    {
        if (statuses.Count == 0) return "Budgets are the files of the home's budgets folder.";
        BudgetStatus? worst = statuses.Where(status => status.State is BudgetState.Over or BudgetState.AtRisk)
            .OrderBy(status => Urgency(status.State)).ThenByDescending(status => status.UsedShare ?? decimal.MaxValue).FirstOrDefault();
        string pace = statuses.Any(status => status.Forecast is not null)
            ? "Past err: how far forecasts made on about this day of earlier months were off."
            : "At this pace is a pace, not a forecast.";
        return worst is null ? pace : $"{pace} See why: costguard cost show --team {worst.Budget.Team} --by service";
    }

    private static string Said(int count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}");

    private static string Period(DayRange days)
    {
        BillingPeriod first = BillingPeriod.Of(days.Start), last = BillingPeriod.Of(days.End.AddDays(-1));
        if (days != DayRange.Of(first, last)) return days.ToString();
        return first == last ? first.ToString() : $"{first}..{last}";
    }

    private static int Urgency(BudgetState state) => state switch
    {
        BudgetState.Over => 0,
        BudgetState.AtRisk => 1,
        BudgetState.Unknown => 2,
        _ => 3,
    };
}
