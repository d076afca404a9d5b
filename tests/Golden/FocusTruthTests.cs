using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Every cost-and-usage file of the shared data, imported and asked for, against truths that were computed without this code.</summary>
public sealed class FocusTruthTests
{
    private static readonly (string Dimension, string Truth, string Key)[] Groupings =
    [
        ("service", "ServiceName", "serviceName"), ("subAccountId", "SubAccountId", "subAccountId"), ("region", "RegionId", "regionId"), ("chargeCategory", "ChargeCategory", "chargeCategory"),
    ];

    public static TheoryData<string> Samples => ["focus/sample-1.0/focus_sample.csv", "focus/parquet/focus_sample_1.0.decimal-json.zstd.parquet", "focus/parquet/focus_sample_1.0.double-map.snappy.parquet"];

    public static TheoryData<string> SpecExamples => [.. Truth("focus_spec_examples.json").EnumerateObject()
        .Where(file => Importable(file.Value) && HasMinimum(file.Name))
        .Select(file => file.Name)];

    public static TheoryData<string> Refused => [.. Truth("focus_spec_examples.json").EnumerateObject()
        .Where(file => !(Importable(file.Value) && HasMinimum(file.Name)))
        .Select(file => file.Name), "focus/validator/all_pass_0.5.csv", "focus/validator/fake_focuses_0.5.csv.gz", "focus/validator/sample.parquet", "focus/validator/fail_invoice_issuer.csv"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task CostShow_Sample_EqualsTheTruthToTheLastDigit(string file)
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", file), "--source", "sample", "-q");
        JsonElement truth = Truth("focus_sample_1.0.json");

        foreach (string metric in (string[])["billed", "effective"])
        {
            string column = metric == "billed" ? "BilledCost" : "EffectiveCost";
            JsonElement total = (await product.OkAsync("cost", "show", "--metric", metric, "--period", "all", "-o", "json")).Json;
            Assert.Equal(truth.GetProperty("totals").GetProperty(column).GetString(), Single(total, metric));
            foreach ((string dimension, string name, string key) in Groupings)
            {
                JsonElement answer = (await product.OkAsync("cost", "show", "--by", dimension, "--metric", metric, "--period", "all", "-o", "json")).Json;
                AssertGroups(Expected(truth.GetProperty("by").GetProperty(name), column), answer, key, metric + "Cost");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task CostShow_RawTags_HaveTheKeysAndValuesOfTheFile(string file)
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", file), "--source", "sample", "-q");
        JsonElement byKey = Truth("focus_sample_1.0.json").GetProperty("tags").GetProperty("by_key");

        foreach (JsonProperty key in byKey.EnumerateObject().Take(6))
        {
            JsonElement answer = (await product.OkAsync("cost", "show", "--by", $"rawTag:{key.Name}", "--metric", "billed", "--period", "all", "-o", "json")).Json;
            AssertGroups(Expected(key.Value, "BilledCost"), answer, $"rawTag:{key.Name}", "billedCost");
        }
    }

    [Theory]
    [MemberData(nameof(SpecExamples))]
    public async Task CostShow_SpecExample_EqualsTheTruth(string file)
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", file), "--source", "spec", "-q");
        JsonElement truth = Truth("focus_spec_examples.json").GetProperty(file);

        foreach ((string metric, string column) in ((string, string)[])[("billed", "BilledCost"), ("effective", "EffectiveCost"), ("list", "ListCost"), ("contracted", "ContractedCost")])
        {
            if (!truth.TryGetProperty(column, out JsonElement expected)) continue;
            JsonElement answer = (await product.OkAsync("cost", "show", "--metric", metric, "--period", "all", "-o", "json")).Json;
            Assert.Equal(expected.GetString(), Single(answer, metric));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Import_FileThatBreaksTheRules_IsRefusedAndNothingStored(string file)
    {
        using Product product = await Product.NewAsync();

        Answer answer = await product.RunAsync("import", SharedFolder.Path("data", file), "--source", "bad");

        Assert.Equal(2, answer.ExitCode);
        Assert.Matches("CG1[0-9]{3}", answer.Error);
        Assert.Contains("Fix:", answer.Error, StringComparison.Ordinal);
        JsonElement loads = (await product.OkAsync("load", "list", "--all", "-o", "json")).Json;
        Assert.Equal(0, loads.GetProperty("items").GetArrayLength());
    }

    private static JsonElement Truth(string name) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", name))).RootElement;

    // Costs written with a dollar sign and a comma break the number format of FOCUS.
    private static bool Importable(JsonElement truth) => truth.TryGetProperty("BilledCost", out JsonElement billed) && !billed.GetString()!.StartsWith("unparsable", StringComparison.Ordinal);

    private static bool HasMinimum(string file)
    {
        HashSet<string> columns = [.. File.ReadLines(SharedFolder.Path("data", file)).First().TrimStart('﻿').Split(',')];
        return columns.IsSupersetOf(["BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ServiceName"])
            && columns.Overlaps(["SubAccountId", "BillingAccountId"]);
    }

    private static SortedDictionary<string, string> Expected(JsonElement groups, string column) =>
        new(groups.EnumerateObject().ToDictionary(group => group.Name, group => group.Value.GetProperty(column).GetString()!), StringComparer.Ordinal);

    private static void AssertGroups(SortedDictionary<string, string> expected, JsonElement answer, string key, string money)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement item in answer.GetProperty("items").EnumerateArray())
        {
            string? name = item.GetProperty(key).GetString();
            string group = name ?? (expected.ContainsKey("(untagged)") ? "(untagged)" : "(null)");
            found[group] = found.TryGetValue(group, out string? earlier) ? (ExactSum.Parse(earlier) + ExactSum.Parse(item.GetProperty(money).GetString()!)).ToString() : item.GetProperty(money).GetString()!;
        }

        Assert.Equal(expected, found);
    }

    private static string Single(JsonElement answer, string metric) => Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty(metric + "Cost").GetString()!;
}
