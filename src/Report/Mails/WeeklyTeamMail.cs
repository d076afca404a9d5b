using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>The weekly digest of one team: how the budget stands, what changed in seven days, what to do.</summary>
public static class WeeklyTeamMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "weekly-team";

    private const int DriversShown = 4;
    private const string ChartId = "budget-chart";

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(WeeklyTeamModel model)
    {
        var words = new WeeklyWords(model);
        bool chart = !model.IsQuiet && model.Budget is { Actual: not null };
        var page = new MailPage(words.Subject(), words.Preheader(Drivers(model)), [.. Blocks(model, words, chart)]);
        return new MailDraft
        {
            Kind = Kind,
            About = model.Team.Value,
            Period = model.Through?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "no-data",
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

    private static IEnumerable<MailBlock> Blocks(WeeklyTeamModel model, WeeklyWords words, bool chart)
    {
        if (model.IsUnknown) yield return new BannerBlock(words.Unknown(), Tone.AtRisk);
        else if (model.StaleWarning is { } warning) yield return new BannerBlock(warning, Tone.AtRisk);
        if (model.IsQuiet)
        {
            yield return new TextBlock($"{model.TeamTitle}: ✓ OK, nothing needs you.", Strong: true);
            yield return new TextBlock(words.Standing());
            yield return new TextBlock($"{words.WeekHeading()}.");
            yield return new FooterBlock(words.Footer());
            yield break;
        }

        (string? badge, Tone tone) = words.Badge();
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
            yield return ChangeTable(model);
            yield return new HeadingBlock("What you can do");
            yield return new TextBlock(words.Action(Drivers(model)));
        }

        if (model.Settings.PublicUrl is { } web) yield return new ButtonBlock("See what changed", words.Link(web));
        yield return new FooterBlock(words.Footer());
    }

    private static List<CostChange> Drivers(WeeklyTeamModel model) =>
        [.. model.Drivers.Where(driver => driver.Change != 0)
            .OrderByDescending(driver => Math.Abs(driver.Change)).ThenBy(driver => driver.Label, StringComparer.Ordinal).Take(DriversShown)];

    /// <summary>The rows shown add up to the total shown, to the cent: "all other" takes what is left, with the rounding.</summary>
    private static TableBlock ChangeTable(WeeklyTeamModel model)
    {
        Currency currency = model.Currency;
        List<CostChange> shown = [.. Drivers(model)
            .Select(driver => new CostChange(driver.Label, Rounded(driver.Before, currency), Rounded(driver.Now, currency)))
            .OrderByDescending(driver => driver.Change)];
        decimal before = Rounded(model.WeekBefore, currency), now = Rounded(model.WeekNow, currency);
        var other = new CostChange("All other", before - shown.Sum(driver => driver.Before), now - shown.Sum(driver => driver.Now));
        return new TableBlock(
            $"{model.Metric}Cost, {currency}, by service and account",
            ["Service, account", "7 days before", "Last 7 days", "Change"],
            [.. shown.Append(other).Select(driver => Cells(driver, currency))],
            Cells(new CostChange("Total", before, now), currency));
    }

    private static string[] Cells(CostChange driver, Currency currency) =>
        [driver.Label + (driver.Before == 0 && driver.Now > 0 && driver.Label != "All other" ? " (new)" : ""),
            Figures.Exact(driver.Before, currency), Figures.Exact(driver.Now, currency), Figures.Change(driver.Change, currency)];

    private static decimal Rounded(decimal amount, Currency currency) => new Money(amount, currency).Rounded().Amount;

    private static byte[] Chart(WeeklyTeamModel model, BudgetStatus budget) => BulletChart.Render(
        $"{Figures.Cut(model.TeamTitle, 30)}: {model.Metric}Cost {Figures.ShortMonth(budget.Days.Start)} {budget.Days.Start.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)} against budget",
        [new Bullet(model.TeamTitle, budget.Actual ?? 0, budget.Amount, budget.AtThisPace)],
        model.Currency.Code);
}
