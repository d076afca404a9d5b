using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The demo with Azure billed in euros: a team's cost is the exact amount at the month's rate, rounded once, and the same cents in commands, mail, pack and workbooks.</summary>
public sealed partial class TwoCurrenciesTests
{
    private const string Rates = "month,from,to,rate,source\n2026-07,EUR,USD,1.08,bank\n2026-08,EUR,USD,1.09,bank\n2026-09,EUR,USD,1.11349,bank\n2026-10,EUR,USD,1.1368,bank\n2026-11,EUR,USD,1.10232,bank\n";

    [Fact]
    public async Task Teams_OfTwoCurrencies_AreTheSameCentsOnEverySurface()
    {
        using Product product = await HomeAsync(Rates);
        Dictionary<string, decimal> exact = await ExactAsync(product);
        WorkbookFile workbook = await WorkbookAsync(product), own = await WorkbookAsync(product, "--team", "payments");
        await product.OkAsync("review", "open", "2026-10", "--by", "fin@acme.example");
        string pack = (await product.OkAsync("review", "show", "2026-10", "--out", "-")).Out;
        string mail = (await product.OkAsync("mail", "preview", "finance", "--period", "2026-10")).Out, words = Text(pack);

        foreach ((string team, decimal amount) in exact.Where(each => each.Key is not "unallocated" and not "central"))
        {
            string title = char.ToUpperInvariant(team[0]) + team[1..];
            decimal cents = decimal.Round(amount, 2, MidpointRounding.ToEven);
            Assert.Equal(cents, workbook.Number("Budget v Actual", "Team", title, "Total cost"));
            Assert.Matches($@"{title} [^0-9]*{Regex.Escape(cents.ToString("N2", CultureInfo.InvariantCulture))} ", Regex.Replace(mail, @"\s+", " "));
            Assert.Contains($"{title} {cents.ToString("N2", CultureInfo.InvariantCulture)} ", words, StringComparison.Ordinal);
        }

        Assert.Equal(decimal.Round(exact["payments"], 2, MidpointRounding.ToEven), own.Number("Budget v Actual", "Team", "Payments", "Total cost"));
        Assert.True(workbook.Number("Bridge", "Step", "Exchange rates", "Change") > 0m, "The euro rose.");
        PackCells.Equal(pack, workbook, 40, "Cost (reporting)");
    }

    // September's rate is missing: nothing of the euro is compared, and all of it is named; October's teams count it all the same.
    [Fact]
    public async Task Bridge_WithoutARateOfTheMonthBefore_KeepsTheEuroApartAndNamesIt()
    {
        using Product product = await HomeAsync(Rates.Replace("2026-09,EUR,USD,1.11349,bank\n", "", StringComparison.Ordinal));
        JsonElement[] euros = [.. (await product.OkAsync("cost", "show", "--by", "month", "--period", "2026-09..2026-10", "-o", "json")).Json.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("currency").GetString() == "EUR")];
        string[] named = [.. euros.Select(item => $"{decimal.Round(Amount(item), 2, MidpointRounding.ToEven).ToString("N2", CultureInfo.InvariantCulture)} EUR")];
        await product.OkAsync("review", "open", "2026-10", "--by", "fin@acme.example");
        string words = Text((await product.OkAsync("review", "show", "2026-10", "--out", "-")).Out);
        WorkbookFile workbook = await WorkbookAsync(product);

        Assert.Equal(2, named.Length);
        Assert.Contains($"Not in it, since EUR has no rate in one of the months: {named[0]} in September 2026, {named[1]} in October 2026.", words, StringComparison.Ordinal);
        Assert.Null(workbook.Number("Bridge", "Step", "Exchange rates", "Change"));
        Assert.Equal(decimal.Round((await ExactAsync(product))["payments"], 2, MidpointRounding.ToEven), workbook.Number("Budget v Actual", "Team", "Payments", "Total cost"));
    }

    private static async Task<Product> HomeAsync(string rates)
    {
        Product product = await DemoHomes.MonthsAsync();
        Directory.Delete(product.File("data"), recursive: true);
        foreach (string file in Directory.GetFiles(product.File("billing/azure"), "*.csv"))
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"USD\"", "\"EUR\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        // Azure's invoices are in euros, then, too.
        string invoices = await File.ReadAllTextAsync(product.File("billing/invoices.csv"), TestContext.Current.CancellationToken);
        product.Write("billing/invoices.csv", string.Join('\n', invoices.Split('\n').Select(line => line.StartsWith("AZ-", StringComparison.Ordinal) ? line.Replace(",USD,", ",EUR,", StringComparison.Ordinal) : line)));
        product.Write("rates/actual/all.csv", rates);
        await product.OkAsync("collect");
        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        return product;
    }

    private static async Task<Dictionary<string, decimal>> ExactAsync(Product product) => (await product.OkAsync("cost", "show", "--by", "team", "--period", "2026-10", "--currency", "USD", "-o", "json")).Json
        .GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("team").GetString()!, Amount);

    private static async Task<WorkbookFile> WorkbookAsync(Product product, params string[] more) => new((await product.OkAsync(["report", "run", "--period", "2026-10", .. more])).Out.Trim());

    private static decimal Amount(JsonElement item) => decimal.Parse(item.GetProperty("effectiveCost").GetString()!, CultureInfo.InvariantCulture);

    private static string Text(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ");

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
