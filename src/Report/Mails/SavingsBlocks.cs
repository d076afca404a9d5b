using CostGuard.Core.Actions;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>What mails say of savings: a team's three things worth doing, its actions that are due, and finance's way from finding to bill.</summary>
internal static class SavingsBlocks
{
    private const int NamedMax = 5;
    private static readonly string[] Numbers = ["", "One thing", "Two things", "Three things"];

    /// <summary>The heading of the things worth doing.</summary>
    public static string Heading(IReadOnlyList<WorthDoing> worth) => $"{Numbers[worth.Count]} worth doing";

    /// <summary>What they save, cash now and in the end, and how to decide; nothing when there are none.</summary>
    public static IEnumerable<MailBlock> Worth(IReadOnlyList<WorthDoing> worth)
    {
        if (worth.Count == 0) yield break;
        for (int at = 0; at < worth.Count; at++)
            yield return new TextBlock($"{Figures.Number(at + 1)}. {string.Join("; ", worth[at].Plan.Findings.Select(each => each.ShortTitle))}: {Saves(worth[at])}. Risk {Word(worth[at].Lead.Risk)}, effort {Word(worth[at].Lead.Effort)}. Id {worth[at].Lead.Id}");
        yield return new TextBlock("Decide about each, and it is not shown again: costguard recommend accept ID --owner WHO --due DAY, or reject ID --reason WHY, or snooze ID --until DAY. Why it is here: costguard recommend show ID");
    }

    /// <summary>A line for each action that is due or late; nothing when there are none.</summary>
    public static IEnumerable<MailBlock> Due(IReadOnlyList<DueAction> due)
    {
        if (due.Count == 0) yield break;
        foreach (DueAction each in due.Take(NamedMax)) yield return new TextBlock($"{Mark(each.Kind)} {Named(each.Action)}");
        if (due.Count > NamedMax) yield return new TextBlock($"And {Figures.Number(due.Count - NamedMax)} more: costguard action list");
    }

    /// <summary>From finding to bill, by currency; nothing when nothing was found and nothing agreed.</summary>
    /// <param name="savings">What was found and agreed; null when nobody asked.</param>
    /// <param name="isFresh">False when it cannot be told what is found now: metrics are missing or too old.</param>
    public static IEnumerable<MailBlock> Finance(SavingsOverview? savings, bool isFresh)
    {
        if (savings is null || (savings.Progress.Count == 0 && savings.Overdue.Count == 0)) yield break;
        yield return new HeadingBlock("Savings, from finding to bill");
        foreach (SavingsProgress each in savings.Progress)
        {
            yield return Table(each, savings.Day, isFresh);
            if (each.Realisation is { } share) yield return new TextBlock($"The bill shows {Figures.Percent(share)} of what the measured actions promised in {each.Currency}.");
        }

        if (!isFresh) yield return new TextBlock($"It cannot be told what is found now: {(savings.MetricsThrough is { } day ? $"metrics end on {Figures.LongDay(day)}" : "there are no metrics")}.");
        if (savings.Overdue.Count > 0)
            yield return new TextBlock($"▲ OVERDUE: {Figures.Number(savings.Overdue.Count)} {(savings.Overdue.Count == 1 ? "action" : "actions")}: {string.Join("; ", savings.Overdue.Take(NamedMax).Select(Named))}{(savings.Overdue.Count > NamedMax ? "; …" : "")}. All: costguard action list --overdue");
    }

    private static TableBlock Table(SavingsProgress progress, DateOnly day, bool isFresh)
    {
        string[] Row(string name, (decimal Amount, int Count) what) => [name, Figures.Number(what.Count), Figures.Exact(what.Amount, progress.Currency)];
        List<IReadOnlyList<string>> rows =
        [
            isFresh ? Row("Found, not decided", progress.Open) : ["Found, not decided ? UNKNOWN", "–", "–"],
            Row("Accepted, not done yet", progress.Accepted),
            Row("Done in the last 12 months: promised", progress.Done),
            Row("· of it measured: promised", progress.Measured),
            ["· of it measured: verified on the bill", Figures.Number(progress.Measured.Count), progress.Verified is { } verified ? Figures.Exact(verified, progress.Currency) : "–"],
        ];
        if (isFresh && progress.Hidden.Count > 0) rows.Add(Row("Rejected or snoozed", progress.Hidden));
        return new TableBlock($"{progress.Currency} a month, on {Figures.LongDay(day)}; alternatives are not added", ["", "Number", $"{progress.Currency} a month"], rows, null);
    }

    private static string Saves(WorthDoing worth)
    {
        Currency currency = worth.Resource.Of.Currency!.Value;
        string saves = worth.Lead.Confidence == Grade.Low ? "may save" : "saves", full = $"{Figures.Exact(worth.Full, currency)} {currency} a month", once = "in the end, once the commitment that pays for it has other work";
        return worth.Now >= worth.Full ? $"{saves} {full}" : worth.Now <= 0m ? $"{saves} no cash now, {full} {once}" : $"{saves} {Figures.Exact(worth.Now, currency)} {currency} a month now, {full} {once}";
    }

    private static string Named(ActionItem action)
    {
        string promised = action.Expected is { Amount: > 0m } expected ? $", {Figures.Exact(expected.Amount, expected.Currency)} {expected.Currency} a month promised" : "";
        return $"{action.Id} {action.Title}, {action.Owner}, due {Figures.LongDay(action.Due)}{promised}";
    }

    private static string Mark(ReminderKind kind) => kind switch
    {
        ReminderKind.DueSoon => "– DUE SOON:",
        ReminderKind.DueToday => "! DUE TODAY:",
        _ => "▲ OVERDUE:",
    };

    private static string Word(Grade grade) => grade.ToString().ToLowerInvariant();
}
