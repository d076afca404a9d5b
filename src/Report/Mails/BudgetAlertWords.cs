using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>The sentences of one budget alert. The first two lines are those of the chat message, too.</summary>
public sealed class BudgetAlertWords(string teamTitle, AlertNoticeKind kind, BudgetThreshold? lead, BudgetStatus status, BudgetOutlook? outlook)
{
    private const int SubjectMax = 60;

    private readonly Currency _currency = status.Budget.Currency;

    /// <summary>Where the period is expected to end; null when it cannot be told.</summary>
    public decimal? AtEnd => outlook?.AtEnd ?? status.AtThisPace;

    /// <summary>"forecast" or "at this pace": what <see cref="AtEnd"/> is.</summary>
    public string AheadWord => outlook is null ? "at this pace" : "forecast";

    /// <summary>One sentence with the number: "Payments passed 80% of Nov budget: 39.7k of 48.0k USD". At most 60 characters.</summary>
    public string Subject()
    {
        (string front, string tail) = Parts();
        return Figures.Cut(front + Figures.Cut(teamTitle, Math.Max(8, SubjectMax - front.Length - tail.Length)) + tail, SubjectMax);
    }

    /// <summary>The same, uncut: the mail's title and the chat's first line.</summary>
    public string First()
    {
        (string front, string tail) = Parts();
        return front + teamTitle + tail;
    }

    /// <summary>How much is used, and where it ends: the mail's second line and the chat's.</summary>
    public string Second()
    {
        string share = status.UsedShare is { } used ? $" ({Figures.Percent(used)})" : "";
        string now = $"{teamTitle} has used {Prose(status.Actual ?? 0)} of {Prose(status.Amount)} {_currency}{share} with {Figures.Percent(status.ElapsedShare)} of {Period} gone.";
        if (IsEnded || AtEnd is not { } end) return now;
        decimal over = end - status.Amount;
        string verdict = over switch { > 0 => $"{Prose(over)} over", < 0 => $"{Prose(-over)} under", _ => "exactly" };
        string likely = outlook is { Lower: { } low, Upper: { } high } ? $" (likely {Prose(low)} to {Prose(high)})" : "";
        return outlook is null
            ? $"{now} At this pace {Period} ends at {Prose(end)}, {verdict} budget."
            : $"{now} The forecast for {Period} is {Prose(end)}, {verdict} budget{likely}.";
    }

    /// <summary>"82.6% used, 76.7% of the month gone. 100% expected about Sat 28 Nov."</summary>
    public string Preheader()
    {
        string used = status.UsedShare is { } share ? $"{Tight(share)} used" : $"{Figures.Short(status.Actual ?? 0)} {_currency} used";
        return Figures.Cut($"{used}, {Tight(status.ElapsedShare)} of {Period} gone. {When()}", 100);
    }

    /// <summary>When 100 % is reached.</summary>
    public string When()
    {
        if (status.Actual > status.Amount) return $"The budget was used up on {Figures.Day(status.ExhaustedOn ?? status.Through!.Value)}.";
        if (IsEnded) return $"{Period} has ended within the budget.";
        if (status.ExhaustedOn is { } day) return $"100% expected about {Figures.Day(day)}.";
        return AtEnd > status.Amount
            ? $"100% expected before {Figures.Day(status.Days.End.AddDays(-1))}."
            : "100% is not expected in this period.";
    }

    /// <summary>Where the budget stands, as a table.</summary>
    internal TableBlock Table()
    {
        List<IReadOnlyList<string>> rows = [["Used to date", Exact(status.Actual ?? 0), OfBudget(status.Actual ?? 0)], ["Budget", Exact(status.Amount), OfBudget(status.Amount)]];
        // Words of the provider's ending take no pace.
        if (!IsEnded && AtEnd is { } end)
        {
            rows.Add([outlook is null ? "Period's end at this pace" : "Forecast of the period's end", Exact(end), OfBudget(end)]);
            rows.Add(["Over / (under) budget at the end", Figures.OverUnder(end - status.Amount, _currency), "–"]);
        }
        else
        {
            rows.Add(["Over / (under) budget", Figures.OverUnder(status.OverUnder ?? 0, _currency), "–"]);
        }

        return new TableBlock($"{Period}, {status.Budget.Metric}Cost, budget {status.Budget.Name}", ["", _currency.Code, "% of budget"], rows, null);
    }

    /// <summary>"1 to 23 Nov": the days that are counted.</summary>
    internal string Done => status.Through is not { } last || last <= status.Days.Start ? Figures.Day(status.Days.Start)
        : IsMonth ? $"1 to {Figures.Number(last.Day)} {Figures.ShortMonth(last)}" : $"{Figures.Day(status.Days.Start)} to {Figures.Day(last)}";

    /// <summary>What the even pace is, and how it is split.</summary>
    internal string EvenPace(bool isSplit) =>
        $"An even pace is {Exact(status.ExpectedEven)} of {Exact(status.Amount)} {_currency} after {Figures.Percent(status.ElapsedShare)} of {Period}, {(isSplit ? "split here as the cost of the period before was." : "in one sum here, since the period before had no cost.")}";

    private bool IsEnded => status.ElapsedShare >= 1m;

    private (string Front, string Tail) Parts()
    {
        string budget = $"{ShortPeriod} budget", ofAmount = $"{Figures.Short(status.Actual ?? 0)} of {Figures.Short(status.Amount)} {_currency}";
        // The forecast may be below the threshold that was passed, and above the budget.
        if (kind == AlertNoticeKind.Recovered && AtEnd > status.Amount && lead is not null) return ("Resolved: ", $" below {(lead.Absolute is { } sum ? $"{Figures.Short(sum)} {_currency} in {ShortPeriod}" : $"{Percent(lead.At)} of {budget}")}: {Figures.Short(AtEnd.Value)} {_currency}");
        if (kind == AlertNoticeKind.Recovered) return ("Resolved: ", $" expected within {budget}, {(AtEnd is { } end ? $"{Figures.Short(end)} of {Figures.Short(status.Amount)} {_currency}" : ofAmount)}");
        if (kind == AlertNoticeKind.Escalated) return ("ACTION: ", $" {ofAmount}, nobody has acknowledged");
        if (status.Actual > status.Amount) return ("OVER: ", $" {ofAmount} {Left()}");
        if (lead is { Of: "forecast" } && AtEnd is { } likely && likely > status.Amount) return ("", $" likely to pass {budget} by {Figures.Short(likely - status.Amount)} {_currency}");
        return lead switch
        {
            { Of: "forecast", Absolute: { } amount } => ("", $" likely to pass {Figures.Short(amount)} {_currency} in {ShortPeriod}"),
            { Of: "forecast" } => ("", $" likely to pass {Percent(lead.At)} of {budget}: {Figures.Short(AtEnd ?? 0)} of {Figures.Short(status.Amount)} {_currency}"),
            { Absolute: { } amount } => ("", $" passed {Figures.Short(amount)} {_currency} of {budget}: {ofAmount}"),
            { } threshold => ("", $" passed {Percent(threshold.At)} of {budget}: {ofAmount}"),
            null => ("", $" {budget}: {ofAmount}"),
        };
    }

    private string Left()
    {
        int left = status.Days.End.DayNumber - (status.Through ?? status.Days.Start).DayNumber - 1;
        return left <= 0 ? $"in {ShortPeriod}" : $"with {Figures.Number(left)} {(left == 1 ? "day" : "days")} left";
    }

    /// <summary>"November 2026", "Q4 from October 2026": what the budget is for.</summary>
    public string Period => IsMonth
        ? Figures.MonthName(status.Days.Start)
        : $"{Figures.Day(status.Days.Start)} to {Figures.LongDay(status.Days.End.AddDays(-1))}";

    private bool IsMonth => status.Days == DayRange.Of(BillingPeriod.Of(status.Days.Start));

    private string ShortPeriod => status.Budget.Kind switch
    {
        BudgetPeriodKind.Month => Figures.ShortMonth(status.Days.Start),
        BudgetPeriodKind.Quarter => "quarter's",
        BudgetPeriodKind.HalfYear => "half-year's",
        BudgetPeriodKind.Year => "year's",
        _ => "whole",
    };

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Tight(decimal share) => Figures.Percent(share).Replace(" ", "", StringComparison.Ordinal);

    private string Prose(decimal amount) => Figures.Prose(amount, _currency);

    private string Exact(decimal amount) => Figures.Exact(amount, _currency);

    private string OfBudget(decimal amount) => status.Amount > 0 ? Figures.Percent(amount / status.Amount) : "–";
}
