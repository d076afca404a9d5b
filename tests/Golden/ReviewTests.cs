using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The October review of the demo: the pack says what the other commands say, stays as it was closed, and leaves its decisions to the next one.</summary>
public sealed partial class ReviewTests
{
    [Fact]
    public async Task Review_OpenNoteDecideSignClose_SameNumbersSameBytesAndCarriedOver()
    {
        using Product product = await DemoHomes.MonthsAsync();
        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        Assert.Equal(8, (await product.RunAsync("review", "show", "2026-10")).ExitCode);
        await product.OkAsync("action", "add", "Payments drops its old disks", "--team", "payments", "--owner", "payments.lead@acme.example", "--due", "2026-12-31", "--saving", "120.55", "--by", "cfo@acme.example");
        await product.OkAsync("review", "open", "2026-10", "--by", "fin@acme.example");
        Assert.Equal(9, (await product.RunAsync("review", "open", "2026-10", "--by", "fin@acme.example")).ExitCode);

        string open = await ShowAsync(product);
        string[] pages = Pages(open);
        Assert.Equal(12, pages.Length);
        await EqualsAsync(product, pages);

        // The finance mail carries the pack, says how much is to be decided, and leaves the workbook beside it.
        string mail = (await product.OkAsync("mail", "preview", "finance-pack", "--period", "2026-10")).Out;
        Assert.Contains("costguard-2026-10-acme-demo-review.pdf (", mail, StringComparison.Ordinal);
        Assert.Matches(@"\b[3-9] decisions needed\.", mail);
        Assert.StartsWith("%PDF-", await File.ReadAllTextAsync(product.File("data/out/reports/2026-10/costguard-2026-10-acme-demo-review.pdf"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        PackCells.Equal(open, new WorkbookFile(Directory.GetFiles(product.File("data/out/reports/2026-10"), "*.xlsx").Single()), 50);

        await product.OkAsync("review", "note", "2026-10", "Nightly jobs run twice since 3 October.", "--on", "mover", "u1", "--by", "data.lead@acme.example");
        Assert.Equal(8, (await product.RunAsync("review", "note", "2026-10", "x", "--on", "mover", "u99", "--by", "a@acme.example")).ExitCode);
        Assert.Equal(2, (await product.RunAsync("review", "note", "2026-10", new string('x', 201), "--on", "team", "web", "--by", "a@acme.example")).ExitCode);
        Answer decided = await product.OkAsync("review", "decide", "2026-10", "Data keeps raw files for 90 days.", "--owner", "data.lead@acme.example", "--due", "2026-11-30", "--saving", "600", "--by", "cfo@acme.example");
        Assert.Contains("action A-2 of data.lead@acme.example until 2026-11-30", decided.Out, StringComparison.Ordinal);
        await product.OkAsync("review", "question", "2026-10", "Who owns the sandbox?", "--owner", "web.lead@acme.example", "--due", "2026-11-20", "--by", "cfo@acme.example");
        await product.OkAsync("review", "sign", "2026-10", "--by", "fin@acme.example", "--as", "Finance");
        await TeamPackAsync(product);
        Answer closed = await product.OkAsync("review", "close", "2026-10", "--by", "cfo@acme.example");

        // Data and configuration go on; the closed pack does not.
        string pack = await ShowAsync(product);
        Assert.Contains("“Nightly jobs run twice since 3 October.”", WebUtility.HtmlDecode(pack), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(pack))), closed.Out, StringComparison.Ordinal);
        await File.AppendAllTextAsync(product.File("teams/web.yaml"), "# changed\n", TestContext.Current.CancellationToken);
        product.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(pack, await ShowAsync(product));
        string payments = (await product.OkAsync("review", "show", "2026-10", "--team", "payments", "--out", "-")).Out;
        string kept = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(payments)));
        Assert.Contains($", payments {kept}", (await product.OkAsync("period", "audit", "review 2026-10", "-o", "json")).Out, StringComparison.Ordinal);
        foreach (string[] late in (string[][])[["note", "2026-10", "x", "--on", "team", "web"], ["sign", "2026-10"], ["close", "2026-10"], ["open", "2026-10", "--again"], ["decide", "2026-10", "x", "--owner", "a@acme.example", "--due", "2026-12-31"]])
            Assert.Equal(9, (await product.RunAsync(["review", .. late, "--by", "a@acme.example"])).ExitCode);

        // The next review begins with what the last one left, and says what became of it.
        await product.OkAsync("review", "open", "2026-11", "--by", "fin@acme.example");
        string next = Pages(await ShowAsync(product, "2026-11"))[1];
        Assert.Contains("Data keeps raw files for 90 days. data.lead@acme.example Mon 30 Nov 2026 ▲ OVERDUE 600.00 –", next, StringComparison.Ordinal);
        Assert.Contains("Question: Who owns the sandbox? web.lead@acme.example Fri 20 Nov 2026 ▲ OVERDUE – –", next, StringComparison.Ordinal);
        Assert.Equal(2, (await product.OkAsync("review", "list", "-o", "json")).Json.GetProperty("items").GetArrayLength());
    }

    /// <summary>A team's pack has its own figures, and no name, address, amount, note or decision of others.</summary>
    private static async Task TeamPackAsync(Product product)
    {
        await product.OkAsync("review", "decide", "2026-10", "Payments drops its archive.", "--owner", "cfo@acme.example", "--due", "2026-12-15", "--team", "payments", "--by", "cfo@acme.example");
        Assert.Equal(8, (await product.RunAsync("review", "show", "2026-10", "--team", "nobody", "--out", "-")).ExitCode);
        string html = WebUtility.HtmlDecode((await product.OkAsync("review", "show", "2026-10", "--team", "payments", "--out", "-", "--ics", product.File("review.ics"))).Out);
        JsonElement[] parts = await ItemsAsync(product, "cost", "show", "--period", "2026-10", "--by", "team,service,subAccountId"), budgets = await ItemsAsync(product, "budget", "check", "--period", "2026-10", "--fail-on", "never");
        bool IsOwn(JsonElement item) => item.GetProperty("team").GetString() == "payments";
        decimal cost = parts.Where(IsOwn).Sum(item => Amount(item, "effectiveCost"));
        Assert.Contains($"Payments: October 2026 cost", html, StringComparison.Ordinal);
        Assert.Contains($">{Text(cost)}</a>", html, StringComparison.Ordinal);
        Assert.Contains("Payments drops its archive.", html, StringComparison.Ordinal);
        Assert.Contains(await UnitsAsync(product, "payments", "orders"), string.Join(' ', Pages(html)), StringComparison.Ordinal);

        string[] own = [.. parts.Where(IsOwn).Select(item => Text(Amount(item, "effectiveCost"))), .. budgets.Where(IsOwn).Select(item => Text(Amount(item, "budget")))];
        string[] others =
        [
            .. parts.Where(item => !IsOwn(item) && Math.Abs(Amount(item, "effectiveCost")) >= 10m).Select(item => Text(Amount(item, "effectiveCost"))),
            .. parts.Where(item => !IsOwn(item)).GroupBy(item => item.GetProperty("team").GetString()).Select(team => Text(team.Sum(item => Amount(item, "effectiveCost")))),
            .. budgets.Where(item => !IsOwn(item)).SelectMany(item => (string[])[Text(Amount(item, "budget")), Text(Amount(item, "actual"))]), Text(parts.Sum(item => Amount(item, "effectiveCost"))),
            "Platform", "Mobile", ">Web<", "Web:", ">Data<", "Data:", "Unallocated", "data.lead@", "web.lead@", "platform.lead@", "Nightly jobs", "Data keeps raw files", "Who owns the sandbox", "AWS-2026-10", "acme-compute-1", "page views", "monthly active users",
        ];
        Assert.True(others.Length > 40, $"{others.Length} only");
        // 12.35 is not in 112.35.
        foreach (string other in others.Except(own)) Assert.DoesNotMatch(char.IsDigit(other[^1]) ? $@"(?<![\d.,]){Regex.Escape(other)}(?!\d)" : Regex.Escape(other), html);

        string calendar = await File.ReadAllTextAsync(product.File("review.ics"), TestContext.Current.CancellationToken);
        Assert.Contains("UID:review-2026-10-payments.acme-demo@costguard\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261215\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", calendar, StringComparison.Ordinal);
    }

    /// <summary>Figures of the pack beside those of the commands that answer the same questions.</summary>
    private static async Task EqualsAsync(Product product, string[] pages)
    {
        decimal total = Amount((await ItemsAsync(product, "cost", "show", "--period", "2026-10")).Single(), "effectiveCost");
        Assert.Contains($"October 2026 cost {Text(total)} USD", pages[0], StringComparison.Ordinal);
        JsonElement[] teams = await ItemsAsync(product, "cost", "show", "--period", "2026-10", "--by", "team"), budgets = await ItemsAsync(product, "budget", "check", "--period", "2026-10", "--fail-on", "never");
        Assert.Equal(5, budgets.Length);
        foreach (JsonElement budget in budgets)
        {
            string id = budget.GetProperty("team").GetString()!, title = char.ToUpperInvariant(id[0]) + id[1..];
            decimal cost = Amount(teams.Single(team => team.GetProperty("team").GetString() == id), "effectiveCost"), over = Amount(budget, "overUnder");
            Assert.Contains($"{title} {Text(cost)} {Text(Amount(budget, "actual"))} {Text(Amount(budget, "budget"))} {(over < 0m ? $"({Text(-over)})" : Text(over))}", pages[2], StringComparison.Ordinal);
            Assert.Matches($"{title} [^%]*% {Regex.Escape(budget.GetProperty("state").GetString()!)}", pages[2]);
        }

        JsonElement[] causes = await ItemsAsync(product, "cost", "explain", "--period", "2026-10");
        decimal moved = 0m;
        foreach (JsonElement cause in causes.Where(item => item.GetProperty("change").ValueKind == JsonValueKind.String))
        {
            decimal amount = Amount(cause, "change");
            moved += amount;
            Assert.Contains($" {(amount > 0m ? "+" : "")}{Text(amount)} ", pages[3], StringComparison.Ordinal);
        }

        Assert.Contains($"{Text(Math.Abs(moved))} {(moved > 0m ? "more" : "less")} than September 2026", pages[0], StringComparison.Ordinal);
        JsonElement[] totals = [.. (await product.RunAsync("forecast", "show", "--months", "2", "-o", "json")).Json.GetProperty("totals").EnumerateArray()];
        foreach (JsonElement month in totals)
            Assert.Contains($"{Text(Amount(month, "forecast"))} {Text(Amount(month, "low80"))} {Text(Amount(month, "high80"))}", pages[5], StringComparison.Ordinal);
        JsonElement commitment = (await ItemsAsync(product, "commitment", "show", "--period", "2026-10"))[0];
        Assert.Contains($"{Text(Amount(commitment, "used"))} {Text(Amount(commitment, "unused"))}", pages[8], StringComparison.Ordinal);
        Assert.Contains(Text(Amount(commitment, "netSaving")), pages[8], StringComparison.Ordinal);
        foreach (JsonElement invoice in await ItemsAsync(product, "invoice", "list", "--period", "2026-10"))
            Assert.Matches($"{invoice.GetProperty("invoice").GetString()} .*{Regex.Escape(Text(Amount(invoice, "net")))} {Regex.Escape(Text(Amount(invoice, "billedCost")))}.* ✓ TIES", pages[10]);
        foreach (JsonElement change in (await ItemsAsync(product, "cost", "diff", "--period", "2026-10", "--by", "team,service")).Where(item => item.TryGetProperty("team", out JsonElement team) && team.ValueKind == JsonValueKind.String).Take(5))
            Assert.Contains($"{Text(Amount(change, "before"))} {Text(Amount(change, "after"))}", pages[4], StringComparison.Ordinal);
        foreach (JsonElement anomaly in (await ItemsAsync(product, "anomaly", "list", "--all")).Where(item => pages[6].Contains($"({item.GetProperty("id").GetString()})", StringComparison.Ordinal)))
            Assert.Contains($"{Text(Amount(anomaly, "impact"))} USD", pages[6], StringComparison.Ordinal);
        string unallocated = Text(Amount(teams.Single(team => team.GetProperty("team").GetString() == "unallocated"), "effectiveCost"));
        Assert.Contains($"Unallocated {unallocated}", pages[7], StringComparison.Ordinal);
        foreach ((string team, string driver) in new[] { ("payments", "orders"), ("web", "page-views"), ("mobile", "mau") }) Assert.Contains(await UnitsAsync(product, team, driver), pages[3], StringComparison.Ordinal);
    }

    /// <summary>A unit cost of a team's statement as the pack writes it: quantities and unit costs, September before October.</summary>
    private static async Task<string> UnitsAsync(Product product, string team, string driver)
    {
        JsonElement[] units = [.. (await ItemsAsync(product, "statement", "show", team, "--period", "2026-10")).Where(row => row.GetProperty("part").GetString() == "Unit cost" && row.GetProperty("item").GetString()!.StartsWith(driver, StringComparison.Ordinal))];
        Assert.Equal(3, units.Length);
        decimal change = decimal.Parse(units[2].GetProperty("share").GetString()!, CultureInfo.InvariantCulture) * 100m;
        string percent = decimal.Round(change, 1, MidpointRounding.ToEven).ToString("+0.0 '%';-0.0 '%';0.0 '%'", CultureInfo.InvariantCulture);
        return $"{Amount(units[1], "quantity"):N0} {Amount(units[0], "quantity"):N0} {Text(Amount(units[1], "amount"))} {Text(Amount(units[0], "amount"))} {percent}";
    }

    private static async Task<string> ShowAsync(Product product, string month = "2026-10") => (await product.OkAsync("review", "show", month, "--out", "-")).Out;

    private static async Task<JsonElement[]> ItemsAsync(Product product, params string[] command) => [.. (await product.OkAsync([.. command, "-o", "json"])).Json.GetProperty("items").EnumerateArray()];

    private static string[] Pages(string html) => [.. html.Split("<section ")[1..].Select(page => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(page[(page.IndexOf('>', StringComparison.Ordinal) + 1)..].Split("</section>")[0], " ")), " "))];

    private static decimal Amount(JsonElement item, string key) => decimal.Parse(item.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);

    private static string Text(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToEven).ToString("N2", CultureInfo.InvariantCulture);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
