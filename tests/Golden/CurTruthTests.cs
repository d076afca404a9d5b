using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Every AWS Cost and Usage Report of the shared data, imported and asked for, against truths that were computed without this code.</summary>
public sealed class CurTruthTests
{
    private const string Synthetic = "aws_cur1_synthetic_2026-08.json";

    [Theory]
    [InlineData("cur1-sample-anonymous.csv.gz", "aws_cur1_sample_anonymous.json")]
    [InlineData("synthetic/cur1-2026-08.csv.gz", Synthetic)]
    [InlineData("synthetic/cur1-2026-09.csv.gz", "aws_cur1_synthetic_2026-09.json")]
    [InlineData("synthetic/cur2-2026-08.csv.gz", Synthetic)]
    [InlineData("synthetic/cur2-2026-08.snappy.parquet", Synthetic)]
    public async Task CostShow_Report_EqualsTheTruthToTheLastDigit(string file, string truthName)
    {
        using Product product = await ImportAsync(file);
        JsonElement truth = Truth(truthName), by = truth.GetProperty("by");

        Assert.Equal(Number(truth.GetProperty("totals").GetProperty("UnblendedCost")), await TotalAsync(product, "billed"));
        Assert.Equal(Number(truth.GetProperty("totals").GetProperty("Amortized")), await TotalAsync(product, "effective"));
        Assert.Equal(Groups(by.GetProperty("product/ProductName"), "UnblendedCost"), await GroupsAsync(product, "service", "serviceName", "billed"));
        Assert.Equal(Groups(by.GetProperty("product/ProductName"), "Amortized"), await GroupsAsync(product, "service", "serviceName", "effective"));
        Assert.Equal(Groups(by.GetProperty("lineItem/UsageAccountId"), "Amortized"), await GroupsAsync(product, "subAccountId", "subAccountId", "effective"));
        Assert.Equal(Groups(by.GetProperty("UsageStart_day"), "Amortized"), await GroupsAsync(product, "day", "day", "effective"));
        if (by.TryGetProperty("product/region", out JsonElement regions))
            Assert.Equal(Groups(regions, "Amortized", region => region is "global" or "" or "(null)" ? "" : region), await GroupsAsync(product, "region", "regionId", "effective"));
    }

    [Theory]
    [InlineData("synthetic/cur1-2026-08.csv.gz", "user:")]
    [InlineData("synthetic/cur2-2026-08.csv.gz", "user_")]
    [InlineData("synthetic/cur2-2026-08.snappy.parquet", "user_")]
    public async Task CostShow_RawTags_EqualTheTruth(string file, string prefix)
    {
        using Product product = await ImportAsync(file);
        JsonElement byKey = Truth(Synthetic).GetProperty("tags").GetProperty("by_key");

        foreach (JsonProperty key in byKey.EnumerateObject().Where(key => key.Name is "user:environment" or "user:app"))
        {
            string raw = prefix + key.Name["user:".Length..];
            SortedDictionary<string, ExactSum> found = await GroupsAsync(product, $"rawTag:{raw}", $"rawTag:{raw}", "effective");
            foreach (JsonProperty value in key.Value.EnumerateObject().Where(value => !value.Name.StartsWith("(all", StringComparison.Ordinal)))
                Assert.Equal(Number(value.Value.GetProperty("Amortized")), found[value.Name == "(untagged)" ? "" : value.Name]);
        }
    }

    [Fact]
    public async Task CostShow_SameMonthAsCsvAndParquet_IsTheSame()
    {
        using Product csv = await ImportAsync("synthetic/cur2-2026-08.csv.gz"), parquet = await ImportAsync("synthetic/cur2-2026-08.snappy.parquet");
        foreach (string dimension in (string[])["serviceCategory", "chargeCategory", "resource", "sku", "tag:team"])
        {
            string key = dimension is "resource" ? "resourceId" : dimension is "sku" ? "skuId" : dimension;
            foreach (string metric in (string[])["billed", "effective", "list", "contracted"])
                Assert.Equal(await GroupsAsync(csv, dimension, key, metric), await GroupsAsync(parquet, dimension, key, metric));
        }
    }

    [Theory]
    [InlineData("bucket/koku-local/20180801-20180901/16e57707-f9e3-49be-8be6-b84e684b5194/koku-local-1.csv.gz")]
    [InlineData("bucket/my-prefix/my-report/20180801-20180901/861af42f-713c-4a42-9562-9158a7625630/my-report-1.csv.gz")]
    public async Task Collect_Bucket_ReadsThePartsOfTheManifest(string part)
    {
        using Product product = await Product.NewAsync();
        string folder = SharedFolder.Path("data", "aws", "cur", string.Join('/', part.Split('/')[..^2][..^1]));
        product.Write("connections/bucket.yaml", Connection(folder));

        await product.OkAsync("collect", "bucket");

        JsonElement truth = Truth("aws_cur1_bucket.json").GetProperty("aws/cur/" + part);
        SortedDictionary<string, ExactSum> accounts = await GroupsAsync(product, "subAccountId", "subAccountId", "billed");
        foreach ((string account, ExactSum billed) in Groups(truth.GetProperty("by").GetProperty("lineItem/UsageAccountId"), "UnblendedCost"))
            Assert.True((billed - accounts[account]).Magnitude.CompareTo(ExactSum.Parse("0.0000000000000001")) < 0, $"{account}: {billed} is not {accounts[account]}.");

        // Costs of more than 18 decimals: the source's own text is in the control totals, to the last digit.
        SortedDictionary<string, ExactSum> months = Groups(truth.GetProperty("by").GetProperty("bill/BillingPeriodStartDate"), "UnblendedCost", start => start[..7]);
        JsonElement loads = (await product.OkAsync("load", "list", "-o", "json")).Json.GetProperty("items");
        var raw = new SortedDictionary<string, ExactSum>(StringComparer.Ordinal);
        foreach (JsonElement load in loads.EnumerateArray())
        {
            JsonElement totals = (await product.OkAsync("load", "show", load.GetProperty("load").GetString()!, "-o", "json")).Json;
            JsonElement billed = Assert.Single(totals.GetProperty("items").EnumerateArray(), item => item.GetProperty("metric").GetString() == "BilledCost");
            raw[load.GetProperty("period").GetString()!] = Number(billed.GetProperty("source"));
        }

        Assert.Equal(months, raw);
    }

    [Theory]
    [InlineData("koku/test_cur.csv", 2, "CG1012")] // 130 cells under 131 names: which one is missing cannot be known
    [InlineData("cur2-column-shape.csv", 2, "CG10")] // all costs are blank
    [InlineData("koku/2023-06-01.csv", 6, "CG1060")] // covered usage of 30 NOK without its negations
    [InlineData("koku/2023-06-01-not-final.csv", 6, "CG1060")]
    public async Task Import_ReportThatCannotBeRight_IsRefusedAndNothingStored(string file, int code, string error)
    {
        using Product product = await Product.NewAsync();

        Answer answer = await product.RunAsync("import", SharedFolder.Path("data", "aws", "cur", file), "--source", "bad");

        Assert.Equal(code, answer.ExitCode);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await product.OkAsync("load", "list", "--all", "-o", "json")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Import_FlatNamesAndMarketplace_AreRead()
    {
        using Product product = await ImportAsync("koku/2022-07-01-alt-columns.csv");
        JsonElement load = Assert.Single((await product.OkAsync("load", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("2022-07", "0"), (load.GetProperty("period").GetString(), load.GetProperty("billedCost").GetString()));
        Assert.Equal(["Red Hat® Enterprise Linux®"], (await GroupsAsync(product, "service", "serviceName", "billed")).Keys);

        await product.OkAsync("import", SharedFolder.Path("data", "aws", "cur", "koku/empty_frame.csv"), "--source", "empty", "-q");
        Assert.Single((await product.OkAsync("load", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray());
    }

    internal static string Connection(string folder, string more = "") => $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata:
          name: bucket
        spec:
          provider: folder
          source: { path: {{JsonSerializer.Serialize(folder)}} }
        {{more}}
        """;

    internal static ExactSum Number(JsonElement text) => ExactSum.Parse(text.GetString()!);

    internal static async Task<ExactSum> TotalAsync(Product product, string metric) =>
        (await GroupsAsync(product, "provider", "providerName", metric)).Values.Aggregate(ExactSum.Zero, (sum, next) => sum + next);

    internal static async Task<SortedDictionary<string, ExactSum>> GroupsAsync(Product product, string dimension, string key, string metric)
    {
        JsonElement answer = (await product.OkAsync("cost", "show", "--by", dimension, "--metric", metric, "--period", "all", "-o", "json")).Json;
        var groups = new SortedDictionary<string, ExactSum>(StringComparer.Ordinal);
        foreach (JsonElement item in answer.GetProperty("items").EnumerateArray())
        {
            string name = item.GetProperty(key).GetString() ?? "";
            groups[name] = groups.GetValueOrDefault(name) + Number(item.GetProperty(metric + "Cost"));
        }

        return groups;
    }

    private static SortedDictionary<string, ExactSum> Groups(JsonElement truth, string column, Func<string, string>? rename = null)
    {
        var groups = new SortedDictionary<string, ExactSum>(StringComparer.Ordinal);
        foreach (JsonProperty group in truth.EnumerateObject())
        {
            string name = rename?.Invoke(group.Name) ?? group.Name;
            groups[name] = groups.GetValueOrDefault(name) + Number(group.Value.GetProperty(column));
        }

        return groups;
    }

    private static async Task<Product> ImportAsync(string file)
    {
        Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", "aws", "cur", file), "--source", "aws", "-q");
        return product;
    }

    private static JsonElement Truth(string name) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", name))).RootElement;
}
