using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>The pages about what people promised, decided and signed, and about what ties.</summary>
internal sealed class PackPeople(ReviewModel model, Review review)
{
    private const int RowsMax = 10, StatementsMax = 12, LoadsMax = 8;
    private static readonly string[] Glosses = ["billed cost", "effective cost", "budget", "over / (under) budget", "unallocated", "restated", "snapshot", "data through"];
    private readonly PackWords _words = new(model);

    private Currency Currency => model.Currency;

    public PackPage Carried()
    {
        IReadOnlyList<ReviewCarried> carried = model.Before?.Carried ?? [];
        Safe before = model.Before is not { } earlier ? Pack.Text("This is the first review: nothing is carried over.")
            : carried.Count == 0 ? Pack.Text($"The review of {PackWords.Month(earlier.Period)} left nothing to do.")
            : Pack.Table(
                $"From the review of {PackWords.Month(earlier.Period)}{(earlier.IsClosed ? "" : ", which nobody has closed")}{More(carried.Count)}; promised and verified are savings a month, {Currency}",
                [new("Decision or question"), new("Owner"), new("Due"), new("State"), new("Promised", "n"), new("Verified", "n")],
                carried.Take(RowsMax).Select(each => (IReadOnlyList<Safe>)
                [
                    $"{(each.IsQuestion ? "Question: " : "")}{each.Text}", each.Owner, Day(each.Due), Pack.Badge(State(each)), Saving(each.Promised), Saving(each.Verified),
                ]));
        ReviewEntry[] now = [.. review.Of(ReviewEntryKind.Decision), .. review.Of(ReviewEntryKind.Question)];
        Safe decided = now.Length == 0 ? Pack.Text($"Nothing yet. Write with: costguard review decide {model.Period} --owner WHO --due DAY --by WHO TEXT", "quiet") : Pack.Table(
            $"The next review begins with these{More(now.Length)}", [new("Decision or question"), new("Owner"), new("Due"), new("Written by")],
            now.Take(RowsMax).Select(each => (IReadOnlyList<Safe>)[$"{(each.Kind == ReviewEntryKind.Question ? "Question: " : "")}{each.Text}", each.Owner ?? "–", Day(each.Due), each.By]));
        int open = carried.Count(each => each.State?.StartsWith('✓') != true);
        string title = carried.Count == 0 ? now.Length == 0 ? "Nothing is carried over from an earlier review" : $"Nothing is carried over; {PackWords.Number(now.Length)} new {(now.Length == 1 ? "decision or question" : "decisions and questions")}" : $"Of {PackWords.Number(carried.Count)} decisions and questions of the last review {PackWords.Number(open)} are open";
        return new PackPage(title, (before + Pack.Heading("Decided and asked in this review") + decided).In("div", "dense"), $"costguard review entries {model.Period}");
    }

    public PackPage Savings()
    {
        ReviewActions? actions = model.Actions.Value;
        Safe promised = actions is null ? Pack.Gap(model.Actions.Gap!) : Pack.Table(
            $"Actions{(actions.Hidden > 0 ? $"; {PackWords.Number(actions.Hidden)} more" : "")}; savings a month, {Currency}",
            [new("Action"), new("Owner"), new("Due"), new("State"), new("Promised", "n"), new("Verified", "n")],
            actions.Items.Select(each => (IReadOnlyList<Safe>)[each.Title, each.Owner ?? "–", Day(each.Due), Pack.Badge(each.State), Saving(each.Promised), Saving(each.Verified)]),
            ["Promised and verified", Safe.None, Safe.None, Safe.None, Figures.Exact(actions.Promised, Currency), Saving(actions.Verified)]);
        ReviewSavings? savings = model.Savings.Value;
        string sums = savings is null ? "" : string.Join(" and ", savings.Sums.Select(sum => $"{Figures.Exact(sum.Amount, Core.Values.Currency.Parse(sum.Name))} {sum.Name}"));
        Safe open = savings is null ? Pack.Gap(model.Savings.Gap!)
            : savings.Top.Count == 0 ? Pack.Text("Nothing was found that could be saved.")
            : Pack.Table(
                $"Not taken up: {PackWords.Number(savings.Resources)} resources could save {sums} a month, at the price that is paid; alternatives are not added",
                [new("What"), new("Team"), new("Risk"), new("Effort"), new("Saves a month", "n")],
                savings.Top.Select(each => (IReadOnlyList<Safe>)
                    [each.Title, each.Team ?? "–", each.Risk, each.Effort, each.Currency is { } currency ? $"{Figures.Exact(each.PerMonth, currency)} {currency}" : "–"]));
        string title = actions is not null
            ? $"{_words.Short(actions.Promised)} a month is promised, {(actions.Verified is { } verified ? $"{Figures.Short(verified)} is verified" : "nothing is verified yet")}{(savings is null ? "" : $"; {sums} more could be saved")}"
            : savings is null ? "What was and could be saved cannot be told" : savings.Resources == 0 ? "Nothing was found that could be saved" : $"{PackWords.Number(savings.Resources)} resources could save {sums} a month; no action is recorded";
        return new PackPage(title, (promised + open).In("div", "dense"), $"costguard recommend list{_words.Team()}, costguard action list{_words.Team()}", "Savings");
    }

    public PackPage Reconciliation()
    {
        ReviewStatement[] shown = [.. model.Statements.Take(StatementsMax)];
        Safe table = shown.Length == 0 ? Pack.Gap("there is no invoice and no billed line of the month") : Pack.Table(
            $"BilledCost, each invoice in its own currency: net − billed − explained = unexplained{(model.Statements.Count > shown.Length ? $"; {PackWords.Number(model.Statements.Count - shown.Length)} more: costguard invoice list --period {model.Period}" : "")}",
            [new("Invoice"), new("Provider"), new("Currency"), new("Invoice net", "n"), new("CostGuard billed", "n"), new("Explained", "n"), new("Unexplained", "n"), new("Tolerance", "n"), new("Result")],
            shown.Select(each => (IReadOnlyList<Safe>)
            [
                each.Number ?? "no invoice yet", each.Provider ?? "–", each.Currency.Code, each.Net is { } net ? Figures.Exact(net, each.Currency) : "not recorded", Figures.Exact(each.Billed, each.Currency), Explained(each),
                Figures.Exact(each.Unexplained, each.Currency), Figures.Exact(each.Tolerance, each.Currency), Pack.Badge(each.Result),
            ])).In("div", "dense");
        Safe teams = Pack.Text($"Teams less loads, {HeadlineText.Metric(model.Metric)}, to the last digit: {Figures.Exact(0m, Currency)} {Currency}. A pack whose teams do not add up to the loads is not made.");
        Safe ticks = Pack.All(model.Ticks.Where(tick => !tick.Holds).Select(tick =>
            Pack.Heading($"✗ Not {tick.Name.ToLowerInvariant()}") + Pack.All(tick.Words.Take(4).Select(word => Safe.Of(word).In("li"))).In("ul")
            + (tick.Words.Count > 4 ? Pack.Text($"And {PackWords.Number(tick.Words.Count - 4)} more: costguard period reconcile {model.Period} --by WHO --dry-run", "quiet") : Safe.None)));
        int tied = model.Statements.Count(each => each.Result.StartsWith('✓'));
        string title = model.Statements.Count == 0 ? "Whether the month ties to its invoices cannot be told"
            : tied == model.Statements.Count ? $"All {PackWords.Number(tied)} invoices tie, nothing is unexplained" : $"{PackWords.Number(tied)} of {PackWords.Number(model.Statements.Count)} invoices tie";
        return new PackPage(title, table + teams + ticks, $"costguard invoice list --period {model.Period}", "Reconciliation");
    }

    public PackPage SignOffs()
    {
        Safe signed = review.Signatures.Count == 0 ? Pack.Text($"Nobody has signed yet: costguard review sign {model.Period} --by WHO", "quiet") : Pack.Table(
            "Signed for these figures", [new("Who"), new("As"), new("When, UTC")], review.Signatures.Select(each => (IReadOnlyList<Safe>)[each.By, each.Text.Length == 0 ? "–" : each.Text, Instant(each.At)]));
        string state = review.ClosedAt is { } at ? $"Closed by {review.ClosedBy} on {Instant(at)} UTC: nothing of it changes any more." : "Open: notes, decisions and signatures may still come.";
        ReviewLoad[] loads = [.. model.Loads.Take(LoadsMax)];
        Safe data = Pack.Table(
            $"Loads of {model.Period}, {HeadlineText.Metric(model.Metric)}{(model.Loads.Count > loads.Length ? $"; {PackWords.Number(model.Loads.Count - loads.Length)} more" : "")}",
            [new("Source"), new("Sealed, UTC"), new("Through"), new("Rows", "n"), new("Amount", "n")],
            loads.Select(load => (IReadOnlyList<Safe>)
                [load.Source, Instant(load.SealedAt), Day(load.Through), load.Rows.ToString("N0", CultureInfo.InvariantCulture), $"{Figures.Exact(load.Amount, load.Currency)} {load.Currency}"]));
        Safe framework = Pack.Text("FinOps Framework capabilities: Reporting & Analytics, Allocation, Budgeting, Forecasting, Anomaly Management, Rate Optimization, Workload Optimization, Invoicing & Chargeback.", "quiet");
        string title = review.Signatures.Count == 0 ? "Nobody has signed these figures yet" : $"{string.Join(", ", review.Signatures.Take(3).Select(each => each.By))}{(review.Signatures.Count > 3 ? " and others" : "")} signed these figures";
        return new PackPage(title, (Pack.Columns(Pack.Heading("Sign-offs") + signed + Pack.Text(state) + Pack.Heading("Data") + data, Pack.Heading("Words") + Terms()) + Facts() + framework).In("div", "dense"));
    }

    /// <summary>The last page of a team's pack: who signs stands for the company's figures, and loads are the company's.</summary>
    public PackPage About()
    {
        string state = review.ClosedAt is { } at ? $"The review was closed by {review.ClosedBy} on {Instant(at)} UTC." : "The review is open: notes and decisions may still come.";
        string below = model.Teams.Count > 1 ? $" and the teams below it ({string.Join(", ", model.Teams.Skip(1).Select(team => team.Title))})" : "";
        return new PackPage(
            $"These are the figures of {model.Scope!.Title} only",
            (Pack.Text($"Cut to {model.Scope.Title}{below} before anything was written: no cost, budget, note or decision of others is in this file. Invoices, commitments and what belongs to nobody are reviewed for the whole company. {state}")
                + Pack.Heading("Words") + Terms() + Facts()).In("div", "dense"));
    }

    private static Safe Terms() =>
        Pack.All(Glosses.Select(Glossary.Find).OfType<Term>().Select(term => Safe.Of(term.Name).In("b") + Safe.Of($": {term.Meaning}")).Select(term => term.In("li"))).In("ul", "quiet");

    private Safe Facts()
    {
        string configuration = model.Before is not { } before ? "There is no earlier review to compare rules and budgets with."
            : $"Teams, rules, budgets and rates are {(before.IsSameConfiguration ? "those" : "not those")} of the review of {before.Period}{(before.IsSameConfiguration ? "." : ": costguard snapshot list.")}";
        return Pack.Text(
            $"{model.Company} · {model.Period}, {model.PeriodStatus} · data through {(model.DataThrough is { } day ? Figures.LongDay(day) : "no day yet")} · judged as of {Instant(model.AsOf)} UTC · "
            + $"snapshot {model.Snapshot} · configuration {model.ConfigurationHash[..Math.Min(12, model.ConfigurationHash.Length)]} · CostGuard {model.Version}. {configuration}", "quiet");
    }

    private string State(ReviewCarried each) => each.State
        ?? (each.Due is { } due && due < DateOnly.FromDateTime(model.AsOf.UtcDateTime) ? "! OVERDUE, NOT TOLD" : "? NOT TOLD");

    private static Safe Explained(ReviewStatement each) => each.Explained.Count == 0 ? Figures.Exact(0m, each.Currency)
        : Safe.Of(Figures.Exact(each.Explained.Sum(part => part.Amount), each.Currency)) + new Safe("<br>")
            + Safe.Of(string.Join(", ", each.Explained.Select(part => $"{part.Name} {Figures.Change(part.Amount, each.Currency)}"))).In("span", "note");

    private static string More(int count) => count > RowsMax ? $", the first {PackWords.Number(RowsMax)} of {PackWords.Number(count)}" : "";

    private Safe Saving(decimal? amount) => amount is { } known ? Figures.Exact(known, Currency) : "–";

    private static string Day(DateOnly? day) => day is { } known ? Figures.LongDay(known) : "–";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
