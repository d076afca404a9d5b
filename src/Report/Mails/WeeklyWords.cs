using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>The sentences of the weekly digest.</summary>
internal sealed class WeeklyWords(WeeklyTeamModel model)
{
    private const int SubjectMax = 60, PreheaderMax = 100, MonthsNamed = 3;

    public string Subject()
    {
        string tail = SubjectTail(out string front);
        string team = Figures.Cut(model.TeamTitle, Math.Max(8, SubjectMax - front.Length - tail.Length));
        return Figures.Cut(front + team + tail, SubjectMax);
    }

    public string Preheader()
    {
        string first = model.Budget is { AtEnd: { } end } budget && !model.IsUnknown
            ? $"{(budget.Forecast is null ? "At this pace" : "Forecast")} {Figures.Short(end)} of {Figures.Short(budget.Amount)} {model.Currency}."
            : $"Last 7 days {Figures.Short(model.WeekNow)} {model.Currency}.";
        CostChange? rise = Rise();
        string second = rise is null
            ? $"No service rose in 7 days, data through {Through()}."
            : $"Biggest rise: {rise.Label} +{Figures.Short(rise.Change)} {model.Currency} in 7 days.";
        return Figures.Cut($"{first} {second}", PreheaderMax);
    }

    /// <summary>"1 action due, 1 unusual cost"; empty when nobody needs to do anything.</summary>
    public static string Needs(int due, int unusual) => string.Join(", ", new[]
    {
        due == 0 ? "" : $"{Figures.Number(due)} {(due == 1 ? "action" : "actions")} due",
        unusual == 0 ? "" : $"{Figures.Number(unusual)} unusual {(unusual == 1 ? "cost" : "costs")}",
    }.Where(part => part.Length > 0));

    /// <summary>The state of the budget, unless it is fine and something else needs the reader.</summary>
    public (string? Badge, Tone Tone) TitleBadge() => Badge() is { Tone: Tone.Ok or Tone.Plain } && NeedsBadge(model.Due.Count, model.Unusual.Count) is { } needs ? needs : Badge();

    /// <summary>A badge beside budgets that are fine; null when nothing is due or unusual.</summary>
    public static (string? Badge, Tone Tone)? NeedsBadge(int due, int unusual) =>
        due > 0 ? ("! ACTION DUE", Tone.AtRisk) : unusual > 0 ? ("! UNUSUAL COST", Tone.AtRisk) : null;

    public string Title() => $"{model.TeamTitle} · week to {(model.Through is { } day ? Figures.LongDay(day) : "now: no data")}";

    public (string? Badge, Tone Tone) Badge() => model switch
    {
        { IsUnknown: true } => ("? UNKNOWN", Tone.AtRisk),
        { Budget: null } => ("i NO BUDGET", Tone.Plain),
        { Budget.State: BudgetState.Over } => ("▲ OVER", Tone.Over),
        { Budget.State: BudgetState.AtRisk } => ("! AT RISK", Tone.AtRisk),
        _ => ("✓ OK", Tone.Ok),
    };

    public string Unknown() => $"We cannot tell how {model.TeamTitle} stands: {Reason()}";

    /// <summary>"You have used 23,610 of 48,000 USD (49 %) with 47 % of the month gone. At this pace …".</summary>
    public string Standing()
    {
        if (model.Budget is not { } budget)
            return model.Through is null ? "" : $"You have used {Prose(model.WeekNow)} {model.Currency} in the last 7 days. {model.TeamTitle} has no budget for this month.";
        if (budget.Actual is not { } actual) return "";
        string share = budget.UsedShare is { } used ? $" ({Figures.WholePercent(used)} %)" : "";
        string sentence = $"You have used {Prose(actual)} of {Prose(budget.Amount)} {model.Currency}{share} with {Figures.WholePercent(budget.ElapsedShare)} % of {Period(budget)} gone.";
        if (budget.AtEnd is not { } end) return sentence;
        decimal over = end - budget.Amount;
        string verdict = over switch { > 0 => $"{Prose(over)} over budget", < 0 => $"{Prose(-over)} under budget", _ => "exactly the budget" };
        string likely = budget.Forecast is { Lower: { } low, Upper: { } high } ? $" (likely {Prose(low)} to {Prose(high)})" : "";
        return budget.Forecast is null
            ? $"{sentence} At this pace {PeriodName(budget)} ends at {Prose(end)}, which is {verdict}."
            : $"{sentence} The forecast for {PeriodName(budget)} is {Prose(end)}, which is {verdict}{likely}.";
    }

    public string ChartAlt()
    {
        BudgetStatus budget = model.Budget!;
        string ahead = budget.AtEnd is { } end
            ? $" {(budget.Forecast is null ? $"At this pace {PeriodName(budget)} ends at" : $"The forecast for {PeriodName(budget)} is")} {Exact(end)} {model.Currency}{(budget.Amount > 0 ? $" ({Figures.Percent(end / budget.Amount)})" : "")}."
            : "";
        return $"{model.TeamTitle} has used {Exact(budget.Actual ?? 0)} of {Exact(budget.Amount)} {model.Currency}{Share(budget.UsedShare)} with {Figures.Percent(budget.ElapsedShare)} of {Period(budget)} gone.{ahead}";
    }

    public TableBlock BudgetTable()
    {
        BudgetStatus budget = model.Budget!;
        List<IReadOnlyList<string>> rows =
        [
            ["Budget", Exact(budget.Amount), OfBudget(budget.Amount, budget)],
            ["Used to date", Exact(budget.Actual ?? 0), OfBudget(budget.Actual ?? 0, budget)],
        ];
        if (budget.AtEnd is { } end)
        {
            rows.Add([budget.Forecast is null ? "At this pace" : "Forecast", Exact(end), OfBudget(end, budget)]);
            rows.Add([budget.Forecast is null ? "Over / (under) budget at this pace" : "Over / (under) budget by the forecast", Figures.OverUnder(end - budget.Amount, model.Currency), "–"]);
        }
        else
        {
            rows.Add(["Over / (under) budget", Figures.OverUnder(budget.OverUnder ?? 0, model.Currency), "–"]);
        }

        return new TableBlock($"{PeriodName(budget)}, {budget.Budget.Metric}Cost", ["", model.Currency.Code, "% of budget"], rows, null);
    }

    /// <summary>"Payments +5,000.00 USD (+1,190.5 %)".</summary>
    public string Moved() => $"{model.TeamTitle} {WeekChange()}";

    public string WeekHeading() => $"What changed in 7 days: {WeekChange()}";

    private string WeekChange()
    {
        string share = model.WeekChangeShare is { } change ? $" ({Figures.PercentChange(change)})" : "";
        decimal total = new Money(model.WeekNow, model.Currency).Rounded().Amount - new Money(model.WeekBefore, model.Currency).Rounded().Amount;
        return $"{Figures.Change(total, model.Currency)} {model.Currency}{share}";
    }

    public string Action()
    {
        CostChange? rise = Rise();
        string look = rise is null ? "Nothing rose. " : $"Look at {rise.Label} first: {Exact(rise.Change)} {model.Currency} more than in the 7 days before. ";
        return $"{look}See all changes with: costguard cost diff --team {model.Team}";
    }

    /// <summary>"Changed since the mail of Mon 9 Nov: 1 to 7 Nov restated +12.40 USD."; null when there is nothing to compare with.</summary>
    public string? Restated()
    {
        if (model.Restated is not { } restated) return null;
        string since = restated.MailedAt is { } mailed ? $"the mail of {Figures.Day(DateOnly.FromDateTime(mailed.UtcDateTime))}" : "the loads before";
        if (restated.Months.Count == 0) return $"Changed since {since}: no earlier day restated.";
        IEnumerable<string> newest = restated.Months.Reverse().Take(MonthsNamed).Select(month => $"{Days(month)} restated {Figures.Change(month.Change, model.Currency)} {model.Currency}");
        decimal rest = restated.Months.SkipLast(MonthsNamed).Sum(month => month.Change);
        string older = restated.Months.Count > MonthsNamed ? $"; earlier months {Figures.Change(rest, model.Currency)} {model.Currency}" : "";
        return $"Changed since {since}: {string.Join(", ", newest)}{older}.";
    }

    public Uri Link(Uri web) => new(
        web, $"{web.AbsolutePath.TrimEnd('/')}/teams/{Uri.EscapeDataString(model.Team.Value)}?period={Month()}&compare=prev7d&snapshot={model.Snapshot}");

    public IReadOnlyList<string> Footer()
    {
        string reply = model.Settings.ReplyTo is { } address ? $" Questions, or to stop this mail: answer it, or write to {address}." : "";
        return
        [
            $"Data through {Through()} (UTC days; the last days are estimates until the provider closes the month).",
            .. model.Notes,
            $"Why you get this: you are named under weeklyDigest of {model.Why}.{reply}",
            $"{model.Company} · snapshot {model.Snapshot} · CostGuard {model.Settings.Version}",
        ];
    }

    // Of all drivers, not of those that the table has room for; by what the table would show, so that no rise is called 0.00.
    private CostChange? Rise() => model.Drivers.Select(driver => ChangeRows.Shown(driver, model.Currency)).Where(driver => driver.Change > 0).MaxBy(driver => driver.Change);

    private string SubjectTail(out string front)
    {
        front = "";
        if (model.IsUnknown)
        {
            front = "UNKNOWN: ";
            return model.Through is { } day ? $", data through {Figures.Day(day)}" : ", no data yet";
        }

        // A subject has room for one of them: what is due goes first.
        string needs = Needs(model.Due.Count, model.Due.Count > 0 ? 0 : model.Unusual.Count);
        if (model.Budget?.State != BudgetState.Over && needs.Length > 0) front = "ACTION: ";
        if (model.Budget is not { } budget)
            return $"{(needs.Length > 0 ? $": {needs}" : "")}: {Figures.Short(model.WeekNow)} {model.Currency} in 7 days{(model.WeekChangeShare is { } change ? $", {(change > 0 ? "+" : "")}{Figures.WholePercent(change)}%" : "")}";
        decimal actual = budget.Actual ?? 0;
        if (budget.State == BudgetState.Over)
        {
            front = "OVER: ";
            int left = budget.Days.End.DayNumber - (budget.Through ?? budget.Days.Start).DayNumber - 1;
            return $" {Figures.Short(actual)} of {Figures.Short(budget.Amount)} {model.Currency} with {left.ToString(CultureInfo.InvariantCulture)} {(left == 1 ? "day" : "days")} left";
        }

        if (budget.UsedShare is not { } used) return $": {Figures.Short(actual)} {model.Currency} of a zero budget";
        string course = needs.Length > 0 ? $", {needs}"
            : budget.AtEnd is { } end && budget.Amount > 0
            ? $", on course for {Figures.WholePercent(end / budget.Amount)}%"
            : $", {Figures.WholePercent(budget.ElapsedShare)}% of time gone";
        return $": {Figures.WholePercent(used)}% of {Figures.ShortMonth(budget.Days.Start)} budget used{course}";
    }

    private string Reason() => model switch
    {
        { IsOverdue: true, StaleWarning: { } warning } => warning,
        { Through: null } => "there is no data yet.",
        _ => model.Budget?.Reason ?? "the data is too old.",
    };

    private static string Days(RestatedMonth month)
    {
        string name = month.Days.Start.ToString("MMM yyyy", CultureInfo.InvariantCulture);
        return month.Days == DayRange.Of(month.Month) ? name : $"{Figures.Number(month.Days.Start.Day)} to {Figures.Number(month.Days.End.AddDays(-1).Day)} {Figures.ShortMonth(month.Days.Start)}";
    }

    private string Through() => model.Through is { } day ? Figures.Day(day) : "no day yet";

    private string Month() => (model.Through ?? DateOnly.MinValue).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static bool IsMonth(BudgetStatus budget) => budget.Days == DayRange.Of(BillingPeriod.Of(budget.Days.Start));

    private static string Period(BudgetStatus budget) => IsMonth(budget) ? "the month" : "the period";

    private static string PeriodName(BudgetStatus budget) => IsMonth(budget) ? Figures.MonthName(budget.Days.Start) : $"the period to {Figures.LongDay(budget.Days.End.AddDays(-1))}";

    private string Prose(decimal amount) => Figures.Prose(amount, model.Currency);

    private string Exact(decimal amount) => Figures.Exact(amount, model.Currency);

    private static string Share(decimal? share) => share is { } value ? $" ({Figures.Percent(value)})" : "";

    private static string OfBudget(decimal amount, BudgetStatus budget) => budget.Amount > 0 ? Figures.Percent(amount / budget.Amount) : "–";
}
