using System.Globalization;
using System.Text.Json;
using CostGuard.Unit.Report.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Golden;

/// <summary>What finance receives of the demo's months: before there is an invoice, with a missing account, closed, and after a provider changed a closed month.</summary>
public sealed class ClosedWorkbookTests
{
    private const string Journal = """
        apiVersion: costguard/v1
        kind: Journal
        metadata: { name: journal }
        spec:
          expense: "6540"
          payable: "2000"
          accounts: { Microsoft: "6542" }

        """;

    [Fact]
    public async Task Workbook_OfClosedMonths_TiesAndIsMadeAgainByteForByte()
    {
        using Product product = await DemoHomes.MonthsAsync();
        product.Write("reports/journal.yaml", Journal);
        Assert.Equal(("no invoices yet", ""), await TiesAsync(product, await RunAsync(product, "2026-09")));

        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        decimal restated = 0m;
        foreach (string month in (string[])["2026-09", "2026-10"])
        {
            await MonthCloseTests.CloseAsync(product, month);
            string final = Directory.GetFiles(product.File($"data/out/reports/{month}"), "*-close-v1-FINAL.xlsx").Single();
            Assert.Equal(("YES", "0"), await TiesAsync(product, final));
            await AssertSameAsCommandsAsync(product, final, month);
            // What was changed in September after its close stands in October, the first month that was open then, and stays there.
            if (month == "2026-10") AssertRestated(final, restated);
            byte[] closed = await File.ReadAllBytesAsync(final, TestContext.Current.CancellationToken);

            // A provider changes the month after its close, weeks go by, the file is lost: it is made again as it was.
            product.Clock.Advance(TimeSpan.FromDays(9));
            restated = -await MonthCloseTests.CutAsync(product, month);
            await product.OkAsync("collect", "acme-aws");
            // So does who is asked, and the account: the file says what it said.
            string routing = product.File("notifications/routing.yaml");
            File.WriteAllText(routing, File.ReadAllText(routing).Replace("finance@acme.example", $"finance-{month}@acme.example", StringComparison.Ordinal));
            product.Write("reports/journal.yaml", Journal.Replace("2000", "6666", StringComparison.Ordinal));
            File.Delete(final);
            Assert.Equal(final, await RunAsync(product, month));
            Assert.Equal(closed, await File.ReadAllBytesAsync(final, TestContext.Current.CancellationToken));
            Assert.Contains("genuine, unchanged and current", (await product.OkAsync("report", "verify", final)).Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Workbook_OfAMonthWithAMissingAccount_ShowsItsExactAmount()
    {
        using Product product = await DemoHomes.MonthsAsync();
        await product.OkAsync("invoice", "import", product.File("billing/invoices.csv"), "--by", "fin@acme.example");
        decimal gone = decimal.Round(await MonthCloseTests.CutAsync(product, "2026-10"), 2, MidpointRounding.ToEven);
        await product.OkAsync("collect", "acme-aws");

        string file = await RunAsync(product, "2026-10");
        Assert.Equal(("NO", Text(gone)), await TiesAsync(product, file));
        WrittenSheet sheet = Sheet(file, "Reconciliation");
        Assert.Equal([("AWS-2026-10", Text(gone), "CHECK"), ("AZ-2026-10", "0", "TIES")], sheet.Table("tblRecon").Select(row => (row["Invoice"], row["Difference"], row["Result"])));

        // Explained by a person, it stands in its column, and nothing is left.
        await product.OkAsync("invoice", "explain", "AWS-2026-10", "--reason", "prior-period", "--amount", Text(gone), "--text", "the account's lines come in November", "--by", "fin@acme.example");
        file = await RunAsync(product, "2026-10");
        Assert.Equal(("YES", "0"), await TiesAsync(product, file));
        Assert.Equal(Text(gone), Sheet(file, "Reconciliation").Table("tblRecon")[0]["Prior period"]);
        Assert.Equal(("fin@acme.example", "prior-period", Text(gone)), Sheet(file, "Adjustments").Table("tblAdj").Select(row => (row["Who"], row["Reason"], row["Amount"])).Single());
    }

    private static async Task<string> RunAsync(Product product, string month) => (await product.OkAsync("report", "run", "--period", month)).Out.Trim();

    private static async Task<(string Word, string Difference)> TiesAsync(Product product, string file)
    {
        Assert.Equal(0, (await product.RunAsync("report", "verify", file)).ExitCode);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        WrittenSheet summary = WrittenSheet.Of(book, "Summary");
        return (summary["B4"], summary["D4"]);
    }

    // The same figures as invoice list and period journal print, to the last digit.
    private static async Task AssertSameAsCommandsAsync(Product product, string file, string month)
    {
        JsonElement[] printed = [.. (await product.OkAsync("invoice", "list", "--period", month, "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = Sheet(file, "Reconciliation").Table("tblRecon");
        Assert.Equal(
            printed.Select(item => (item.GetProperty("invoice").GetString(), MonthCloseTests.Amount(item, "net"), MonthCloseTests.Amount(item, "unexplained"))),
            rows.Select(row => ((string?)row["Invoice"], Number(row["Invoice net"]), Number(row["Difference"]))));
        Assert.Equal(printed.Select(item => MonthCloseTests.Amount(item, "billedCost")), Sheet(file, "Invoices").Table("tblInv").Select(row => Number(row["Billed exact"])));
        Assert.All(printed.Zip(rows), pair => Assert.True(Math.Abs(MonthCloseTests.Amount(pair.First, "billedCost") - Number(pair.Second["CostGuard billed"])) < 0.01m));

        JsonElement[] lines = [.. (await product.OkAsync("period", "journal", month, "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        WrittenSheet journal = Sheet(file, "Journal");
        Assert.Equal(
            lines.Select(line => (line.GetProperty("document").GetString(), line.GetProperty("account").GetString(), MonthCloseTests.Amount(line, "debit"), MonthCloseTests.Amount(line, "credit"))),
            journal.Table("tblJrnl").Select(row => ((string?)row["Document"], (string?)row["Account"], Number(row["Debit"]), Number(row["Credit"]))));
        IReadOnlyDictionary<string, string> total = Assert.Single(journal.Table("tblJrnlTotal"));
        Assert.Equal((total["Total debit"], "0", "TIES"), (total["Total credit"], total["Absolute"], total["Result"]));
    }

    private static void AssertRestated(string file, decimal difference)
    {
        WrittenSheet sheet = Sheet(file, "Adjustments");
        IReadOnlyDictionary<string, string> row = Assert.Single(sheet.Table("tblRestated"));
        Assert.Equal("acme-aws", row["Source"]);
        Assert.InRange(Number(row["Difference"]), difference - 0.01m, difference + 0.01m);
        Assert.Equal(Number(row["Difference"]), sheet.Table("tblRestatedTeam").Sum(team => Number(team["Billed cost"])));
    }

    private static WrittenSheet Sheet(string file, string name)
    {
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        return WrittenSheet.Of(book, name);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}
