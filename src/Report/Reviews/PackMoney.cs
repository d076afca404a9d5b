using CostGuard.Core.Budgets;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>The pages about the month's money: the answer, the budgets, the bridge, the movers.</summary>
internal sealed class PackMoney(ReviewModel model, Review review)
{
    private const int TeamsMax = 14;
    private readonly PackWords _words = new(model);
    private readonly PackUnits _units = new(model);

    private Currency Currency => model.Currency;

    private string Metric => $"{HeadlineText.Metric(model.Metric)}, {Currency}";

    public PackPage Answer()
    {
        Safe left = Pack.All(model.Warnings.Select(warning => Pack.Text($"! {warning}", "warn")))
            + Pack.All(_words.Answer().Select(sentence => Pack.Text(sentence)))
            + Pack.All(model.Ticks.Select(Tick)).In("ul") + Pack.Heading("To decide today") + Decisions();
        Safe right = Pack.All(Tiles()).In("div", "tiles");
        return new PackPage(_words.Headline(), Pack.Columns(left, right), $"costguard cost show --by team{_words.Team()} --period {model.Period} --snapshot {model.Snapshot}", "Summary");
    }

    public PackPage Budgets()
    {
        ReviewTeam[] shown = [.. model.Teams.Take(TeamsMax)];
        decimal most = model.Teams.Max(team => Math.Max(team.Counted ?? team.Cost, team.Budget ?? 0m));
        PackColumn[] columns = [new("Team"), new("Counted against the budget", "bar"), new("Cost", "n"), new("Counted", "n"), new("Budget", "n"), new("Over / (under)", "n"), new("Used", "n"), new("State")];
        var cents = new PackCents(model);
        IReadOnlyList<decimal> costs = cents.Teams;
        IReadOnlyList<decimal?> counted = cents.Counted;
        List<IReadOnlyList<Safe>> rows = [.. shown.Select((team, i) => (IReadOnlyList<Safe>)
        [
            team.Title, PackBars.Bullet(team.Counted ?? team.Cost, team.Budget, most), PackSources.Link(model, team.Id, Figures.Exact(costs[i], Currency)), Amount(counted[i]), Amount(BudgetOf(team)),
            Over(counted[i] - BudgetOf(team)), Ratio.Of(team.Counted, team.Budget) is { } used ? Figures.Percent(used) : "–", State(team),
        ])];
        if (shown.Length < model.Teams.Count) rows.Add(Rest(shown.Length, costs, counted));
        decimal? difference = model.Total.Counted - model.Total.Budget;
        Safe[] sum =
        [
            "Total", Safe.None, Figures.Exact(cents.Total, Currency), Amount(model.Total.Counted), Amount(model.Total.Budget), Over(difference),
            Ratio.Of(model.Total.Counted, model.Total.Budget) is { } share ? Figures.Percent(share) : "–", Safe.None,
        ];
        string caption = $"{Metric}, by the money over budget; brackets mean under. Bar: solid is counted, the part over the budget in red, the line is the budget. "
            + $"Cost has all charges, counted leaves out credits or tax where the budget says so.{(model.Teams.Any(team => team is { IsWithin: true, Counted: not null }) ? " What a team above has a budget for is in its row, and not added again." : "")}";
        Safe body = Pack.Table(caption, columns, rows, sum);
        Safe others = Pack.All(model.Total.OtherCurrencies.Select(other => Pack.Text($"Not in it, for want of a rate: {Figures.Exact(other.Amount, Core.Values.Currency.Parse(other.Name))} {other.Name}.", "quiet")));
        Safe notes = Pack.All(shown.Select(team => (Title: team.Title, Note: review.NoteOn(ReviewSubjectKind.Team, team.Id))).Where(each => each.Note is not null)
            .Select(each => (Safe.Of($"{each.Title} ").In("b") + Quoted(each.Note!)).In("p")));
        return new PackPage(BudgetTitle(), body + notes + others, $"costguard budget check --period {model.Period}", "Budget v Actual");
    }

    // What belongs to nobody was planned to be nothing (ux 0.2): so the rows add up to the total.
    private static decimal? BudgetOf(ReviewTeam team) => team.Budget ?? (team.IsPlannedAsNothing ? 0m : null);

    private static Safe State(ReviewTeam team) => team.State is not null ? Pack.Badge(PackWords.State(team.State))
        : CompanyBudget.IsNobodys(team.Id) ? team.Cost == 0m ? Safe.None : Safe.Of("review") : team.IsWithin ? "in the team above" : "no budget";

    private List<Safe> Rest(int shown, IReadOnlyList<decimal> costs, IReadOnlyList<decimal?> counted)
    {
        int[] added = [.. Enumerable.Range(shown, model.Teams.Count - shown).Where(i => !model.Teams[i].IsWithin)];
        bool isKnown = model.Total.Budget is not null && added.All(i => counted[i] is not null);
        decimal? count = isKnown ? added.Sum(i => counted[i]) : null, budget = isKnown ? added.Sum(i => BudgetOf(model.Teams[i]) ?? 0m) : null;
        return
        [
            $"All other {PackWords.Number(model.Teams.Count - shown)} teams", Safe.None, Figures.Exact(costs.Skip(shown).Sum(), Currency), Amount(count), Amount(budget), Over(count - budget),
            Ratio.Of(count, budget) is { } used ? Figures.Percent(used) : "–", Safe.None,
        ];
    }

    private Safe Over(decimal? over) => over is { } known ? Figures.OverUnder(known, Currency) : "–";

    public PackPage Bridge()
    {
        if (model.Bridge.Value is not { } bridge) return new PackPage("Why cost changed cannot be told", Pack.Gap(model.Bridge.Gap!) + _units.Table());
        decimal low = bridge.Before, high = bridge.Before, at = bridge.Before;
        foreach (ReviewAmount step in bridge.Steps)
        {
            at += step.Amount;
            (low, high) = (Math.Min(low, at), Math.Max(high, at));
        }

        // Steps that are small beside both months would be hairlines: the axis then begins near them, and says so.
        decimal span = high - low, start = low > 0m && low > 3m * span && span > 0m ? low - (span * 0.6m) : Math.Min(0m, low);
        PackColumn[] columns = [new("Cause"), new("From one month to the other", "bar"), new("Amount, change", "n"), new("Share of the change", "n")];
        var rows = new List<IReadOnlyList<Safe>> { (Safe[])[PackWords.Window(bridge.BeforeText), PackBars.Step(0m, bridge.Before, start, high, false), Figures.Exact(bridge.Before, Currency), Safe.None] };
        at = bridge.Before;
        // Of the months as they are shown: 141,313.11 less 133,982.32 is 7,330.79, whatever is behind the cents.
        decimal change = Figures.Rounded(bridge.After, Currency) - Figures.Rounded(bridge.Before, Currency);
        foreach (ReviewAmount step in bridge.Steps)
        {
            rows.Add([step.Name, PackBars.Step(at, at + step.Amount, start, high, null), Figures.Change(step.Amount, Currency), change == 0m ? "–" : Figures.Percent(step.Amount / change)]);
            at += step.Amount;
        }

        // Each is rounded by itself, as in the workbook, whose bridge has this step, too.
        decimal left = Figures.Rounded(bridge.After, Currency) - Figures.Rounded(bridge.Before, Currency) - bridge.Steps.Sum(step => Figures.Rounded(step.Amount, Currency));
        if (left != 0m) rows.Add(["Rounding", Safe.None, Figures.Change(left, Currency), Safe.None]);
        Safe[] end = [PackWords.Window(bridge.AfterText), PackBars.Step(0m, bridge.After, start, high, true), Figures.Exact(bridge.After, Currency), Safe.None];
        string cut = start > 0m ? $" Bars begin at {Figures.Short(start)}, not at zero, so that the causes can be seen." : "";
        string caption = $"{Metric}: grey is {PackWords.Window(bridge.BeforeText)}, dark is {PackWords.Window(bridge.AfterText)}, red rises, green falls.{cut} Causes add up to the difference, to the last digit.";
        return new PackPage(BridgeTitle(bridge, change), Pack.Table(caption, columns, rows, end) + LeftOut(bridge) + _units.Table(), $"costguard cost explain{_words.Team()} --period {bridge.AfterText} --snapshot {model.Snapshot}", "Bridge");
    }

    // A rate that is missing in one month would look like cost that came or went.
    private static Safe LeftOut(ReviewBridge bridge) => Pack.All(bridge.LeftOut.Select(each => Pack.Text(
        $"Not in it, since {each.Currency} has no rate in one of the months: {Figures.Exact(each.Before, each.Currency)} {each.Currency} in {PackWords.Window(bridge.BeforeText)}, {Figures.Exact(each.After, each.Currency)} {each.Currency} in {PackWords.Window(bridge.AfterText)}.", "quiet")));

    public PackPage Movers()
    {
        if (model.Movers.Value is not { } movers) return new PackPage("What moved most cannot be told", Pack.Gap(model.Movers.Gap!));
        decimal change = movers.After - movers.Before;
        Safe up = MoverTable("Up", "u", movers.Up), down = MoverTable("Down", "d", movers.Down);
        Safe body = (movers.Up.Count == 0 || movers.Down.Count == 0 ? up + down : Pack.Columns(up, down)).In("div", "dense")
            + Pack.Text($"All other {PackWords.Number(movers.RestCount)} changes together: {Figures.Change(movers.Rest, Currency)}. All changes: {Figures.Change(change, Currency)} {Currency}, "
                + $"{PackWords.Window(movers.AfterText)} against {PackWords.Window(movers.BeforeText)}. Shown are changes of at least 1 % of the total or 100. Owners write with: costguard review note {model.Period} --on mover u1 --by WHO TEXT", "quiet");
        return new PackPage(MoverTitle(movers), body, $"costguard cost diff --by team,service{_words.Team()} --period {movers.AfterText} --snapshot {model.Snapshot}", "By Service");
    }

    private string MoverTitle(ReviewMovers movers)
    {
        string up = movers.Up.Count == 0 ? "nothing rose much" : $"the {PackWords.Number(movers.Up.Count)} largest rises add {_words.Short(movers.Up.Sum(each => each.Change))}";
        string down = movers.Down.Count == 0 ? "nothing fell much" : $"the {PackWords.Number(movers.Down.Count)} largest falls take {_words.Short(-movers.Down.Sum(each => each.Change))} away";
        return movers.Up.Count + movers.Down.Count == 0 ? "Nothing moved by 1 % or 100" : $"{char.ToUpperInvariant(up[0])}{up[1..]}, {down}";
    }

    private Safe MoverTable(string title, string letter, IReadOnlyList<ReviewMover> movers) => movers.Count == 0
        ? Pack.Text($"{title}: no change of at least 1 % of the total or 100.", "quiet")
        : Pack.Table(
            $"{title}, {Metric}", [new("Team, service, and what its owner says"), new("Before", "n"), new("Now", "n"), new("Change", "n")],
            movers.Select((mover, i) => (IReadOnlyList<Safe>)
            [
                Safe.Of($"{letter}{PackWords.Number(i + 1)} {mover.TeamTitle}: {mover.Service}") + Note(review.NoteOn(ReviewSubjectKind.Mover, mover.Key) ?? review.NoteOn(ReviewSubjectKind.Service, mover.Service)),
                Figures.Exact(mover.Before, Currency), PackSources.Link(model, mover.Team, Figures.Exact(mover.After, Currency)), Figures.Change(mover.Change, Currency),
            ]));

    private IEnumerable<Safe> Tiles()
    {
        decimal? used = Ratio.Of(model.Total.Counted, model.Total.Budget);
        ReviewBridge? bridge = model.Bridge.Value;
        yield return Tile("Cost", Figures.Short(model.Total.Cost), null, bridge is null ? "no month to compare with" : $"{Figures.Change(Figures.Rounded(bridge.After, Currency) - Figures.Rounded(bridge.Before, Currency), Currency)} against {PackWords.Window(bridge.BeforeText)}");
        yield return Tile("Budget used", PackWords.Percent(used), PackWords.Light(used), model.Total.Budget is { } budget ? $"of {Figures.Exact(budget, Currency)}" : _words.NoBudget());
        ReviewYear? year = model.Year.Value;
        decimal? ahead = Ratio.Of(year?.Total, year?.Budget);
        yield return Tile(
            $"{year?.Label ?? "Year"} to its end", year?.Total is { } total ? Figures.Short(total) : "?", year is null || year.Budget is not null ? PackWords.Light(ahead) : null,
            PackWords.Range(year) is { } range ? $"80 %: {range.Low} to {range.High}" : "no range");
        yield return _units.Tile() is { } unit ? Tile("Unit cost", unit.Value, unit.State, unit.Below)
            : model.Drivers > 0 ? Tile("Unit cost", $"{PackWords.Number(model.Drivers)} in statements", null, $"costguard statement show {model.Scope?.Id ?? "TEAM"} --period {model.Period}")
            : Tile("Unit cost", "?", "? CANNOT TELL", "no quantity (orders, users) is recorded");
        if (model.Scope is null)
        {
            foreach (Safe tile in CompanyTiles()) yield return tile;
        }

        decimal? open = model.Savings.Value?.Sums.FirstOrDefault(sum => sum.Name == Currency.Code)?.Amount;
        yield return Tile("Could be saved a month", open is { } saving ? Figures.Short(saving) : "?", open is null ? "? CANNOT TELL" : null, open is null ? "no inventory of resources" : $"{PackWords.Number(model.Savings.Value!.Resources)} resources");
        ReviewActions? actions = model.Actions.Value;
        yield return Tile("Saved a month, verified", actions?.Verified is { } verified ? Figures.Short(verified) : "?", actions?.Verified is null ? "? CANNOT TELL" : null, actions is null ? "no action recorded" : $"of {Figures.Exact(actions.Promised, Currency)} promised");
    }

    // Commitments and what belongs to nobody are the company's.
    private IEnumerable<Safe> CompanyTiles()
    {
        ReviewCommitmentTotal? commitment = model.Commitments.Value?.Totals.OrderByDescending(each => each.Currency == Currency).ThenByDescending(each => each.NetSaving).FirstOrDefault();
        yield return Tile(
            "Effective savings rate", PackWords.Percent(commitment?.SavingsRate), Rate(commitment),
            commitment is null ? "no commitment on the bill" : $"{commitment.Provider}, used {PackWords.Percent(commitment.Utilisation)}");
        decimal? coverage = model.Allocation.Coverage;
        yield return Tile(
            "Allocated", PackWords.Percent(coverage), coverage is null ? "? CANNOT TELL" : 1m - coverage <= model.Allocation.WarnShare ? "✓ OK" : "! TOO MUCH UNALLOCATED",
            $"unallocated {Figures.Exact(model.Allocation.Unallocated, Currency)}");
    }

    private static Safe Tile(string title, string value, string? state, string below)
    {
        string tone = state is null ? "" : " " + Pack.Tone(state);
        // "? CANNOT TELL" says it once.
        Safe figure = value == "?" && state?.StartsWith('?') == true ? Pack.Badge(state) : Safe.Of(value).In("span", "v") + (state is null ? Safe.None : new Safe(" ") + Pack.Badge(state));
        return (Safe.Of(title).In("p", "quiet") + figure.In("p") + Safe.Of(below).In("p", "quiet")).In("div", "tile" + tone);
    }

    private static string Rate(ReviewCommitmentTotal? total) => total switch
    {
        { SavingsRate: < 0m } => "▲ A LOSS",
        { SavingsRate: not null, Utilisation: < PackWords.WellUsed } => "! PARTLY UNUSED",
        { SavingsRate: not null } => "✓ OK",
        _ => "? CANNOT TELL",
    };

    private Safe Tick(ReviewTick tick)
    {
        // The month may be closed with it, and it is still worth a word.
        if (tick is { Name: "Allocated", Holds: true } && model.Allocation.Coverage is { } coverage && 1m - coverage > model.Allocation.WarnShare)
            return (Pack.Badge("! ALLOCATED, WITH A WARNING") + Safe.Of($" {Figures.Percent(1m - coverage)} unallocated, warned of above {Figures.Percent(model.Allocation.WarnShare)}")).In("li");
        string more = tick.Words.Count > 1 ? $" And {PackWords.Number(tick.Words.Count - 1)} more." : "";
        return (Pack.Badge(tick.Holds ? $"✓ {tick.Name.ToUpperInvariant()}" : $"✗ NOT {tick.Name.ToUpperInvariant()}") + Safe.Of($" {tick.Words[0]}{more}")).In("li");
    }

    private Safe Decisions()
    {
        IReadOnlyList<string> open = _words.ToDecide();
        return open.Count == 0 ? Pack.Text("Nothing has to be decided by these figures.") : Pack.All(open.Select(text => Safe.Of(text).In("li"))).In("ol");
    }

    private static Safe Note(ReviewEntry? note) => note is null ? Safe.None : new Safe("<br>") + Quoted(note);

    private static Safe Quoted(ReviewEntry note) => Safe.Of($"“{note.Text}” ({note.By})").In("span", "note");

    private Safe Amount(decimal? amount) => amount is { } known ? Figures.Exact(known, Currency) : "–";

    private string BudgetTitle()
    {
        ReviewTeam[] budgeted = [.. model.Teams.Where(team => team.State is not null)];
        if (budgeted.Length == 0) return "No team has a budget for this month";
        if (budgeted is [{ Over: { } own } only]) return own > 0m ? $"{only.Title} is over budget by {_words.Short(own)}" : $"{only.Title} is within its budget";
        int over = budgeted.Count(team => team.Over > 0m), unknown = budgeted.Count(team => team.State == Core.Budgets.BudgetState.Unknown);
        // Budgets may hold each other, and what some are over others are under: the total is the one number for all.
        string money = model.Total is { Counted: { } counted, Budget: { } budget } ? $"; all together {_words.Short(Math.Abs(counted - budget))} {(counted > budget ? "over" : "under")}" : "";
        return $"{PackWords.Number(over)} of {PackWords.Number(budgeted.Length)} teams are over budget{money}{(unknown > 0 ? $"; of {PackWords.Number(unknown)} it cannot be told" : "")}";
    }

    private string BridgeTitle(ReviewBridge bridge, decimal change)
    {
        if (change == 0m || bridge.Steps.Count == 0) return "Cost did not change";
        ReviewAmount largest = bridge.Steps.MaxBy(step => Math.Abs(step.Amount))!;
        return $"Cost {(change > 0m ? "rose" : "fell")} by {_words.Short(Math.Abs(change))}; the largest cause is {char.ToLowerInvariant(largest.Name[0])}{largest.Name[1..]}, {(largest.Amount > 0m ? "+" : "")}{Figures.Short(largest.Amount)}";
    }
}
