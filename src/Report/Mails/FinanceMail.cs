using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Budgets;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>The monthly finance report: the total, whether it is complete and ties, the teams, what was restated, and the workbook.</summary>
public static class FinanceMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "finance";

    /// <summary>What it is about: the whole company.</summary>
    public const string About = "all";

    private const int TeamsShown = 50, BarsShown = 8;
    private const string ChartId = "teams-chart";

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(FinanceModel model)
    {
        Bullet[] bars = [.. model.Teams.Where(team => team.Cost != 0 || (team.Budget is not null && !team.IsPseudo)).Take(BarsShown)
            .Select(team => new Bullet(team.Title, team.Budget is null ? team.Cost : team.Counted ?? team.Cost, team.IsPseudo ? null : team.Budget, null))];
        var page = new MailPage(Subject(model), Preheader(model), [.. Blocks(model, bars)]);
        return new MailDraft
        {
            Kind = Kind,
            About = About,
            Period = model.Closing is { IsFinal: true } final ? FinalPeriod(final.Closing) : model.Period.ToString(),
            Snapshot = model.Snapshot,
            FromName = $"CostGuard ({model.Company})",
            To = model.To,
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Pictures = [.. Bridge(model), .. bars.Length == 0 ? [] : (MailPart[])[new MailPart(ChartId, "image/png", BulletChart.Render($"{MonthTitle(model)}: {model.Metric}Cost by team, budget as line", bars, model.Currency.Code))]],
            Attachments = [.. model.Workbook is { } workbook ? (MailPart[])[workbook] : [], .. model.Files],
        };
    }

    // One mail for each version and reader, however often it is asked for.
    private static string FinalPeriod(Closing closing) => $"{closing.Period}-v{Int(closing.Version)}-final";

    private static IEnumerable<MailPart> Bridge(FinanceModel model) =>
        model.Closing is not null && FinanceCloseBlocks.Bridge(model) is { } png ? [new MailPart(FinanceCloseBlocks.BridgeId, "image/png", png)] : [];

    private static string MonthTitle(FinanceModel model) => model.Period.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private static decimal? OverUnder(FinanceModel model) => model.BudgetCounted - model.Budget;

    private static string Verdict(FinanceModel model) => (OverUnder(model), model.Budget) switch
    {
        ({ } over, > 0) when over > 0 => $"{Tight(over / model.Budget!.Value)} over",
        ({ } under, > 0) => $"{Tight(-under / model.Budget!.Value)} under",
        _ => "no budget",
    };

    /// <summary>A month that still runs is not "under budget": it has used a part of it.</summary>
    private static string Subject(FinanceModel model)
    {
        string total = $"{Figures.Short(model.Total)} {model.Currency}";
        if (model.IsOverdue) return $"UNKNOWN: {MonthTitle(model)}: {total}, data through {(model.Through is { } day ? Figures.Day(day) : "no day yet")}";
        if (model is { IsFinal: true, Closing: { } final }) return Figures.Cut($"{MonthTitle(model)} final: {total}, {Verdict(model)}, {FinanceCloseBlocks.Ties(final)}", 60);
        if (model is { IsComplete: true, Closing: { WorkingDay: > 0 } open }) return Figures.Cut($"{MonthTitle(model)} preliminary (WD+{Int(open.WorkingDay)}): {total}, {Verdict(model)}", 60);
        return model.IsComplete
            ? $"{MonthTitle(model)} preliminary: {total}, {Verdict(model)}, ties to loads"
            : $"{MonthTitle(model)} so far: {total}, {(UsedShare(model) is { } used ? $"{Tight(used)} of budget" : "no budget")}, ties to loads";
    }

    private static decimal? UsedShare(FinanceModel model) => model.Budget > 0 ? model.BudgetCounted / model.Budget : null;

    private static string Tight(decimal share) => Figures.Percent(share).Replace(" %", "%", StringComparison.Ordinal);

    private static string Preheader(FinanceModel model)
    {
        if (model is { IsFinal: true, Closing: { } final })
        {
            return Preheaders.Of([FinanceCloseBlocks.Reconciled(final), FinanceCloseBlocks.Needed(final), $"Closed as version {Int(final.Closing.Version)}."], wanted: 2);
        }

        string restated = model.Restatements switch
        {
            null => "No earlier data to compare with.",
            { Count: 0 } => "No earlier month restated.",
            { Count: 1 } => "1 earlier month restated.",
            { } list => $"{Int(list.Count)} earlier months restated.",
        };
        // Whoever is to decide in the review must see it before anything else.
        if (model.Closing is { Review: not null, Open.Count: > 0 } reviewed) restated = FinanceCloseBlocks.Needed(reviewed);
        string days = model.IsComplete ? "All days are there." : $"Data through {(model.Through is { } day ? Figures.Day(day) : "no day yet")}.";
        return Figures.Cut($"Teams and loads differ by {Figures.Exact(0, model.Currency)} {model.Currency}. {days} {restated}", 100);
    }

    private static IEnumerable<MailBlock> Blocks(FinanceModel model, Bullet[] bars)
    {
        if (model.StaleWarning is { } warning) yield return new BannerBlock(warning, Tone.AtRisk);
        yield return model is { IsFinal: true, Closing: { } signed }
            ? new TitleBlock($"{MonthTitle(model)}, final version {Int(signed.Closing.Version)} · {model.Company}", "✓ CLOSED", Tone.Ok)
            : new TitleBlock($"{MonthTitle(model)}, preliminary · {model.Company}", null, Tone.Plain);
        yield return new TextBlock(Answer(model), Strong: true);
        foreach (MailBlock block in Ticks(model)) yield return block;
        yield return new HeadingBlock("Teams");
        if (bars.Length > 0) yield return new ChartBlock(ChartId, Alt(model), BulletChart.WidthPx / 2, BulletChart.HeightPx(bars.Length) / 2);
        yield return Teams(model);
        if (model.Teams.Count > TeamsShown) yield return new TextBlock($"The workbook and 'costguard cost show --by team --period {model.Period}' have all {Int(model.Teams.Count)} teams.");
        yield return new HeadingBlock("Largest changes");
        if (model is { Closing: not null, Changes: not null }) yield return FinanceCloseBlocks.BridgeBlock(model);
        yield return model.Changes is { } changes ? changes.Table(model.Currency, model.Metric) : new TextBlock("There is no month before to compare with.");
        foreach (MailBlock block in FinanceCloseBlocks.Notes(model)) yield return block;
        yield return new HeadingBlock("Restated earlier months");
        foreach (MailBlock block in Restated(model)) yield return block;
        foreach (string sentence in model.Closing?.Charged ?? []) yield return new TextBlock(sentence);
        if (model.Closing is { } closing)
        {
            foreach (MailBlock block in FinanceCloseBlocks.Open(closing)) yield return block;
        }

        foreach (MailBlock block in SavingsBlocks.Finance(model.Savings, model.SavingsAreFresh)) yield return block;
        if (model.Workbook is { } workbook) yield return new TextBlock($"Attached: {workbook.Name} ({Int((workbook.Bytes.Length + 1023) / 1024)} KB), with the data behind every figure.");
        foreach (MailPart file in model.Files) yield return new TextBlock($"Attached: {file.Name} ({Int((file.Bytes.Length + 1023) / 1024)} KB).");
        if (model.Closing?.WithoutPack is { } without) yield return new TextBlock(without);
        if (model.Closing?.Review is { IsSame: false } other) yield return new TextBlock($"The review pack's figures were frozen on {Figures.LongDay(DateOnly.FromDateTime(other.OpenedAt.UtcDateTime))}, on snapshot {other.Snapshot}; this mail's are newer.");
        yield return new FooterBlock(Footer(model));
    }

    private static IEnumerable<MailBlock> Ticks(FinanceModel model)
    {
        if (model.Closing is not { } closing || model.IsOverdue || !model.IsComplete) return [Checks(model)];
        return [FinanceCloseBlocks.Ticks(closing), .. FinanceCloseBlocks.Faults(closing), .. FinanceCloseBlocks.Invoices(closing)];
    }

    private static string Standing(FinanceClosing? closing) => closing is not { Closing: { State: ClosingState.Reconciled, ReconciledBy: { } by } } ? "not closed yet"
        : closing.HasChanged ? $"reconciled by {by}, changed since: to be reconciled again"
        : $"reconciled by {by}, not closed yet";

    private static string Answer(FinanceModel model)
    {
        string month = model.Period.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture), cost = $"{Figures.Exact(model.Total, model.Currency)} {model.Currency} ({model.Metric}Cost, {(model is { IsFinal: true, Closing: { } signed } ? $"closed by {signed.Closing.ClosedBy}" : Standing(model.Closing))}).";
        if (!model.IsComplete)
        {
            string until = model.Through is { } day ? $" through {Figures.Day(day)}" : "";
            string part = UsedShare(model) is { } used ? $" {Figures.Percent(used)} of the budget of {Figures.Exact(model.Budget!.Value, model.Currency)} is used." : NoBudget(model);
            return $"{month} has cost{until} {cost}{Apart(model)}{part}";
        }

        string answer = $"{month} cost {cost}";
        if (model.Budget is not { } budget || OverUnder(model) is not { } over) return answer + NoBudget(model);
        string share = budget > 0 ? $" ({Figures.Percent(Math.Abs(over) / budget)})" : "";
        return $"{answer}{Apart(model)} Against the budget of {Figures.Exact(budget, model.Currency)} that is {Figures.Exact(Math.Abs(over), model.Currency)} {(over > 0 ? "over" : "under")}{share}.";
    }

    private static string NoBudget(FinanceModel model)
    {
        return $" There is no budget for all teams together{(model.BudgetGap is { } gap ? ": " + gap : "")}.";
    }

    // Otherwise a month that costs less than its budget seems to be called over it, and a share of the budget to be of the cost beside it.
    private static string Apart(FinanceModel model) =>
        model is { Budget: not null, BudgetCounted: { } counted } && Figures.Rounded(counted, model.Currency) != Figures.Rounded(model.Total, model.Currency)
            ? $" {Figures.Exact(counted, model.Currency)} of charges count, without the credits and tax that budgets leave out." : "";

    private static TableBlock Checks(FinanceModel model)
    {
        string unallocated = model.UnallocatedShare is { } share ? Figures.Percent(share) : "–";
        return new TableBlock("What was checked", ["Check", "Result"],
        [
            [$"Complete: data of all {Int(model.Loads)} loads through {(model.Through is { } day ? Figures.LongDay(day) : "no day yet")}", model.IsOverdue ? "? UNKNOWN" : model.IsComplete ? "✓ YES" : "! NOT YET"],
            [$"Tied: teams less loads, {model.Rows.ToString("N0", CultureInfo.InvariantCulture)} line items, to the last digit", $"{Mark(model)}{Figures.Exact(0, model.Currency)}"],
            [$"Allocated: unallocated below {Figures.Percent(model.UnallocatedLimit)} of the total", model.UnallocatedShare > model.UnallocatedLimit ? $"! {unallocated}" : $"{Mark(model)}{unallocated}"],
        ], null);
    }

    private static string Mark(FinanceModel model) => model.IsOverdue ? "" : "✓ ";

    private static TableBlock Teams(FinanceModel model)
    {
        Currency currency = model.Currency;
        List<FinanceTeam> shown = [.. model.Teams.Take(TeamsShown)];
        decimal total = new Money(model.Total, currency).Rounded().Amount;
        // The cents of the workbook and of 'cost show': what is left of rounding is nobody's.
        IReadOnlyList<decimal> costs = model.Teams.Count == 0 ? [] : LargestRemainder.Foot([.. model.Teams.Select(team => team.Cost)], total, currency.MinorUnits, i => model.Teams[i].IsPseudo);
        decimal?[] over = Overs(model);
        List<IReadOnlyList<string>> rows = [.. shown.Select((team, i) => Row(Named(team), costs[i], team.Budget, over[i], currency))];
        if (shown.Count < model.Teams.Count)
        {
            int[] rest = [.. Enumerable.Range(shown.Count, model.Teams.Count - shown.Count).Where(i => !model.Teams[i].IsWithin && model.Teams[i].Budget is not null)];
            rows.Add(Row("All other teams", total - costs.Take(shown.Count).Sum(), rest.Length == 0 ? null : rest.Sum(i => model.Teams[i].Budget), rest.Length == 0 || rest.Any(i => over[i] is null) ? null : rest.Sum(i => over[i]), currency));
        }

        string caption = $"{model.Metric}Cost, {currency}; brackets mean under budget";
        if (model.Teams.Any(team => team.Budget is not null && team.Counted != team.Cost)) caption += ". Over / (under) counts without credits or tax where the budget says so, the cost has all charges";
        if (model.Teams.Any(team => team is { IsWithin: true, Budget: not null })) caption += ". What a team above has a budget for is in its row, and not added again";
        return new TableBlock(caption, ["Team", "Cost", "Budget", "Over / (under)"], rows, Row("Total", model.Total, model.Budget, OverUnder(model), currency));
    }

    // In cents, so that those which are not within another add up to the total's; what is left of rounding is nobody's.
    private static decimal?[] Overs(FinanceModel model)
    {
        Currency currency = model.Currency;
        decimal?[] all = [.. model.Teams.Select(team => team.Budget is { } budget && team.Counted is { } counted ? Figures.Rounded(counted, currency) - budget : (decimal?)null)];
        int[] added = [.. Enumerable.Range(0, all.Length).Where(i => all[i] is not null && !model.Teams[i].IsWithin)];
        if (OverUnder(model) is not { } total || added.Sum(i => model.Teams[i].Counted - model.Teams[i].Budget) != total) return all;
        IReadOnlyList<decimal> footed = LargestRemainder.Foot([.. added.Select(i => model.Teams[i].Counted!.Value - model.Teams[i].Budget!.Value)], Figures.Rounded(total, currency), currency.MinorUnits, i => model.Teams[added[i]].IsPseudo);
        for (int i = 0; i < added.Length; i++) all[added[i]] = footed[i];
        return all;
    }

    private static string Named(FinanceTeam team) => team.State switch
    {
        BudgetState.Over => $"{team.Title} ▲ OVER",
        BudgetState.AtRisk => $"{team.Title} ! AT RISK",
        BudgetState.Unknown => $"{team.Title} ? UNKNOWN",
        BudgetState.Ok => $"{team.Title} ✓ OK",
        _ => team.Title,
    };

    private static string[] Row(string title, decimal cost, decimal? budget, decimal? over, Currency currency) =>
        [title, Figures.Exact(cost, currency), budget is { } amount ? Figures.Exact(amount, currency) : "–", over is { } value ? Figures.OverUnder(value, currency) : "–"];

    private static IEnumerable<MailBlock> Restated(FinanceModel model)
    {
        string since = model.RestatedSince is { } mailed ? $"since the report of {Figures.Day(DateOnly.FromDateTime(mailed.UtcDateTime))}" : "since the loads before";
        if (model.Restatements is null) yield return new TextBlock("There is no earlier data to compare with.");
        else if (model.Restatements.Count == 0) yield return new TextBlock($"None {since}.");
        else
        {
            yield return new TableBlock(
                $"{model.Metric}Cost of {(model.Restatements.Any(month => month.IsPart) ? "months, as far as they were known then" : "whole months")}, restated {since}", ["Month", "Then", "Now", "Change"],
                [.. model.Restatements.Select(month => (IReadOnlyList<string>)[$"{month.Period} {month.Currency}{(month.IsPart ? $", to {Figures.Number(month.Days!.Value.End.AddDays(-1).Day)} {Figures.ShortMonth(month.Period.FirstDay)}" : "")}", Figures.Exact(month.Before, month.Currency), Figures.Exact(month.Now, month.Currency), Figures.Change(month.Now - month.Before, month.Currency)])],
                null);
        }
    }

    private static string Alt(FinanceModel model) =>
        $"{Answer(model)} Largest: {string.Join(", ", model.Teams.Take(3).Select(team => $"{team.Title} {Figures.Exact(team.Cost, model.Currency)}"))}.";

    private static IReadOnlyList<string> Footer(FinanceModel model)
    {
        string reply = model.Settings.ReplyTo is { } address ? $" Questions: answer this mail, or write to {address}." : "";
        return
        [
            .. model.Notes,
            $"Data through {(model.Through is { } day ? Figures.LongDay(day) : "no day yet")} (UTC). {(model.IsFinal ? "This month is closed: what the provider changes from now on is told as a restatement." : "The provider may still change this month.")}",
            $"Why you get this: you are named under finance in notifications/routing.yaml.{reply}",
            $"{model.Company} · snapshot {model.Snapshot} · CostGuard {model.Settings.Version}",
        ];
    }

    private static string Int(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
