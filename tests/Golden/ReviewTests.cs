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
        await product.OkAsync("review", "open", "2026-10", "--by", "fin@acme.example");
        Assert.Equal(9, (await product.RunAsync("review", "open", "2026-10", "--by", "fin@acme.example")).ExitCode);

        string[] pages = Pages(await ShowAsync(product));
        Assert.Equal(12, pages.Length);
        await EqualsAsync(product, pages);

        await product.OkAsync("review", "note", "2026-10", "Nightly jobs run twice since 3 October.", "--on", "mover", "u1", "--by", "data.lead@acme.example");
        Assert.Equal(8, (await product.RunAsync("review", "note", "2026-10", "x", "--on", "mover", "u99", "--by", "a@acme.example")).ExitCode);
        Assert.Equal(2, (await product.RunAsync("review", "note", "2026-10", new string('x', 201), "--on", "team", "web", "--by", "a@acme.example")).ExitCode);
        Answer decided = await product.OkAsync("review", "decide", "2026-10", "Data keeps raw files for 90 days.", "--owner", "data.lead@acme.example", "--due", "2026-11-30", "--saving", "600", "--by", "cfo@acme.example");
        Assert.Contains("action A-1 of data.lead@acme.example until 2026-11-30", decided.Out, StringComparison.Ordinal);
        await product.OkAsync("review", "question", "2026-10", "Who owns the sandbox?", "--owner", "web.lead@acme.example", "--due", "2026-11-20", "--by", "cfo@acme.example");
        await product.OkAsync("review", "sign", "2026-10", "--by", "fin@acme.example", "--as", "Finance");
        Answer closed = await product.OkAsync("review", "close", "2026-10", "--by", "cfo@acme.example");

        // Data and configuration go on; the closed pack does not.
        string pack = await ShowAsync(product);
        Assert.Contains("“Nightly jobs run twice since 3 October.”", WebUtility.HtmlDecode(pack), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(pack))), closed.Out, StringComparison.Ordinal);
        await File.AppendAllTextAsync(product.File("teams/web.yaml"), "# changed\n", TestContext.Current.CancellationToken);
        product.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(pack, await ShowAsync(product));
        foreach (string[] late in (string[][])[["note", "2026-10", "x", "--on", "team", "web"], ["sign", "2026-10"], ["close", "2026-10"], ["open", "2026-10", "--again"], ["decide", "2026-10", "x", "--owner", "a@acme.example", "--due", "2026-12-31"]])
            Assert.Equal(9, (await product.RunAsync(["review", .. late, "--by", "a@acme.example"])).ExitCode);

        // The next review begins with what the last one left, and says what became of it.
        await product.OkAsync("review", "open", "2026-11", "--by", "fin@acme.example");
        string next = Pages(await ShowAsync(product, "2026-11"))[1];
        Assert.Contains("Data keeps raw files for 90 days. data.lead@acme.example Mon 30 Nov 2026 ▲ OVERDUE 600.00 –", next, StringComparison.Ordinal);
        Assert.Contains("Question: Who owns the sandbox? web.lead@acme.example Fri 20 Nov 2026 ▲ OVERDUE – –", next, StringComparison.Ordinal);
        Assert.Equal(2, (await product.OkAsync("review", "list", "-o", "json")).Json.GetProperty("items").GetArrayLength());
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
        string unallocated = Text(Amount(teams.Single(team => team.GetProperty("team").GetString() == "unallocated"), "effectiveCost"));
        Assert.Contains($"Unallocated {unallocated}", pages[7], StringComparison.Ordinal);
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
