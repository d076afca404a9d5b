using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CostGuard.Cli.Demo;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Golden;

/// <summary>
/// One figure, one number: fifty figures at random, each looked up wherever it belongs: JSON, CSV, Markdown, HTML, the terminal, the cells of the workbook,
/// both parts of the mails, the statements. A seed is printed; COSTGUARD_TEST_SEED makes the same choice again.
/// </summary>
public sealed class SameNumberTests(ITestOutputHelper output)
{
    private const int Chosen = 50, SurfacesMin = 3;
    private const string Now = "2026-11", Over = "2026-10";

    /// <summary>A figure and where it was found.</summary>
    private sealed record Figure(string Name, decimal Exact, IReadOnlyList<(string Surface, decimal Amount)> Found);

    [Fact]
    public async Task FiftyFigures_AtRandom_AreTheSameOnEverySurface()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("COSTGUARD_TEST_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        output.WriteLine($"COSTGUARD_TEST_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        using Product product = await DemoHomes.MonthsAsync();
        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        Running month = await RunningAsync(product);
        Figure[] all = [.. await TeamsAndServicesAsync(product, month), .. await BudgetsAsync(product, month), .. await StatementsAsync(product), .. await OthersAsync(product)];
        Assert.True(all.Length >= Chosen, $"There are {all.Length} figures only.");

        var random = new Random(seed);
        Figure[] chosen = [.. all.OrderBy(_ => random.Next()).Take(Chosen)];

        var faults = new List<string>();
        foreach (Figure figure in chosen)
        {
            output.WriteLine($"{figure.Name} = {figure.Exact.ToString(CultureInfo.InvariantCulture)}: {string.Join("; ", figure.Found.Select(each => each.Surface))}");
            faults.AddRange(Faults(figure));
        }

        Assert.True(faults.Count == 0, $"Seed {seed.ToString(CultureInfo.InvariantCulture)}:\n{string.Join('\n', faults)}");
    }

    // Exact surfaces say the exact number; all others one and the same rounded one, less than a cent from it.
    private static IEnumerable<string> Faults(Figure figure)
    {
        if (figure.Found.Count < SurfacesMin) yield return $"{figure.Name} is on {figure.Found.Count.ToString(CultureInfo.InvariantCulture)} surfaces only.";
        decimal[] rounded = [.. figure.Found.Where(each => each.Amount != figure.Exact).Select(each => each.Amount).Distinct()];
        decimal whole = rounded.Length > 0 ? rounded[0] : figure.Exact;
        foreach ((string surface, decimal amount) in figure.Found)
        {
            bool exact = surface.StartsWith("JSON", StringComparison.Ordinal) || surface.StartsWith("CSV", StringComparison.Ordinal);
            if (exact ? amount != figure.Exact : amount != whole || Math.Abs(amount - figure.Exact) >= 0.01m)
                yield return string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: {amount} in {surface}, {figure.Exact} exactly, {whole} elsewhere");
        }
    }

    /// <summary>What the running month's figures are looked up in.</summary>
    private sealed record Running(WorkbookFile Workbook, string Text, string Html);

    private static async Task<Running> RunningAsync(Product product) => new(
        new WorkbookFile(await WorkbookAsync(product, Now)),
        (await product.OkAsync("mail", "preview", "finance", "--period", Now)).Out,
        (await product.OkAsync("mail", "preview", "finance", "--period", Now, "--as", "html")).Out);

    private static async Task<Figure[]> TeamsAndServicesAsync(Product product, Running month)
    {
        (WorkbookFile workbook, string text, string html) = month;
        Shown teams = await Shown.OfAsync(product, "cost", "show", "--by", "team", "--period", Now), services = await Shown.OfAsync(product, "cost", "show", "--by", "service", "--period", Now);
        var figures = new List<Figure>();
        for (int i = 0; i < teams.Items.Count; i++)
        {
            string title = Title(teams.Items[i].GetProperty("team").GetString()!);
            (string, decimal)[] elsewhere =
            [
                .. Workbook(workbook, "Budget v Actual", "Team", title, "Total cost"), .. Mail("finance mail", text, html, title, 0),
            ];
            figures.Add(Of($"cost of {title}", teams, i, "effectiveCost", elsewhere));
        }

        for (int i = 0; i < services.Items.Count; i++)
        {
            string name = services.Items[i].GetProperty("serviceName").GetString()!;
            figures.Add(Of($"cost of {name}", services, i, "effectiveCost", [.. Workbook(workbook, "By Service", "Service", name, "Nov 2026 (est.)")]));
        }

        Shown total = await Shown.OfAsync(product, "cost", "show", "--period", Now);
        figures.Add(Of("cost of the month", total, 0, "effectiveCost", [.. Workbook(workbook, "Budget v Actual", "Team", "Total", "Total cost"), .. Mail("finance mail", text, html, "Total", 0)]));
        return [.. figures];
    }

    private static async Task<Figure[]> BudgetsAsync(Product product, Running month)
    {
        (WorkbookFile workbook, string text, string html) = month;
        Shown check = await Shown.OfAsync(product, "budget", "check", "--period", Now);
        var figures = new List<Figure>();
        for (int i = 0; i < check.Items.Count; i++)
        {
            string team = check.Items[i].GetProperty("team").GetString()!, title = Title(team);
            string weekly = (await product.OkAsync("mail", "preview", "weekly-team", "--team", team, "--period", Now)).Out, weeklyHtml = (await product.OkAsync("mail", "preview", "weekly-team", "--team", team, "--period", Now, "--as", "html")).Out;
            foreach ((string key, string header, int inFinance, string inWeekly) in (ValueTuple<string, string, int, string>[])
                [("budget", "Budget", 1, "Budget"), ("actual", "Actual", -1, "Used to date"), ("overUnder", "Over / (under) budget", 2, ""), ("forecast", "Forecast", -1, "Forecast"), ("forecastOverUnder", "Forecast over / (under)", -1, "Over / (under) budget by the forecast")])
            {
                if (check.Exact(i, key) is null) continue;
                (string, decimal)[] elsewhere =
                [
                    .. Workbook(workbook, "Budget v Actual", "Team", title, header),
                    .. inFinance < 0 ? [] : Mail("finance mail", text, html, title, inFinance), .. inWeekly.Length == 0 ? [] : Mail($"weekly mail of {team}", weekly, weeklyHtml, inWeekly, 0),
                ];
                figures.Add(Of($"{key} of {title}", check, i, key, elsewhere));
            }
        }

        return [.. figures];
    }

    private static async Task<Figure[]> StatementsAsync(Product product)
    {
        var workbook = new WorkbookFile(await WorkbookAsync(product, Over));
        Shown list = await Shown.OfAsync(product, "statement", "list", "--period", Over), billed = await Shown.OfAsync(product, "cost", "show", "--by", "team", "--metric", "billed", "--period", Over);
        var figures = new List<Figure>();
        for (int i = 0; i < billed.Items.Count; i++)
        {
            string team = billed.Items[i].GetProperty("team").GetString()!;
            if (team is "central" or "unallocated") continue;
            int at = list.Items.ToList().FindIndex(item => item.GetProperty("team").GetString() == team);
            Shown own = await Shown.OfAsync(product, "statement", "show", team, "--period", Over);
            int row = own.Items.ToList().FindIndex(item => item.GetProperty("part").GetString() == "Total");
            (string, decimal)[] elsewhere =
            [
                // A statement is in whole cents in every format.
                .. list.Surfaces(at, "billedCost").Concat(own.Surfaces(row, "billedCost")).Select(each => ("statement, " + each.Surface, each.Amount)),
                ("workbook, Data", workbook.Sum("Data", "Billed cost", ("Team", Title(team)), ("Month", Serial(Over)))),
            ];
            figures.Add(Of($"billed cost of {team}, {Over}", billed, i, "billedCost", elsewhere));
            int[] parts = [.. Enumerable.Range(0, own.Items.Count).Where(each => own.Items[each].GetProperty("part").GetString() is "Shared cost" or "Opening reconciliation" && own.Exact(each, "billedCost") is not null)];
            figures.AddRange(parts.Select(each => Of($"statement of {team}, {own.Items[each].GetProperty("item").GetString()}", own, each, "billedCost", [])));
        }

        return [.. figures];
    }

    private static async Task<Figure[]> OthersAsync(Product product)
    {
        (Shown Answer, string[] Keys)[] answers =
        [
            (await Shown.OfAsync(product, "forecast", "show"), ["actual", "forecast", "low80", "high80"]), (await Shown.OfAsync(product, "commitment", "show", "--period", Over), ["used", "unused", "netSaving"]),
            (await Shown.OfAsync(product, "invoice", "list", "--period", Over), ["net", "tax", "billedCost", "explained", "unexplained", "tolerance"]), (await Shown.OfAsync(product, "period", "list"), ["billedCost"]),
            (await Shown.OfAsync(product, "cost", "diff", "--by", "service", "--period", Over), ["before", "after", "change"]),
        ];
        return
        [
            .. answers.SelectMany(each => Enumerable.Range(0, each.Answer.Items.Count).SelectMany(row => each.Keys.Where(key => each.Answer.Exact(row, key) is not null)
                .Select(key => Of($"{key} of row {(row + 1).ToString(CultureInfo.InvariantCulture)}, {each.Answer.Command}", each.Answer, row, key, [])))),
        ];
    }

    private static Figure Of(string name, Shown answer, int row, string key, (string, decimal)[] elsewhere) => new(name, answer.Exact(row, key)!.Value, [.. answer.Surfaces(row, key), .. elsewhere]);

    private static IEnumerable<(string, decimal)> Workbook(WorkbookFile workbook, string sheet, string keyHeader, string key, string header) =>
        workbook.Number(sheet, keyHeader, key, header) is { } number ? [($"workbook, {sheet}", number)] : [];

    /// <summary>An amount of the row that begins with a label, in the text and in the HTML part; a mail without such a row says nothing of it.</summary>
    private static IEnumerable<(string, decimal)> Mail(string mail, string text, string html, string label, int index)
    {
        var begins = new Regex($@"^\s*{Regex.Escape(label)}(\s[▲!?✓] [A-Z ]+)?\s{{2,}}", RegexOptions.CultureInvariant);
        string? line = text.Split('\n').FirstOrDefault(each => begins.IsMatch(each) && Shown.AllOf(each).Length > index);
        string? row = Regex.Matches(html, "<tr.*?</tr>", RegexOptions.Singleline).Select(each => WebUtility.HtmlDecode(Regex.Replace(each.Value, "<[^>]+>", "  ")))
            .FirstOrDefault(each => begins.IsMatch(each) && Shown.AllOf(each).Length > index);
        if (line is not null) yield return ($"{mail}, text part", Shown.AllOf(line)[index]);
        if (row is not null) yield return ($"{mail}, HTML part", Shown.AllOf(row)[index]);
    }

    private static string Title(string team) => team switch
    {
        "unallocated" => "Unallocated",
        "central" => "Central",
        _ => DemoCompany.Teams.Single(each => each.Id == team).Title,
    };

    private static string Serial(string month) => (BillingPeriod.Parse(month).FirstDay.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture);

    private static async Task<string> WorkbookAsync(Product product, string month) => (await product.OkAsync("report", "run", "--period", month)).Out.Trim();
}
