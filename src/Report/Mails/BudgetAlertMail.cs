using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>
/// One mail of budget alerts for one reader: what happened, when 100 % is reached, what drove it, what to do. Several budgets at once share it.
/// </summary>
public static class BudgetAlertMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "budget-alert";

    private const string ChartId = "alert-chart";
    private const int DriversShown = 5, DriversShownEach = 3, DetailsMax = 12;

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(BudgetAlertModel model)
    {
        BudgetAlertItem[] budgets = [.. model.Items.Where(item => item.Kind != AlertNoticeKind.StaleData)];
        var page = new MailPage(Subject(model, budgets), Preheader(model, budgets), [.. Blocks(model, budgets)]);
        Bullet[] bullets = [.. budgets.Take(DetailsMax).Select(BulletOf)];
        return new MailDraft
        {
            Kind = model.Items.Count == 0 ? AnomalyBlocks.Kind : Kind,
            About = model.Reader,
            Period = $"{model.AsOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{Digest(model)}",
            Snapshot = model.Snapshot,
            FromName = $"CostGuard ({model.Company})",
            To = [model.Reader],
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Pictures = model.Items.Count == 0 ? AnomalyBlocks.Pictures(model) : bullets.Length > 0 && OneCurrency(budgets) ? [new MailPart(ChartId, "image/png", BulletChart.Render(ChartTitle(budgets), bullets, budgets[0].Status.Budget.Currency.Code))] : [],
            Urgent = model.Items.Any(item => item.IsOver),
            Thread = Thread(model, budgets),
        };
    }

    internal static BudgetAlertWords Words(BudgetAlertItem item) => new(item.TeamTitle, item.Kind, item.Lead, item.Status, item.Alert.Outlook);

    private static string Subject(BudgetAlertModel model, BudgetAlertItem[] budgets)
    {
        int all = model.Items.Count + model.Anomalies.Count;
        if (all > 1)
        {
            string names = string.Join(", ", budgets.Select(item => item.TeamTitle).Concat(model.Anomalies.Select(item => item.TeamTitle)).Distinct());
            string what = model.Anomalies.Count == 0 ? "budget alerts" : model.Items.Count == 0 ? "anomalies" : "alerts";
            bool over = budgets.Length == model.Items.Count && budgets.All(IsResolved) && model.Anomalies.All(item => item.Kind == AlertNoticeKind.AnomalyOver);
            return Figures.Cut($"{(over ? "Resolved: " : budgets.Any(item => item.IsOver) ? "OVER: " : "")}{Figures.Number(all)} {what}: {names}", 60);
        }

        return model.Anomalies.Count == 1 ? new AnomalyWords(model.Anomalies[0]).Subject() : budgets.Length == 1 ? Words(budgets[0]).Subject() : model.Unwatched!.Subject();
    }

    private static bool IsResolved(BudgetAlertItem item) => item.Kind == AlertNoticeKind.Recovered;

    private static int Budgets(IEnumerable<BudgetAlertItem> items) => items.Select(item => (item.Status.Budget.Name, item.Status.Days.Start)).Distinct().Count();

    /// <summary>"2 budgets need a look", "1 of 2 budgets needs a look, the other is resolved", "2 budgets are resolved".</summary>
    private static string Look(int look, int all, string what, string over) => (look, all - look) switch
    {
        (_, 0) => $"{Figures.Number(all)} {what}{(all == 1 ? " needs" : "s need")} a look",
        (0, _) => $"{Figures.Number(all)} {what}{(all == 1 ? " is" : "s are")} {over}",
        (_, var rest) => $"{Figures.Number(look)} of {Figures.Number(all)} {what}s {(look == 1 ? "needs" : "need")} a look, {Figures.Number(rest)} {(rest == 1 ? "is" : "are")} {over}",
    };

    private static string Preheader(BudgetAlertModel model, BudgetAlertItem[] budgets) => model.Anomalies.Count > 0
        ? Figures.Cut(model.Items.Count == 0 && model.Anomalies.Count == 1
            ? new AnomalyWords(model.Anomalies[0]).Second()
            : string.Join(" · ", budgets.Select(item => Words(item).First()).Concat(model.Anomalies.Select(item => new AnomalyWords(item).First()))), 100)
        : budgets.Length == 0
        ? Figures.Cut(model.Unwatched!.Second(), 100)
        : Figures.Cut(model.Items.Count == 1 ? Words(budgets[0]).Preheader() : string.Join(" · ", budgets.Select(item => Words(item).First())), 100);

    private static IEnumerable<MailBlock> Blocks(BudgetAlertModel model, BudgetAlertItem[] budgets)
    {
        if (budgets.Length < model.Items.Count)
        {
            foreach (MailBlock block in model.Unwatched!.Blocks()) yield return block;
        }

        if (budgets.Length + model.Anomalies.Count > 0 && model.StaleWarning is { } warning) yield return new BannerBlock(warning, Tone.AtRisk);
        if (model.Items.Count == 0 && model.Anomalies.Count > 1) yield return new TitleBlock(Look(model.Anomalies.Count(item => item.Kind != AlertNoticeKind.AnomalyOver), model.Anomalies.Count, "unusual cost", "usual again"), null, Tone.Plain);
        if (budgets.Length > 1)
        {
            int all = Budgets(budgets), look = Budgets(budgets.Where(item => !IsResolved(item)));
            yield return new TitleBlock(Look(look, all, "budget", "resolved"), null, Tone.Plain);
            if (OneCurrency(budgets)) yield return Chart(budgets);
        }

        foreach (BudgetAlertItem item in budgets)
        {
            foreach (MailBlock block in budgets.Length == 1 ? Whole(model, item) : Part(model, item, Array.IndexOf(budgets, item))) yield return block;
        }

        foreach (MailBlock block in AnomalyBlocks.Of(model)) yield return block;
        yield return new FooterBlock(Footer(model));
    }

    private static IEnumerable<MailBlock> Whole(BudgetAlertModel model, BudgetAlertItem item)
    {
        BudgetAlertWords words = Words(item);
        (string badge, Tone tone) = Badge(item);
        yield return new TitleBlock(words.First(), badge, tone);
        yield return new TextBlock(words.Second(), Strong: true);
        yield return Chart([item]);
        yield return words.Table();
        yield return new HeadingBlock("When will it reach 100 %?");
        yield return new TextBlock(words.When());
        yield return new HeadingBlock("What drove it: cost against an even pace");
        yield return Drivers(item, words, DriversShown);
        yield return new TextBlock(words.EvenPace(item.Drivers.Any(driver => driver.Before != 0m)));
        foreach (MailBlock block in Actions(model, item)) yield return block;
    }

    private static IEnumerable<MailBlock> Part(BudgetAlertModel model, BudgetAlertItem item, int at)
    {
        BudgetAlertWords words = Words(item);
        yield return new HeadingBlock($"{words.First()} {Badge(item).Badge}");
        yield return new TextBlock($"{words.Second()} {words.When()}");
        if (at >= DetailsMax) yield break;
        yield return Drivers(item, words, DriversShownEach);
        foreach (MailBlock block in Actions(model, item)) yield return block;
    }

    private static IEnumerable<MailBlock> Actions(BudgetAlertModel model, BudgetAlertItem item)
    {
        if (model.Settings.Pages is { } web) yield return new ButtonBlock($"See what changed in {item.TeamTitle}", Link(model, item, web));
        if (item.Kind == AlertNoticeKind.Recovered) yield break;
        string name = item.Status.Budget.Name, until = model.AsOf.UtcDateTime.AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return new TextBlock($"Seen it: costguard budget ack {name}. Silent for a week: costguard budget snooze {name} --until {until}. More money: a version in {item.Status.Budget.File ?? $"budgets/{name}.yaml"}.");
    }

    private static TableBlock Drivers(BudgetAlertItem item, BudgetAlertWords words, int count) => ChangeRows.Table(
        $"{item.Status.Budget.Metric}Cost, {item.Status.Budget.Currency}, {words.Done} against an even pace", "Service, account", "Used", "Against pace", item.Drivers, count, item.Status.Budget.Currency, item.Unnamed);

    // The budget's state, as every other surface names it: a threshold that was passed is no verdict.
    private static (string Badge, Tone Tone) Badge(BudgetAlertItem item) => item.Status.State switch
    {
        BudgetState.Over => ("▲ OVER", Tone.Over),
        BudgetState.AtRisk => ("! AT RISK", Tone.AtRisk),
        BudgetState.Unknown => ("? UNKNOWN", Tone.AtRisk),
        _ => item.Kind == AlertNoticeKind.Recovered ? ("✓ RESOLVED", Tone.Ok) : ("✓ OK", Tone.Ok),
    };

    // One axis holds one currency.
    private static bool OneCurrency(BudgetAlertItem[] budgets) => budgets.Select(item => item.Status.Budget.Currency).Distinct().Count() == 1;

    private static ChartBlock Chart(BudgetAlertItem[] items)
    {
        BudgetAlertItem[] shown = [.. items.Take(DetailsMax)];
        return new ChartBlock(ChartId, string.Join(" ", shown.Select(item => Words(item).Second())), BulletChart.WidthPx / 2, BulletChart.HeightPx(shown.Length) / 2);
    }

    private static string ChartTitle(BudgetAlertItem[] budgets) => budgets.Length == 1
        ? $"{Figures.Cut(budgets[0].TeamTitle, 30)}: {budgets[0].Status.Budget.Metric}Cost of {Words(budgets[0]).Period} against budget"
        : "Cost against budget";

    private static Bullet BulletOf(BudgetAlertItem item)
    {
        BudgetAlertWords words = Words(item);
        return new Bullet(item.TeamTitle, item.Status.Actual ?? 0, item.Status.Amount, item.Status.ElapsedShare < 1m ? words.AtEnd : null)
        {
            AheadWord = words.AheadWord,
            Marks = [.. item.Status.Budget.Thresholds.Where(threshold => threshold.Of == "actual").Select(threshold => threshold.Limit(item.Status.Amount)).Where(limit => limit < item.Status.Amount)],
        };
    }

    private static Uri Link(BudgetAlertModel model, BudgetAlertItem item, Uri web) => LinkTo(web, item.Status, model.Snapshot);

    internal static Uri LinkTo(Uri web, BudgetStatus status, SnapshotId snapshot) => new(
        web, $"{web.AbsolutePath.TrimEnd('/')}/teams/{Uri.EscapeDataString(status.Budget.Team.Value)}?period={status.Days.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture)}&compare=prev7d&snapshot={snapshot}");

    private static IReadOnlyList<string> Footer(BudgetAlertModel model)
    {
        string[] others = [.. model.Items.Select(item => item.Alert).Concat(model.Anomalies.Select(item => item.Alert)).SelectMany(alert => alert.AlsoTo).Distinct(StringComparer.OrdinalIgnoreCase)];
        string reply = model.Settings.ReplyTo is { } address ? $" Questions: answer this mail, or write to {address}." : "";
        return
        [
            $"Data through {(model.Through is { } day ? Figures.Day(day) : "no day yet")} (UTC days; the last days are estimates until the provider closes the month).",
            .. model.Items.SelectMany(item => item.Notes).Distinct(StringComparer.Ordinal),
            others.Length == 0 ? "Nobody else got this." : $"Also told: {string.Join(", ", others)}.",
            $"Why you get this: {string.Join("; ", model.Items.Select(item => item.Why).Concat(model.Anomalies.Select(item => item.Why)).Distinct(StringComparer.Ordinal))}.{reply}",
            $"{model.Company} · snapshot {model.Snapshot} · CostGuard {model.Settings.Version}",
        ];
    }

    /// <summary>
    /// The budgets and their periods: what is told later about the same ones comes below. Data too old for all budgets belong to none, so that
    /// nobody misses them who mutes one.
    /// </summary>
    private static string? Thread(BudgetAlertModel model, BudgetAlertItem[] budgets) => budgets.Length < model.Items.Count ? null : string.Join('\n', budgets.Select(item => item.Alert.Notice).Concat(model.Anomalies.Select(item => item.Alert.Notice))
        .Select(notice => string.Create(CultureInfo.InvariantCulture, $"{notice.Budget}/{notice.Period:yyyy-MM-dd}")).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The same notices are the same mail.</summary>
    private static string Digest(BudgetAlertModel model) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', model.Items.Select(item => item.Alert.Notice.Key).Concat(model.Anomalies.Select(item => item.Alert.Notice.Key)).Order(StringComparer.Ordinal)))))[..12];
}
