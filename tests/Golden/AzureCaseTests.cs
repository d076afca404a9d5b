using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The cases in Azure export format, by the commands a person types. P02 is cut down to the columns it is about; its account is assumed.</summary>
public sealed class AzureCaseTests
{
    private const string Subscription = "00000000-0000-4000-8000-00000000000a";

    [Fact]
    public async Task P02_MarkTwice_IsOneInvoice()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("cases", "P02-bom-twice", "usage.csv"), "--source", "p02", "--assume", "SubAccountId=acct");

        Assert.Equal([new("INV-1", ExactSum.Parse("17"))], await CurTruthTests.GroupsAsync(product, "invoiceId", "invoiceId", "billed"));
        Assert.Equal(["2025-06-01", "2025-06-02"], (await CurTruthTests.GroupsAsync(product, "day", "day", "billed")).Keys);
    }

    [Fact]
    public async Task P03_TranslatedHeaders_AreReadByTheNameInParentheses()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("cases", "P03-localised-headers", "usage.csv"), "--source", "p03");

        Assert.Equal([new("", ExactSum.Parse("0.75")), new("web", ExactSum.Parse("12.25"))], await CurTruthTests.GroupsAsync(product, "tag:team", "tag:team", "billed"));
        Assert.Equal(["2025-03-01", "2025-03-02"], (await CurTruthTests.GroupsAsync(product, "day", "day", "billed")).Keys);
    }

    [Fact]
    public async Task C31_SamePartNameInTwoFolders_AreTwoFiles()
    {
        using Product product = await Product.NewAsync();
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(SharedFolder.Path("cases", "C31-same-part-name-two-folders")));

        await product.OkAsync("collect", "bucket");

        Assert.Equal(ExactSum.Parse("6.60"), await CurTruthTests.TotalAsync(product, "billed"));
        Assert.Equal(4, await RowsAsync(product));
    }

    [Fact]
    public async Task C32_MissingPart_NothingIsStoredUntilItIsThere()
    {
        using Product product = await Product.NewAsync();
        string from = SharedFolder.Path("cases", "C32-manifest-and-missing-part"), to = Path.Combine(product.Home, "exports");
        foreach (string name in new[] { "_manifest.json", "part_0.csv", "part_1.csv" }) Copy($"{from}/run-1/{name}", $"{to}/run-1/{name}");
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(to));

        Answer first = await product.RunAsync("collect", "bucket");
        Assert.NotEqual(0, first.ExitCode);
        Assert.Contains("incomplete: 2 of 3 parts", first.Error + first.Out, StringComparison.Ordinal);
        Assert.Equal(0, await RowsAsync(product));

        Copy($"{from}/late/part_2.csv", $"{to}/run-1/part_2.csv");
        await product.OkAsync("collect", "bucket");
        Assert.Equal(ExactSum.Parse("12"), await CurTruthTests.TotalAsync(product, "billed"));
        Assert.Equal(3, await RowsAsync(product));
    }

    [Fact]
    public async Task C33_ActualAndAmortised_AreNeverAdded()
    {
        using Product product = await Product.NewAsync();
        Export(product, "actual", "Purchase,Reservation,600", "Usage,OnDemand,400", "Usage,Reservation,0");
        Export(product, "amortized", "Usage,OnDemand,400", "Usage,Reservation,45", "UnusedReservation,Reservation,5");
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(Path.Combine(product.Home, "exports")));

        await product.OkAsync("collect", "bucket");

        Assert.Equal(ExactSum.Parse("1000"), await CurTruthTests.TotalAsync(product, "billed"));
        Assert.Equal(ExactSum.Parse("450"), await CurTruthTests.TotalAsync(product, "effective"));
    }

    [Fact]
    public async Task C33_AmortisedComesLater_BothAreReadAgain()
    {
        using Product product = await Product.NewAsync();
        Export(product, "actual", "Purchase,Reservation,600", "Usage,OnDemand,400");
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(Path.Combine(product.Home, "exports")));
        Answer alone = await product.OkAsync("collect", "bucket");
        Assert.Contains("CG1072", alone.Error + alone.Out + (await product.OkAsync("load", "show", await LoadAsync(product))).Out, StringComparison.Ordinal);
        Export(product, "amortized", "Usage,OnDemand,400", "UnusedReservation,Reservation,50");

        await product.OkAsync("collect", "bucket");

        Assert.Equal(ExactSum.Parse("1000"), await CurTruthTests.TotalAsync(product, "billed"));
        Assert.Equal(ExactSum.Parse("450"), await CurTruthTests.TotalAsync(product, "effective"));
    }

    [Fact]
    public async Task Collect_RunsOfOneMonthWithoutManifests_TheNewestCounts()
    {
        using Product product = await Product.NewAsync();
        Export(product, "mtd/20250301-20250331/202503020100/r1", "Usage,OnDemand,10");
        Export(product, "mtd/20250301-20250331/202503030100/r2", "Usage,OnDemand,10", "Usage,OnDemand,7");
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(Path.Combine(product.Home, "exports")));

        await product.OkAsync("collect", "bucket");

        Assert.Equal(ExactSum.Parse("17"), await CurTruthTests.TotalAsync(product, "billed"));
    }

    private static void Export(Product product, string folder, params string[] rows) => product.Write($"exports/{folder}/part_0_0001.csv",
        $"Date,BillingAccountId,SubscriptionId,ConsumedService,ChargeType,PricingModel,CostInBillingCurrency,BillingCurrencyCode,ReservationId\n{string.Join('\n', rows.Select(row => $"2025-03-01,1234,{Subscription},Microsoft.Compute,{row},EUR,{(row.Contains("Reservation", StringComparison.Ordinal) ? "r-1" : "")}"))}\n");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private static async Task<string> LoadAsync(Product product) =>
        (await product.OkAsync("load", "list", "-o", "json")).Json.GetProperty("items")[0].GetProperty("load").GetString()!;

    private static async Task<long> RowsAsync(Product product)
    {
        JsonElement loads = (await product.OkAsync("load", "list", "-o", "json")).Json;
        return loads.GetProperty("items").EnumerateArray().Sum(load => load.GetProperty("rows").GetInt64());
    }
}
