using System.Globalization;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>The pages about what is ahead and what was found: the year, anomalies, allocation, commitments.</summary>
internal sealed class PackFindings(ReviewModel model)
{
    private readonly PackWords _words = new(model);

    private Currency Currency => model.Currency;

    private string Metric => $"{HeadlineText.Metric(model.Metric)}, {Currency}";

    public PackPage Year()
    {
        if (model.Year.Value is not { } year) return new PackPage("Where the year ends cannot be told", Pack.Gap(model.Year.Gap!));
        bool isOver = year.Months.All(month => month.Forecast is null);
        string title = year.Total is not { } total ? $"{year.Label} has months without data, so that its total cannot be told"
            : isOver ? $"{year.Label} cost {_words.Short(total)}"
            : $"{year.Label} is expected to end at {_words.Short(total)}{(PackWords.Range(year) is { } range ? $", 80 % between {range.Low} and {range.High}" : "")}";
        PackColumn[] columns = [new("Month"), new("Actual", "n"), new("Forecast", "n"), new("80 % low", "n"), new("80 % high", "n"), new("Budget", "n")];
        Safe table = Pack.Table(
            $"{Metric}. Cost of whole months, the month that runs through its last complete day.", columns,
            year.Months.Select(month => (IReadOnlyList<Safe>)[month.Month.FirstDay.ToString("MMM yy", CultureInfo.InvariantCulture), Amount(month.Actual), Amount(month.Forecast), Amount(month.Low), Amount(month.High), Amount(month.Budget)]),
            [year.Label, isOver ? Amount(year.Total) : "–", isOver ? "–" : Amount(year.Total), isOver ? "–" : Amount(year.Low), isOver ? "–" : Amount(year.High), Amount(year.Budget)]);
        Safe chart = YearChart.Render(year, $"{title}. The table has the figure of each month.").In("figure")
            + Pack.Text("Solid is actual, hatched is forecast, the thin bar is its 80 % range, the line is the budget.", "quiet") + Pack.Text(Error(year)) + Pack.All(year.Notes.Select(note => Pack.Text(note, "quiet")));
        // A month has the cents that it has everywhere else.
        if (year.Total is { } exact && year.Months.Sum(month => Figures.Rounded(month.Best ?? 0m, Currency)) != Figures.Rounded(exact, Currency)) chart += Pack.Text("Each month is rounded by itself, as everywhere, and the total once: they may be cents apart.", "quiet");
        if (!isOver) chart += Pack.Text("The total of the year adds up the months' forecasts; its range adds up their ends, so that the true range is narrower.", "quiet");
        return new PackPage(title, Pack.Columns(chart, table.In("div", "dense lines")), $"costguard forecast show{_words.Team()} --months 2", "Summary");
    }

    public PackPage Anomalies()
    {
        if (model.Anomalies.Value is not { } part) return new PackPage("Whether anything was unusual cannot be told", Pack.Gap(model.Anomalies.Gap!));
        string title = part.Shown.Count == 0 ? "Nothing was unusual"
            : part.Open == 0 ? $"{Count(part.Shown.Count, "anomaly", "anomalies")}; none waits for an owner" : $"{Count(part.Open, "anomaly waits", "anomalies wait")} for an owner";
        Safe body = part.Shown.Count == 0 ? Pack.Text("No series of team, service and account left its usual band in this month.") : Pack.Table(
            $"{HeadlineText.Metric(model.Metric)}; impact is what was above the expected cost of those days",
            [new("What"), new("Team"), new("Since"), new("Days", "n"), new("Impact", "n"), new("State"), new("What became of it")],
            part.Shown.Select(each => (IReadOnlyList<Safe>)
            [
                $"{each.What} ({each.Id})", each.Team, Figures.Day(each.Since), PackWords.Number(each.Days), $"{Figures.Change(each.Impact, each.Currency)} {each.Currency}", Pack.Badge(each.State),
                each.Said ?? "nobody has said",
            ])).In("div", "dense");
        string right = part.Judged == 0 ? "Nobody has judged an anomaly yet, so that it cannot be told how often the detector is right."
            : $"Of {PackWords.Number(part.Judged)} anomalies that people judged {PackWords.Number(part.Right)} were right ({Figures.Percent((decimal)part.Right / part.Judged)}).";
        string hidden = part.Hidden == 0 ? "" : $" {Count(part.Hidden, "more is", "more are")} over, low or small: costguard anomaly list --all.";
        return new PackPage(title, body + Pack.Text(right + hidden, "quiet"), $"costguard anomaly list{_words.Team()} --all", "Anomalies");
    }

    public PackPage Allocation()
    {
        ReviewAllocation part = model.Allocation;
        decimal most = Math.Max(1m, new[] { part.Direct, part.Central, part.Unallocated }.Concat(part.Shared.Select(pool => pool.Amount)).Max(Math.Abs));
        var cents = new PackCents(model);
        IReadOnlyList<decimal> ways = cents.Ways, where = cents.Where;
        Safe[] Row(string name, decimal amount) => [name, PackBars.Part(amount, most), Figures.Exact(amount, Currency), Ratio.Of(amount, part.Total) is { } share ? Figures.Percent(share) : "–"];
        Safe left = Pack.Table(
            $"{Metric}: how each charge got its team",
            [new("Way"), new("Amount", "bar"), new("Cost", "n"), new("Share", "n")],
            [
                Row("Direct: tags, matches, rules", ways[0]), .. part.Shared.Select((pool, i) => Row($"Shared: {pool.Name}", ways[i + 1])),
                .. model.Scope is null ? (Safe[][])[Row("Central, on purpose", cents.Central), Row("Unallocated", cents.Unallocated)] : [],
            ],
            [.. Row("Total", model.Scope is null ? cents.Total : part.Total).Select((cell, i) => i == 1 ? Safe.None : cell)]);
        if (model.Scope is not null) return new PackPage($"{Figures.Percent(Ratio.Of(part.Direct, part.Total) ?? 0m)} of the cost is direct, the rest are shares", left);
        Safe places = part.Where.Count == 0 ? Pack.Text("Nothing is unallocated.") : Pack.Table(
            $"{Metric}: where unallocated cost is", [new("Service, account"), new("Cost", "n")],
            [.. part.Where.Select((each, i) => (IReadOnlyList<Safe>)[each.Name, Figures.Exact(where[i], Currency)]), .. part.WhereRest == 0m ? Array.Empty<Safe[]>() : [["All other", Figures.Exact(where[^1], Currency)]]]);
        Safe tags = part.Tags.Count == 0 ? Pack.Text("No tag is asked of resources (tags.required).", "quiet") : Pack.Table(
            "Tags that every resource should carry; EffectiveCost of usage with a resource", [new("Tag"), new("Of cost", "n"), new("Of resources", "n")],
            part.Tags.Select(tag => (IReadOnlyList<Safe>)[$"{tag.Key}{(part.Tags.Count(each => each.Key == tag.Key) > 1 ? $", {tag.Currency}" : "")}", PackWords.Percent(tag.CostShare), PackWords.Percent(tag.ResourceShare)]));
        string title = part.Coverage is not { } coverage ? "There is no cost to allocate"
            : $"{Figures.Percent(coverage)} of cost has a team; {_words.Short(cents.Unallocated)} belongs to nobody{(1m - coverage > part.WarnShare ? $", more than the limit of {Figures.Percent(part.WarnShare)}" : "")}";
        return new PackPage(title, Pack.Columns(left, places + tags, wide: true), $"costguard allocation coverage --period {model.Period}", "Allocation");
    }

    public PackPage Commitments()
    {
        if (model.Commitments.Value is not { } part) return new PackPage("What commitments saved cannot be told", Pack.Gap(model.Commitments.Gap!));
        Safe totals = Pack.Table(
            "By provider. ESR: effective savings rate against contracted prices", [new("Provider"), new("ESR", "n"), new("Coverage", "n"), new("Utilised", "n"), new("Net saving", "n"), new("Unused", "n")],
            part.Totals.Select(each => (IReadOnlyList<Safe>)
                [$"{each.Provider ?? "no provider"}, {each.Currency}", PackWords.Percent(each.SavingsRate), PackWords.Percent(each.Coverage), PackWords.Percent(each.Utilisation), Money(each.NetSaving, each.Currency), Money(each.Unused, each.Currency)]));
        Safe lines = Pack.Table(
            $"By commitment, the most unused money first{(part.LinesHidden > 0 ? $"; {PackWords.Number(part.LinesHidden)} more: costguard commitment show" : "")}",
            [new("Commitment"), new("Used", "n"), new("Unused", "n"), new("Utilised", "n"), new("Net saving", "n")],
            part.Lines.Select(each => (IReadOnlyList<Safe>)
                [$"{PackWords.Tail(each.Id)}, {each.Currency}", Money(each.Used, each.Currency), Money(each.Unused, each.Currency), PackWords.Percent(each.Utilisation), Money(each.NetSaving, each.Currency)]));
        Safe ends = part.Ends.Count == 0 ? Pack.Text("No commitment ends within 90 days.") : Pack.Table(
            "Ends within 90 days, or unknown", [new("Commitment"), new("Ends"), new("Days left", "n"), new("Costs more a month", "n")],
            part.Ends.Select(each => (IReadOnlyList<Safe>)
            [
                PackWords.Tail(each.Id), each.End is { } end ? Figures.LongDay(end) : "? cannot tell: not on the bill", each.DaysLeft is { } left ? PackWords.Number(left) : "?",
                each.LostPerMonth is { } lost ? $"{Figures.Exact(lost, each.Currency)} {each.Currency}" : "?",
            ]));
        Safe proposals = part.ProposalGap is { } gap ? Pack.Gap(gap) : Pack.Table(
            "Proposal, balanced risk: 90 % of what would have been best", [new("Service"), new("Commit an hour", "n"), new("Saves a month", "n"), new("If usage falls 30 %", "n")],
            part.Proposals.Select(each => (IReadOnlyList<Safe>)(each.Reason is { } reason
                ? [Safe.Of($"{each.Service}: {reason}"), "–", "–", "–"]
                : [Safe.Of($"{each.Service}, {each.Currency}"), each.PerHour.ToString("0.000", CultureInfo.InvariantCulture), Figures.Exact(each.SavingPerMonth, each.Currency), Figures.Change(each.SavingIfUsageFalls, each.Currency)])));
        Safe reasons = Pack.All(part.Reasons.Select(Pack.Gap));
        return new PackPage(CommitmentTitle(part), (reasons + Pack.Columns(totals + ends, lines + proposals)).In("div", "dense"), $"costguard commitment show --period {model.Period}", "Commitments");
    }

    private static string CommitmentTitle(ReviewCommitments part)
    {
        ReviewCommitmentTotal? first = part.Totals.OrderByDescending(each => each.NetSaving).FirstOrDefault();
        return first is not { NetSaving: { } saved, SavingsRate: { } rate, Utilisation: { } used } ? "What commitments saved cannot be told"
            : $"Commitments {(saved >= 0m ? "saved" : "cost")} {Figures.Short(Math.Abs(saved))} {first.Currency} net, an effective savings rate of {Figures.Percent(rate)}; {Figures.Percent(used)} was used";
    }

    private static string Error(ReviewYear year) => year.Error is not { } error
        ? "No month is over that forecasts could be tested on, so that their error cannot be told."
        : string.Create(CultureInfo.InvariantCulture, $"Forecasts made on day {year.ErrorDay} of earlier months were off by {Figures.Percent(error)}; {PackWords.Percent(year.Inside)} of {year.Tested} tested ended inside of the 80 % range.");

    private Safe Amount(decimal? amount) => amount is { } known ? Figures.Exact(known, Currency) : "–";

    private static Safe Money(decimal? amount, Currency currency) => amount is { } known ? Figures.Exact(known, currency) : "?";

    private static string Count(int count, string one, string many) => $"{PackWords.Number(count)} {(count == 1 ? one : many)}";
}
