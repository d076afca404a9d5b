using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>A month of one account and one invoice in euros, closed by two people. 28 days of 1.00 EUR at 1.0850 are 30.38 USD, and stay so.</summary>
public sealed class CloseLocksTests
{
    private const string Reconciler = "fin@acme.example";
    private const string Closer = "cfo@acme.example";
    private const string Head = "month,from,to,rate,source\n";

    [Fact]
    public async Task Close_FourEyesAndLocks_HoldAgainstPeopleAndFiles()
    {
        using Product product = await ReconciledAsync();

        foreach (string same in (string[])[Reconciler, "FIN@acme.example", $" {Reconciler} "])
        {
            Answer refused = await product.RunAsync("period", "close", "2025-02", "--by", same);
            Assert.Equal(9, refused.ExitCode);
            Assert.Contains("CG2708", refused.Error, StringComparison.Ordinal);
        }

        Answer closed = await product.OkAsync("period", "close", "2025-02", "--by", Closer);
        Assert.Equal(9, (await product.RunAsync("period", "close", "2025-02", "--by", Closer)).ExitCode);
        string workbook = closed.Out.Split('\n').Single(line => line.Contains("FINAL.xlsx", StringComparison.Ordinal)).Trim();
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(workbook, TestContext.Current.CancellationToken)));
        JsonElement[] audit = [.. (await product.OkAsync("period", "audit", "2025-02", "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        Assert.Single(audit, entry => entry.GetRawText().Contains("period report", StringComparison.Ordinal) && entry.GetRawText().Contains(hash, StringComparison.Ordinal));

        product.Write("rates/actual/2025.csv", Head + "2025-02,EUR,USD,2,treasury\n");
        await AssertKeptAsync(product, "not 2 as the file says now");
        product.Write("rates/actual/2025.csv", Head);
        await AssertKeptAsync(product, "which no file says now");

        // Reopened, the file counts again: 28 × 2.
        product.Write("rates/actual/2025.csv", Head + "2025-02,EUR,USD,2,treasury\n");
        await product.OkAsync("period", "reopen", "2025-02", "--reason", "another rate", "--by", Reconciler);
        Answer open = await ShowAsync(product);
        Assert.Equal(56m, Total(open));
        Assert.DoesNotContain("CG2710", open.Error, StringComparison.Ordinal);
    }

    private static async Task AssertKeptAsync(Product product, string told)
    {
        Answer shown = await ShowAsync(product);
        Assert.Equal(30.38m, Total(shown));
        Assert.Contains("CG2710", shown.Error, StringComparison.Ordinal);
        Assert.Contains(told, shown.Error, StringComparison.Ordinal);
    }

    private static Task<Answer> ShowAsync(Product product) =>
        product.OkAsync("cost", "show", "--metric", "billed", "--period", "2025-02", "--by", "subAccountId", "--currency", "USD", "-o", "json");

    private static decimal Total(Answer answer) =>
        answer.Json.GetProperty("items").EnumerateArray().Sum(item => decimal.Parse(item.GetProperty("billedCost").GetString()!, CultureInfo.InvariantCulture));

    private static async Task<Product> ReconciledAsync()
    {
        Product product = await Product.NewAsync();
        string company = product.File("costguard.yaml");
        string text = await File.ReadAllTextAsync(company, TestContext.Current.CancellationToken);
        product.Write("costguard.yaml", text.Replace("\nspec:\n", "\nspec:\n  close: { fourEyes: true }\n", StringComparison.Ordinal));
        product.Write("rates/actual/2025.csv", Head + "2025-02,EUR,USD,1.0850,treasury\n");
        await product.OkAsync("import", product.Write("bill.csv", Bill()), "--source", "bill");
        await product.OkAsync(
            "invoice", "add", "INV-1", "--period", "2025-02", "--date", "2025-03-03", "--currency", "EUR", "--net", "28.00", "--tax", "0.00", "--by", Reconciler);
        await product.OkAsync("period", "reconcile", "2025-02", "--by", Reconciler);
        return product;
    }

    private static string Bill()
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 28; day++)
            text.Append(CultureInfo.InvariantCulture, $"1.00,1.00,EUR,2025-02-01T00:00:00Z,2025-02-{day:00}T00:00:00Z,2025-02-{day:00}T01:00:00Z,Usage,Compute,acct-1,INV-1\n");
        return text.ToString();
    }
}
