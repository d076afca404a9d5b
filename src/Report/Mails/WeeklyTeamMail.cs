using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>The weekly digest of one team: how the budget stands, what changed in seven days, what to do.</summary>
public static class WeeklyTeamMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "weekly-team";

    internal const string ChartId = "budget-chart";
    private const int DriversShown = 4;

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(WeeklyTeamModel model)
    {
        var words = new WeeklyWords(model);
        bool chart = !model.IsQuiet && model.Budget is { Actual: not null };
        var page = new MailPage(words.Subject(), words.Preheader(), [.. Blocks(model, words, chart)]);
        return new MailDraft
        {
            Kind = Kind,
            About = model.Team.Value,
            Period = Period(model.Through),
            Snapshot = model.Snapshot,
            FromName = $"CostGuard ({model.Company})",
            To = model.To,
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Pictures = chart ? [new MailPart(ChartId, "image/png", Chart(model, model.Budget!))] : [],
            MayUnsubscribe = true,
        };
    }

    internal static string Period(DateOnly? through) => through?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no-data";

    /// <summary>What changed in seven days, and what to do about it.</summary>
    internal static IEnumerable<MailBlock> Changes(WeeklyTeamModel model, WeeklyWords words)
    {
        yield return ChangeRows.Table(
            $"{model.Metric}Cost, {model.Currency}, by service and account", "Service, account", "Last 7 days", "Change", model.Drivers, DriversShown, model.Currency);
        foreach (string unusual in model.Unusual) yield return new TextBlock(unusual);
        if (words.Restated() is { } restated) yield return new TextBlock(restated);
    }

    private static IEnumerable<MailBlock> Blocks(WeeklyTeamModel model, WeeklyWords words, bool chart)
    {
        if (model.IsUnknown) yield return new BannerBlock(words.Unknown(), Tone.AtRisk);
        else if (model.StaleWarning is { } warning) yield return new BannerBlock(warning, Tone.AtRisk);
        if (model.IsQuiet)
        {
            yield return new TextBlock($"{model.TeamTitle}: ✓ OK, nothing needs you.", Strong: true);
            yield return new TextBlock(words.Standing());
            yield return new TextBlock($"{words.WeekHeading()}.{(model.Restated is { Months.Count: > 0 } ? $" {words.Restated()}" : "")}");
            foreach (MailBlock block in Savings(model)) yield return block;
            yield return new FooterBlock(words.Footer());
            yield break;
        }

        (string? badge, Tone tone) = words.TitleBadge();
        yield return new TitleBlock(words.Title(), badge, tone);
        if (words.Standing() is { Length: > 0 } standing) yield return new TextBlock(standing, Strong: true);
        if (chart)
        {
            yield return new ChartBlock(ChartId, words.ChartAlt(), BulletChart.WidthPx / 2, BulletChart.HeightPx(1) / 2);
            yield return words.BudgetTable();
        }

        if (model.Through is not null)
        {
            yield return new HeadingBlock(words.WeekHeading());
            foreach (MailBlock block in Changes(model, words)) yield return block;
            yield return new HeadingBlock("What you can do");
            yield return new TextBlock(words.Action());
        }

        foreach (MailBlock block in Savings(model)) yield return block;
        if (model.Settings.Pages is { } web) yield return new ButtonBlock("See what changed", words.Link(web));
        yield return new FooterBlock(words.Footer());
    }

    private static IEnumerable<MailBlock> Savings(WeeklyTeamModel model)
    {
        if (model.Due.Count > 0) yield return new HeadingBlock("Actions that are due");
        foreach (MailBlock block in SavingsBlocks.Due(model.Due)) yield return block;
        if (model.Worth.Count > 0) yield return new HeadingBlock(SavingsBlocks.Heading(model.Worth));
        foreach (MailBlock block in SavingsBlocks.Worth(model.Worth)) yield return block;
    }

    private static byte[] Chart(WeeklyTeamModel model, BudgetStatus budget) => BulletChart.Render(
        $"{Figures.Cut(model.TeamTitle, 30)}: {model.Metric}Cost {Figures.ShortMonth(budget.Days.Start)} {Figures.Number(budget.Days.Start.Year)} against budget",
        [new Bullet(model.TeamTitle, budget.Actual ?? 0, budget.Amount, budget.AtEnd) { AheadWord = budget.AheadWord }],
        model.Currency.Code);
}
