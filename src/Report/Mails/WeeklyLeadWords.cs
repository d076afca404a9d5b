using CostGuard.Core.Budgets;

namespace CostGuard.Report.Mails;

/// <summary>The sentences of a digest of several teams. It adds up no budgets: teams may lie below each other or have other currencies.</summary>
internal sealed class WeeklyLeadWords(IReadOnlyList<WeeklyTeamModel> teams)
{
    private const int SubjectMax = 60, PreheaderMax = 100, NamedMin = 8, MovedMax = 20;

    /// <summary>Last complete day of the team whose data goes furthest.</summary>
    public DateOnly? Through => teams.Max(team => team.Through);

    private WeeklyTeamModel First => teams[0];

    /// <summary>"OVER: 3 teams: 1 over, 2 ok, Payments on course for 109%".</summary>
    public string Subject()
    {
        string front = Any(Over) ? "OVER: " : Any(Unknown) ? "UNKNOWN: " : Needs().Length > 0 ? "ACTION: " : "";
        string start = $"{front}{Figures.Number(teams.Count)} teams: {NeedsAndCounts()}";
        string tail = Course();
        int room = SubjectMax - start.Length - tail.Length - 2;
        return tail.Length > 0 && room >= Math.Min(NamedMin, First.TeamTitle.Length) ? $"{start}, {Figures.Cut(First.TeamTitle, room)}{tail}" : Figures.Cut(start, SubjectMax);
    }

    /// <summary>Of the first team that is not quiet: the reader's most urgent news.</summary>
    public string Preheader()
    {
        WeeklyTeamModel team = teams.FirstOrDefault(each => !each.IsQuiet) ?? First;
        return Figures.Cut($"{Figures.Cut(team.TeamTitle, 24)}: {new WeeklyWords(team).Preheader()}", PreheaderMax);
    }

    /// <summary>The teams that have no section of their own; null when all have one.</summary>
    public static string? LeftOut(IReadOnlyList<WeeklyTeamModel> rest)
    {
        if (rest.Count == 0) return null;
        WeeklyTeamModel[] moved = [.. rest.Where(team => !team.IsQuiet && team.Through is not null).OrderByDescending(team => Math.Abs(team.WeekNow - team.WeekBefore)).ThenBy(team => team.TeamTitle, StringComparer.Ordinal)];
        int others = rest.Count - moved.Length;
        string quiet = others == 0 ? "" : $" {Figures.Number(others)} {(others == 1 ? "team" : "teams")} without news.";
        string names = string.Join("; ", moved.Take(MovedMax).Select(team => new WeeklyWords(team).Moved()));
        string more = moved.Length > MovedMax ? $"; and {Figures.Number(moved.Length - MovedMax)} that changed less" : "";
        return $"Without room above:{(moved.Length == 0 ? "" : $" {names}{more}, in 7 days. See them with: costguard cost diff --team TEAM.")}{quiet}";
    }

    public string Title() => $"Your {Figures.Number(teams.Count)} teams · week to {(Through is { } day ? Figures.LongDay(day) : "now: no data")}";

    public (string? Badge, Tone Tone) Badge() =>
        Any(Over) ? ("▲ OVER", Tone.Over) : Any(Unknown) ? ("? UNKNOWN", Tone.AtRisk) : Any(AtRisk) ? ("! AT RISK", Tone.AtRisk) : WeeklyWords.NeedsBadge(DueCount, UnusualCount) is { } needs ? needs : teams.All(Ok) ? ("✓ OK", Tone.Ok) : (null, Tone.Plain);

    public string Standing() => teams.All(team => team.IsQuiet)
        ? $"✓ OK: nothing needs you in your {Figures.Number(teams.Count)} teams."
        : $"Of your {Figures.Number(teams.Count)} teams: {NeedsAndCounts()}.";

    public string ChartTitle() => $"{First.Metric}Cost of your teams against budget";

    public string ChartAlt() => string.Join(' ', teams.Where(team => team.Budget is { Actual: not null }).Take(5).Select(team => new WeeklyWords(team).ChartAlt()));

    public TableBlock Table(int rowsMax)
    {
        List<IReadOnlyList<string>> rows = [.. teams.Take(rowsMax).Select(Row)];
        string caption = $"{(OneCurrency ? $"{First.Currency}, by" : "By")} money over budget {(teams.Any(team => team.Budget?.Forecast is not null) ? "by the forecast" : "at this pace")}; brackets mean under"
            + (teams.Count > rowsMax ? $". The first {Figures.Number(rowsMax)} of your {Figures.Number(teams.Count)} teams" : "");
        return new TableBlock(caption, ["Team", "Used", "Budget", "Over / (under)"], rows, null);
    }

    public IReadOnlyList<string> Footer()
    {
        IReadOnlyList<string> own = new WeeklyWords(First).Footer();
        string reply = First.Settings.ReplyTo is { } address ? $" Questions, or to stop this mail: answer it, or write to {address}." : "";
        return
        [
            own[0],
            .. Notes(),
            $"Why you get this: you are named under weeklyDigest of {string.Join(", ", teams.Select(team => team.Why))}.{reply}",
            own[^1],
        ];
    }

    /// <summary>A note of every team is said once; another one names its teams.</summary>
    private IEnumerable<string> Notes() => teams.SelectMany(team => team.Notes.Select(note => (team.TeamTitle, Note: note)))
        .GroupBy(pair => pair.Note, StringComparer.Ordinal)
        .Select(note => note.Count() == teams.Count ? note.Key : $"{string.Join(", ", note.Select(pair => pair.TeamTitle))}: {note.Key}");

    private static bool Unknown(WeeklyTeamModel team) => team.IsUnknown;

    private static bool Over(WeeklyTeamModel team) => !team.IsUnknown && team.Budget?.State == BudgetState.Over;

    private static bool AtRisk(WeeklyTeamModel team) => !team.IsUnknown && team.Budget?.State == BudgetState.AtRisk;

    private static bool Ok(WeeklyTeamModel team) => !team.IsUnknown && team.Budget?.State == BudgetState.Ok;

    private static bool NoBudget(WeeklyTeamModel team) => !team.IsUnknown && team.Budget is null;

    private bool Any(Func<WeeklyTeamModel, bool> state) => teams.Any(state);

    // A team and the one above it have the same ones.
    private int DueCount => teams.SelectMany(team => team.Due).DistinctBy(due => due.Action.Id).Count();

    private int UnusualCount => teams.SelectMany(team => team.Unusual).Distinct(StringComparer.Ordinal).Count();

    private string Needs() => WeeklyWords.Needs(DueCount, UnusualCount);

    private string NeedsAndCounts() => Needs() is { Length: > 0 } needs ? $"{needs}, {Counts()}" : Counts();

    /// <summary>"1 over, 1 at risk, 2 ok": every team is counted once.</summary>
    private string Counts() => string.Join(", ", new (string Word, Func<WeeklyTeamModel, bool> Is)[]
        { ("unknown", Unknown), ("over", Over), ("at risk", AtRisk), ("without budget", NoBudget), ("ok", Ok) }
        .Select(state => (state.Word, Count: teams.Count(state.Is))).Where(state => state.Count > 0)
        .Select(state => $"{Figures.Number(state.Count)} {state.Word}"));

    private string Course() => First is { IsUnknown: false, Budget: { AtEnd: { } pace, Amount: > 0 } budget } ? $" on course for {Figures.WholePercent(pace / budget.Amount)}%" : "";

    private bool OneCurrency => teams.All(team => team.Currency == First.Currency);

    private string[] Row(WeeklyTeamModel team)
    {
        string name = $"{team.TeamTitle} {new WeeklyWords(team).Badge().Badge}";
        if (team.Budget is not { } budget) return [name, "–", "–", "–"];
        if (!budget.HasAmount) return [name, budget.Actual is { } spent ? Figures.Exact(spent, team.Currency) + (OneCurrency ? "" : $" {team.Currency}") : "–", "–", "–"];
        string over = (budget.AtEnd ?? budget.Actual) is { } end ? Figures.OverUnder(end - budget.Amount, team.Currency) : "–";
        return [name, budget.Actual is { } used ? Figures.Exact(used, team.Currency) + (OneCurrency ? "" : $" {team.Currency}") : "–", Figures.Exact(budget.Amount, team.Currency), over];
    }
}
