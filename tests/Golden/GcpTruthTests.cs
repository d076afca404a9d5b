using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Every Google Cloud billing export of the shared data, imported and asked for, against truths that were computed without this code.</summary>
public sealed class GcpTruthTests
{
    [Theory]
    [InlineData("koku/billing_2020-11-08_11.csv", "gcp_koku_2020-11.json")]
    [InlineData("koku/2022-08-01_5.csv", "gcp_koku_2022-08.json")]
    [InlineData("synthetic/gcp-standard-2026-08.csv.gz", "gcp_synthetic_standard_2026-08.json")]
    [InlineData("synthetic/gcp-standard-2026-09.csv.gz", "gcp_synthetic_standard_2026-09.json")]
    [InlineData("synthetic/gcp-detailed-2026-08.csv.gz", "gcp_synthetic_detailed_2026-08.json")]
    [InlineData("synthetic/gcp-detailed-2026-09.csv.gz", "gcp_synthetic_detailed_2026-09.json")]
    [InlineData("synthetic/gcp-detailed-2026-08.jsonl.gz", "gcp_synthetic_detailed_2026-08.json")]
    [InlineData("synthetic/gcp-detailed-2026-09.jsonl.gz", "gcp_synthetic_detailed_2026-09.json")]
    public async Task CostShow_Export_EqualsTheTruthToTheLastDigit(string file, string truthName)
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", "gcp", file), "--source", "gcp", "-q");
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", truthName))).RootElement;
        JsonElement totals = truth.GetProperty("totals"), by = truth.GetProperty("by");

        Assert.Equal(Number(totals, "net"), await CurTruthTests.TotalAsync(product, "billed"));
        Assert.Equal(Number(totals, "net"), await CurTruthTests.TotalAsync(product, "effective"));
        SortedDictionary<string, ExactSum> categories = await CurTruthTests.GroupsAsync(product, "chargeCategory", "chargeCategory", "contracted");
        Assert.Equal(Number(totals, "cost"), categories["Usage"]);
        Assert.Equal(Number(totals, "credits"), categories.GetValueOrDefault("Credit"));
        Assert.Equal(Groups(by.GetProperty("service.description")), await CurTruthTests.GroupsAsync(product, "service", "serviceName", "billed"));
        Assert.Equal(Groups(by.GetProperty("project.id")), await CurTruthTests.GroupsAsync(product, "subAccountId", "subAccountId", "billed"));
        Assert.Equal(Groups(by.GetProperty("usage_day_as_written")), await CurTruthTests.GroupsAsync(product, "day", "day", "effective"));
        Assert.Equal(Groups(by.GetProperty("invoice.month"), month => $"{month[..4]}-{month[4..]}"), await CurTruthTests.GroupsAsync(product, "month", "month", "billed"));
        foreach (JsonProperty key in truth.GetProperty("tags").GetProperty("by_key").EnumerateObject())
            Assert.Equal(Groups(key.Value, value => value == "(untagged)" ? "" : value), await CurTruthTests.GroupsAsync(product, $"rawTag:{key.Name}", $"rawTag:{key.Name}", "billed"));
    }

    [Fact]
    public async Task Collect_FolderOfExports_ReadsRowsAsJsonToo()
    {
        using Product product = await Product.NewAsync();
        string[] rows = [Row("2026-08-31", "202608", "1.5"), Row("2026-08-31", "202609", "0.25")];
        product.Write("exports/gcp-000000000000.json", string.Join('\n', rows));
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(Path.Combine(product.Home, "exports")));

        await product.OkAsync("collect", "bucket");

        Assert.Equal([new("2026-08", ExactSum.Parse("1.5")), new("2026-09", ExactSum.Parse("0.25"))], await CurTruthTests.GroupsAsync(product, "month", "month", "billed"));
    }

    private static string Row(string day, string month, string cost) =>
        $$"""{"billing_account_id": "A-1", "service": {"description": "Compute Engine"}, "sku": {"id": "S"}, "usage_start_time": "{{day}} 00:00:00 UTC", "usage_end_time": "{{day}} 01:00:00 UTC", "project": {"id": "p"}, "cost": {{cost}}, "currency": "USD", "credits": [], "invoice": {"month": "{{month}}"}, "cost_type": "regular"}""";

    private static ExactSum Number(JsonElement of, string name) => ExactSum.Parse(of.GetProperty(name).GetString()!);

    private static SortedDictionary<string, ExactSum> Groups(JsonElement groups, Func<string, string>? name = null) =>
        new(groups.EnumerateObject().ToDictionary(group => name?.Invoke(group.Name) ?? group.Name, group => Number(group.Value, "net")), StringComparer.Ordinal);
}
