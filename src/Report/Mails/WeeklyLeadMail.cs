using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>The weekly digest of a reader of several teams: one mail, the teams sorted by money over budget.</summary>
public static class WeeklyLeadMail
{
    // The rest stays a row of the table, so that a mail of fifty teams is not cut off by the reader's mail program.
    private const int SectionsShown = 6, BarsShown = 8, RowsShown = 40;

    /// <summary>The finished mail.</summary>
    /// <param name="reader">The reader's address.</param>
    /// <param name="teams">The models of two or more teams, of one snapshot.</param>
    public static MailDraft Render(string reader, IReadOnlyList<WeeklyTeamModel> teams)
    {
        WeeklyTeamModel[] sorted = [.. teams.OrderByDescending(Urgency).ThenByDescending(OverBudget).ThenBy(team => team.TeamTitle, StringComparer.Ordinal)];
        var words = new WeeklyLeadWords(sorted);
        Currency currency = sorted[0].Currency;
        Bullet[] bars = [.. sorted.Where(team => team.Budget is { Actual: not null } && team.Currency == currency).Take(BarsShown)
            .Select(team => new Bullet(team.TeamTitle, team.Budget!.Actual ?? 0, team.Budget.Amount, team.Budget.AtEnd) { AheadWord = team.Budget.AheadWord })];
        var page = new MailPage(words.Subject(), words.Preheader(), [.. Blocks(sorted, words, bars)]);
        return new MailDraft
        {
            Kind = WeeklyTeamMail.Kind,
            About = string.Join('+', sorted.Select(team => team.Team.Value).Order(StringComparer.Ordinal).Prepend(reader.ToLowerInvariant())),
            Period = WeeklyTeamMail.Period(words.Through),
            Snapshot = sorted[0].Snapshot,
            FromName = $"CostGuard ({sorted[0].Company})",
            To = [reader],
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Pictures = bars.Length == 0 ? [] : [new MailPart(WeeklyTeamMail.ChartId, "image/png", BulletChart.Render(words.ChartTitle(), bars, currency.Code))],
            MayUnsubscribe = true,
        };
    }

    /// <summary>What must be read first: it cannot be told, over, at risk, the others.</summary>
    private static int Urgency(WeeklyTeamModel team) => team.IsUnknown ? 1 : OverBudget(team) > 0 ? 2 : 0;

    /// <summary>Money over the budget by the forecast or else at this pace, in the team's own currency; the smallest for a team without budget.</summary>
    private static decimal OverBudget(WeeklyTeamModel team) =>
        team.Budget is not { HasAmount: true } budget ? decimal.MinValue : (budget.AtEnd ?? budget.Actual ?? 0) - budget.Amount;

    private static IEnumerable<MailBlock> Blocks(WeeklyTeamModel[] teams, WeeklyLeadWords words, Bullet[] bars)
    {
        if (teams.FirstOrDefault(team => team.StaleWarning is not null) is { } stale) yield return new BannerBlock(stale.StaleWarning!, Tone.AtRisk);
        (string? badge, Tone tone) = words.Badge();
        yield return new TitleBlock(words.Title(), badge, tone);
        yield return new TextBlock(words.Standing(), Strong: true);
        if (bars.Length > 0) yield return new ChartBlock(WeeklyTeamMail.ChartId, words.ChartAlt(), BulletChart.WidthPx / 2, BulletChart.HeightPx(bars.Length) / 2);
        yield return words.Table(RowsShown);
        // Quiet teams come last, so that they take no room from the others.
        WeeklyTeamModel[] ordered = [.. teams.OrderBy(team => team.IsQuiet)], rest = [.. ordered.Skip(SectionsShown)];
        foreach (MailBlock block in ordered.Take(SectionsShown).SelectMany(Section)) yield return block;
        foreach (MailBlock block in rest.SelectMany(Needs)) yield return block;
        if (WeeklyLeadWords.LeftOut(rest) is { } left) yield return new TextBlock(left);
        yield return new FooterBlock(words.Footer());
    }

    private static IEnumerable<MailBlock> Section(WeeklyTeamModel team)
    {
        var own = new WeeklyWords(team);
        yield return new HeadingBlock($"{team.TeamTitle} {own.TitleBadge().Badge}");
        if (team.IsUnknown) yield return new TextBlock(own.Unknown());
        if (own.Standing() is { Length: > 0 } standing) yield return new TextBlock(standing);
        if (team.Through is not null)
        {
            yield return new TextBlock($"{own.WeekHeading()}.{(team.IsQuiet ? $" {own.Restated()}" : "")}".TrimEnd());
            if (!team.IsQuiet)
            {
                foreach (MailBlock block in WeeklyTeamMail.Changes(team, own)) yield return block;
                yield return new TextBlock(own.Action());
            }
        }

        foreach (MailBlock block in SavingsBlocks.Due(team.Due)) yield return block;
        if (team.Through is null) yield break;
        if (team.Worth.Count > 0) yield return new TextBlock($"{SavingsBlocks.Heading(team.Worth)}:");
        foreach (MailBlock block in SavingsBlocks.Worth(team.Worth)) yield return block;
        if (team is { IsQuiet: false, Settings.Pages: { } web }) yield return new ButtonBlock($"See what changed in {team.TeamTitle}", own.Link(web));
    }

    /// <summary>What somebody must do is never cut, however many teams there are.</summary>
    private static IEnumerable<MailBlock> Needs(WeeklyTeamModel team)
    {
        if (team.Due.Count + team.Unusual.Count == 0) yield break;
        yield return new HeadingBlock($"{team.TeamTitle} {new WeeklyWords(team).TitleBadge().Badge}");
        foreach (string unusual in team.Unusual) yield return new TextBlock(unusual);
        foreach (MailBlock block in SavingsBlocks.Due(team.Due)) yield return block;
    }
}
