using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Two months of the demo are closed by the commands a person types; what happens to them afterwards stays outside.</summary>
public sealed class MonthCloseTests
{
    private const string Missing = "111122220003";

    [Fact]
    public async Task Close_TwoMonths_TieAndStayAsTheyWereClosed()
    {
        using Product product = await DemoHomes.MonthsAsync();
        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        Answer again = await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        Assert.StartsWith("0 of 26 invoices are new", again.Out, StringComparison.Ordinal);
        foreach (string month in (string[])["2026-09", "2026-10"]) await CloseAsync(product, month);

        // A planted gap: the same file without one account. Before the close it is unexplained to the cent; after it, a restatement.
        string before = (await product.OkAsync("cost", "show", "--period", "2026-09", "--by", "team", "-o", "json")).Out;
        decimal gone = await CutAsync(product, "2026-09");
        await product.OkAsync("collect", "acme-aws");
        Assert.Equal(before, (await product.OkAsync("cost", "show", "--period", "2026-09", "--by", "team", "-o", "json")).Out);
        JsonElement restated = Assert.Single((await product.OkAsync("period", "restatements", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(-gone, Amount(restated, "difference"));
        Assert.Equal(("! PROPOSED", "2026-11"), (restated.GetProperty("state").GetString(), restated.GetProperty("bookedIn").GetString()));
        Assert.Contains("Restated after the close: acme-aws", (await product.OkAsync("period", "status", "2026-09")).Out, StringComparison.Ordinal);
        JsonElement listed = (await product.OkAsync("period", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("period").GetString() == "2026-09");
        JsonElement shown = Assert.Single((await product.OkAsync("cost", "show", "--period", "2026-09", "--metric", "billed", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal((Amount(shown, "billedCost"), -gone), (Amount(listed, "billedCost"), Amount(listed, "changedAfterClose")));
        string total = await TotalAsync(product);

        // Rules of today do not reach into closed months.
        string rules = product.File("allocation/rules.yaml");
        string text = await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(rules, text.Replace("      assign: payments", "      assign: web", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(total, await TotalAsync(product));
        Assert.DoesNotContain("2026-09", (await product.OkAsync("plan", "-o", "json")).Out, StringComparison.Ordinal);

        // Neither do budgets.
        Assert.Equal(9, (await product.RunAsync("budget", "request", "payments-monthly", "--amount", "1", "--from", "2026-10-15", "--reason", "r", "--by", "a@acme.example")).ExitCode);
        string budgets = product.File("budgets/monthly.csv");
        string table = await File.ReadAllTextAsync(budgets, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(budgets, table.Replace("34000", "34001", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Answer refused = await product.RunAsync("budget", "check", "--period", "2026-11");
        Assert.Equal(9, refused.ExitCode);
        Assert.Contains("CG2711", refused.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(budgets, table, TestContext.Current.CancellationToken);

        // Open again, the missing account is what does not tie.
        await product.OkAsync("period", "reopen", "2026-09", "--reason", "look at the restatement", "--by", "fin@acme.example");
        Answer torn = await product.RunAsync("period", "reconcile", "2026-09", "--by", "fin@acme.example", "-o", "json");
        Assert.Equal(6, torn.ExitCode);
        JsonElement invoice = (await product.OkAsync("invoice", "list", "--period", "2026-09", "-o", "json")).Json.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("invoice").GetString() == "AWS-2026-09");
        Assert.Equal(decimal.Round(gone, 2), Amount(invoice, "unexplained"));
        Assert.Contains($"Account {Missing} has no cost", torn.Out, StringComparison.Ordinal);
    }

    internal static async Task CloseAsync(Product product, string month)
    {
        JsonElement[] invoices = [.. (await product.OkAsync("invoice", "list", "--period", month, "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        Assert.Equal(2, invoices.Length);
        Assert.All(invoices, item => Assert.Equal(0m, Amount(item, "unexplained")));
        Assert.Equal(9, (await product.RunAsync("period", "close", month, "--by", "cfo@acme.example")).ExitCode);
        await product.OkAsync("period", "reconcile", month, "--by", "fin@acme.example");
        Answer closed = await product.OkAsync("period", "close", month, "--by", "cfo@acme.example");
        Assert.Contains("close-v1-FINAL.xlsx", closed.Out, StringComparison.Ordinal);
        Assert.Equal(9, (await product.RunAsync("invoice", "remove", $"AWS-{month}", "--by", "fin@acme.example")).ExitCode);
    }

    /// <summary>Writes the month's file without the lines of one account; the sum of what was left out.</summary>
    internal static async Task<decimal> CutAsync(Product product, string month)
    {
        string path = product.File($"billing/aws/{month}.csv.gz");
        string[] lines = (await ReadAsync(path)).Split('\n');
        int billed = Array.IndexOf(lines[0].Split(','), "BilledCost");
        string[] cut = [.. lines.Where(line => line.Contains($"\"{Missing}\"", StringComparison.Ordinal))];
        await using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(string.Join('\n', lines.Except(cut)));
        return cut.Sum(line => decimal.Parse(Cell(line, billed), CultureInfo.InvariantCulture));
    }

    private static string Cell(string line, int column)
    {
        Match cell = Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")[column];
        return cell.Groups[1].Value + cell.Groups[2].Value;
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> TotalAsync(Product product) => string.Join(
        '\n', (await product.OkAsync("cost", "show", "--period", "2026-09..2026-10", "--by", "team", "-o", "json")).Json.GetProperty("items").EnumerateArray().Select(item => item.ToString()));

    internal static decimal Amount(JsonElement item, string key) => decimal.Parse(item.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
}
