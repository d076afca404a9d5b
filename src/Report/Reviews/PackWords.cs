using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>The pack's sentences: the answer in at most five, and what is to be decided.</summary>
internal sealed class PackWords(ReviewModel model)
{
    /// <summary>Less used than this is waste that somebody should know of (domain G.1).</summary>
    public const decimal WellUsed = 0.95m;

    private const int DecisionsMax = 3;

    private Currency Currency => model.Currency;

    /// <summary>"October 2026".</summary>
    public static string Month(BillingPeriod period) => period.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"138,402.11 USD".</summary>
    public string Money(decimal amount) => $"{Figures.Exact(amount, Currency)} {Currency}";

    /// <summary>"138k USD".</summary>
    public string Short(decimal amount) => $"{Figures.Short(amount)} {Currency}";

    /// <summary>"49.2 %"; "?" when it cannot be told.</summary>
    public static string Percent(decimal? share) => share is { } known ? Figures.Percent(known) : "?";

    /// <summary>The answer, at most five sentences.</summary>
    public IReadOnlyList<string> Answer() => [.. new[] { Cost(), Budget(), Movers(), Year(), Ties() }.OfType<string>()];

    /// <summary>The page's headline.</summary>
    public string Headline()
    {
        string cost = $"{(model.Scope is { } scope ? $"{scope.Title}: " : "")}{Month(model.Period)} {(model.IsWhole ? "cost" : "has cost")} {Short(model.Total.Cost)}";
        return model.Total is { Budget: { } budget, Counted: { } counted } && budget > 0m && model.IsWhole
            ? $"{cost}, {Figures.Percent(Math.Abs(counted - budget) / budget)} {(counted > budget ? "over" : "under")} budget" : cost;
    }

    /// <summary>"effective cost": which cost it is, in words.</summary>
    public string Metric() => HeadlineText.Metric(model.Metric).Replace("Cost", " cost", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>"the month is closed, version 1".</summary>
    public string Status() => model.PeriodStatus switch
    {
        "OPEN (estimate)" => "the month still runs",
        "OPEN (may be restated)" => "the month is open and may be restated",
        var closed => $"the month is closed, version {closed[(closed.LastIndexOf('v') + 1)..]}",
    };

    /// <summary>"October 2026" for a whole month, the days otherwise.</summary>
    public static string Window(string text) => BillingPeriod.TryParse(text, out BillingPeriod month) ? Month(month) : text;

    /// <summary>" --team payments" in a team's pack.</summary>
    public string Team() => model.Scope is { } scope ? $" --team {scope.Id}" : "";

    /// <summary>Why there is no share of a budget.</summary>
    public string NoBudget() => model.Scope is { } scope ? $"there is no budget of {scope.Title}" : $"there is no budget for all teams together{(model.Total.Gap is { } gap ? ": " + gap : "")}";

    /// <summary>The traffic light of a share of a budget (domain H.4): up to 100 % OK, up to 110 % a little over, above it over.</summary>
    public static string Light(decimal? share) => share switch
    {
        null => "? CANNOT TELL",
        <= 1m => "✓ OK",
        <= 1.1m => "! OVER BY UP TO 10 %",
        _ => "▲ OVER BY MORE THAN 10 %",
    };

    /// <summary>What people have to decide, by the money in it; at most three.</summary>
    public IReadOnlyList<string> ToDecide() => [.. Candidates().OrderByDescending(each => each.Weight).ThenBy(each => each.Text, StringComparer.Ordinal).Take(DecisionsMax).Select(each => each.Text)];

    /// <summary>"3 decisions needed.".</summary>
    public string Needed() => Needed(ToDecide().Count);

    /// <summary>"Nothing has to be decided.", "1 decision needed.".</summary>
    public static string Needed(int count) => count switch { 0 => "Nothing has to be decided.", 1 => "1 decision needed.", _ => $"{Number(count)} decisions needed." };

    private string Cost()
    {
        string kind = $"{Metric()}; {Status()}";
        string until = model.IsWhole ? "" : $" through {(model.DataThrough is { } day ? Figures.LongDay(day) : "no day yet")}";
        string answer = $"{Month(model.Period)} {(model.IsWhole ? "cost" : "has cost")} {Money(model.Total.Cost)}{until} ({kind})";
        if (model.Bridge.Value is not { } bridge) return $"{answer}; there is no month before to compare with.";
        decimal change = bridge.After - bridge.Before;
        string share = Ratio.Change(bridge.Before, bridge.After) is { } known ? $", {Figures.PercentChange(known)}" : "";
        string what = model.IsWhole ? $"than {Month(model.Period.Previous)}" : $"than on the same days of {Month(model.Period.Previous)}";
        return change == 0m ? $"{answer}, as much as {Month(model.Period.Previous)}." : $"{answer}, {Figures.Exact(Math.Abs(change), Currency)} {(change > 0m ? "more" : "less")} {what}{share}.";
    }

    private string Budget()
    {
        if (model.Total.Budget is not { } budget) return $"{char.ToUpperInvariant(NoBudget()[0])}{NoBudget()[1..]}.";
        if (model.Total.Counted is not { } counted) return $"Whether the budget of {Money(budget)} was kept cannot be told: a team's cost is not known.";
        ReviewTeam[] over = [.. model.Teams.Where(team => team.Over > 0m && team.Id != model.Scope?.Id)];
        string who = model.Teams.Count == 1 ? "" : "; " + (over.Length == 0 ? "no team is over"
            : $"{string.Join(" and ", over.Take(2).Select(team => $"{team.Title} is {Figures.Exact(team.Over!.Value, Currency)} over"))}{(over.Length > 2 ? $", and {Number(over.Length - 2)} more teams are" : "")}");
        if (!model.IsWhole) return $"{Percent(Ratio.Of(counted, budget))} of the budget of {Money(budget)} is used{who}.";
        string share = budget > 0m ? $" ({Figures.Percent(Math.Abs(counted - budget) / budget)})" : "";
        string apart = Figures.Rounded(counted, Currency) != Figures.Rounded(model.Total.Cost, Currency)
            ? $"{Figures.Exact(counted, Currency)} of charges count, without the credits and tax that budgets leave out. " : "";
        return $"{apart}Against the budget of {Money(budget)} that is {Figures.Exact(Math.Abs(counted - budget), Currency)} {(counted > budget ? "over" : "under")}{share}{who}.";
    }

    private string? Movers()
    {
        if (model.Movers.Value is not { } movers) return null;
        string[] parts =
        [
            .. movers.Up.Take(1).Select(each => $"the largest rise is {each.TeamTitle}, {each.Service} ({Figures.Change(each.Change, Currency)})"),
            .. movers.Down.Take(1).Select(each => $"the largest fall is {each.TeamTitle}, {each.Service} ({Figures.Change(each.Change, Currency)})"),
        ];
        return parts.Length == 0 ? null : Sentence(string.Join("; ", parts));
    }

    private string Year()
    {
        if (model.Year.Value is not { Total: { } total } year) return $"Where the year ends cannot be told: {model.Year.Gap ?? "months of it have no data"}.";
        if (year.Months.All(month => month.Forecast is null)) return $"{year.Label} cost {Money(total)}.";
        string range = Range(year) is { } both ? $" (80 % between {both.Low} and {both.High})" : "";
        string budget = year.Budget is { } plan ? $", {Short(Math.Abs(total - plan))} {(total > plan ? "over" : "under")} its budget" : "";
        return $"{year.Label} is expected to end at {Short(total)}{range}{budget}.";
    }

    /// <summary>Both ends of the year's range, as short as they can be told apart; null without a range.</summary>
    public static (string Low, string High)? Range(ReviewYear? year)
    {
        if (year is not { Low: { } low, High: { } high }) return null;
        (string Low, string High) words = (Figures.Short(low), Figures.Short(high));
        return words.Low == words.High ? (decimal.Round(low, 0).ToString("N0", CultureInfo.InvariantCulture), decimal.Round(high, 0).ToString("N0", CultureInfo.InvariantCulture)) : words;
    }

    private string Ties()
    {
        ReviewTick[] missing = [.. model.Ticks.Where(tick => !tick.Holds)];
        string share = model.Scope is null && model.Allocation.Coverage is { } coverage ? $", and {Figures.Percent(1m - coverage)} of it belongs to nobody" : "";
        if (model.Scope is not null) return missing.Length == 0 ? "The whole company's month is complete and ties to its invoices." : $"The whole company's month is not {string.Join(" and not ", missing.Select(tick => tick.Name.ToLowerInvariant()))} yet.";
        return missing.Length == 0
            ? $"The month is complete and ties to {Number(model.Statements.Count(each => each.Net is not null))} invoices{share}."
            : $"The month is not {string.Join(" and not ", missing.Select(tick => tick.Name.ToLowerInvariant()))} yet: {missing[0].Words[0].TrimEnd('.')}{share}.";
    }

    private IEnumerable<(decimal Weight, string Text)> Candidates()
    {
        foreach (ReviewTeam team in model.Teams.Where(team => team.Over > 0m))
            yield return (team.Over!.Value, $"{team.Title} is {Money(team.Over!.Value)} over its budget of {Figures.Exact(team.Budget!.Value, Currency)}: raise the budget, or bring the cost down by when?");
        if (model.Year.Value is { Total: { } total, Budget: { } budget } year && total > budget)
            yield return (total - budget, $"{year.Label} is expected to end {Short(total - budget)} above its budget of {Figures.Short(budget)}: where is that taken from?");
        if (model.Savings.Value is { Resources: > 0 } savings && savings.Sums.FirstOrDefault(sum => sum.Name == Currency.Code) is { Amount: > 0m } sum)
            yield return (sum.Amount, savings.Resources == 1
                ? $"1 resource could save {Money(sum.Amount)} a month: who takes it, by when?" : $"{Number(savings.Resources)} resources could save {Money(sum.Amount)} a month: who takes which of them, by when?");
        foreach (ReviewCommitment each in model.Commitments.Value?.Lines.Where(each => each is { Unused: > 0m, Utilisation: < WellUsed } && each.Currency == Currency) ?? [])
            yield return (each.Unused!.Value, $"{Money(each.Unused!.Value)} of {Tail(each.Id)} was paid for and not used ({Percent(each.Utilisation)} used): what is moved onto it?");
        foreach (ReviewEnd end in model.Commitments.Value?.Ends.Where(end => end is { End: not null, LostPerMonth: > 0m } && end.Currency == Currency) ?? [])
            yield return (end.LostPerMonth!.Value, $"{Tail(end.Id)} ends on {Figures.LongDay(end.End!.Value)}; its usage then costs {Money(end.LostPerMonth!.Value)} more a month: renew it?");
        foreach (ReviewProposal each in model.Commitments.Value?.Proposals.Where(each => each is { Reason: null, SavingPerMonth: > 0m } && each.Currency == Currency) ?? [])
            yield return (each.SavingPerMonth, $"Commit to {each.PerHour.ToString("0.###", CultureInfo.InvariantCulture)} {Currency} an hour of {each.Service}: saves {Money(each.SavingPerMonth)} a month, {Money(each.SavingIfUsageFalls)} if usage falls by 30 %?");
        foreach (ReviewStatement each in model.Statements.Where(each => each is { Number: not null, Unexplained: not 0m } && each.Currency == Currency))
            yield return (Math.Abs(each.Unexplained), each.Net is null
                ? $"Invoice {each.Number} is not recorded, so that {Money(each.Billed)} of data ties to nothing: who gets it, by when?"
                : $"{Money(Math.Abs(each.Unexplained))} of invoice {each.Number} is {(each.Unexplained > 0m ? "not in the data" : "in the data only")} and unexplained: who finds out, by when?");
        if (model.Allocation is { Unallocated: > 0m, Where.Count: > 0, Coverage: { } coverage } part && 1m - coverage > part.WarnShare)
            yield return (part.Unallocated, $"{Money(new PackCents(model).Unallocated)} belongs to nobody, most of it {part.Where[0].Name}: which team takes it?");
    }

    /// <summary>The end of a long id: a person knows it by that.</summary>
    public static string Tail(string id) => id[(id.LastIndexOfAny([':', '/']) + 1)..] is { Length: > 0 } tail ? tail : id;

    /// <summary>A count.</summary>
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"✓ OK", "▲ OVER"; an en dash without a budget.</summary>
    public static string State(BudgetState? state) => state is { } known ? HeadlineText.State(known) : "–";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
