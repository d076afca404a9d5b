using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Every Azure cost export of the shared data, imported and asked for, against truths that were computed without this code.</summary>
public sealed class AzureTruthTests
{
    private const string Actual = "EA_ActualCost_Small.csv", Amortised = "EA_AmortizedCost_Small.csv";

    // Rows are rounded to 18 decimals; what that moves is in the control totals.
    private static readonly ExactSum Rounding = ExactSum.Parse("0.0000000000000001");

    [Theory]
    [InlineData(Actual, "billed")]
    [InlineData(Amortised, "effective")]
    [InlineData("EA_ea-export-anonymous.csv", "billed")]
    [InlineData("koku/camel_azure_version_2.csv", "billed")]
    [InlineData("koku/azure_camelCased.csv", "billed")]
    [InlineData("koku/costreport_a243c6f2-199f-4074-9a2c-40e671cf1584.csv", "effective")]
    [InlineData("synthetic/azure-ea-2026-08.csv.gz", "billed")]
    [InlineData("synthetic/azure-ea-2026-09.csv.gz", "effective")]
    public async Task Import_Export_EqualsTheTruthToTheLastDigit(string file, string metric)
    {
        using Product product = await ImportAsync(file);
        JsonElement truth = Truth(file), by = truth.GetProperty("by");
        string column = truth.GetProperty("totals").EnumerateObject().Single().Name;

        Assert.Equal(Total(truth), await SourceTotalAsync(product, metric));
        Expect(Group(by, "subscription"), column, name => name, await CurTruthTests.GroupsAsync(product, "subAccountId", "subAccountId", metric));
        Expect(Group(by, "date"), column, Day, await CurTruthTests.GroupsAsync(product, "day", "day", metric));
        foreach (JsonProperty key in truth.GetProperty("tags").GetProperty("by_key").EnumerateObject().Take(2))
            Expect(key.Value, column, value => value == "(untagged)" ? "" : value, await CurTruthTests.GroupsAsync(product, $"rawTag:{key.Name}", $"rawTag:{key.Name}", metric));
    }

    [Fact]
    public async Task Import_ActualAndAmortised_AreTwoMeasuresOfOneDataset()
    {
        using Product product = await ImportAsync(Actual, Amortised);

        Assert.Equal(Total(Truth(Actual)), await SourceTotalAsync(product, "billed"));
        Assert.Equal(Total(Truth(Amortised)), await SourceTotalAsync(product, "effective"));
    }

    [Theory]
    [InlineData("opencost/headersets-Enterprise.csv", "0")]
    [InlineData("opencost/headersets-EnterpriseCamel.csv", "0.012")]
    [InlineData("opencost/headersets-German.csv", "0.075")]
    [InlineData("opencost/headersets-PayAsYouGo.csv", "0.075")]
    [InlineData("opencost/headersets-YA.csv", "0.075")]
    public async Task Import_HeaderVariant_IsReadByItsNames(string file, string cost)
    {
        using Product product = await ImportAsync(file);

        Assert.Equal(ExactSum.Parse(cost), await SourceTotalAsync(product, "billed"));
        Assert.Equal(["2021-02-02"], (await CurTruthTests.GroupsAsync(product, "day", "day", "billed")).Keys);
    }

    [Theory]
    [InlineData("opencost/values-MissingBrackets.csv")]
    [InlineData("opencost/values-VirtualMachine.csv")]
    public async Task Import_NoCurrencyInTheFile_IsReadWithOneThatIsAssumed(string file)
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", Path(file), "--source", "azure", "--assume", "BillingCurrency=USD", "-q");

        Assert.Equal(ExactSum.Parse("4"), await SourceTotalAsync(product, "billed"));
        Assert.Equal(["aks-aks-nodepool1-12345678-vmss"], (await CurTruthTests.GroupsAsync(product, "rawTag:creationSource", "rawTag:creationSource", "billed")).Keys);
    }

    [Theory]
    [InlineData("koku/azure_version_2.csv", "CG1009")] // the currency is "MC"
    [InlineData("opencost/values-Template.csv", "CG1002")] // no currency; its rows also lack a cell
    [InlineData("opencost/headersets-BOM.csv", "CG1011")] // a row without cost and currency
    public async Task Import_ExportThatCannotBeRight_IsRefusedAndNothingStored(string file, string error)
    {
        using Product product = await Product.NewAsync();

        Answer answer = await product.RunAsync("import", Path(file), "--source", "bad");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await product.OkAsync("load", "list", "--all", "-o", "json")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("EA_NoRows.csv")]
    [InlineData("koku/empty_frame.csv")]
    public async Task Import_HeaderOnly_LeavesTheMonthAlone(string file)
    {
        using Product product = await ImportAsync(Actual);

        await product.RunAsync("import", Path(file), "--source", "azure");

        Assert.Equal(Total(Truth(Actual)), await SourceTotalAsync(product, "billed"));
    }

    internal static async Task<ExactSum> SourceTotalAsync(Product product, string metric)
    {
        ExactSum sum = ExactSum.Zero;
        string column = metric == "billed" ? "BilledCost" : metric == "effective" ? "EffectiveCost" : "ContractedCost";
        foreach (JsonElement load in (await product.OkAsync("load", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray())
        {
            JsonElement shown = (await product.OkAsync("load", "show", load.GetProperty("load").GetString()!, "-o", "json")).Json;
            foreach (JsonElement item in shown.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("metric").GetString() == column))
                sum += ExactSum.Parse(item.GetProperty("source").GetString()!);
        }

        return sum;
    }

    private static async Task<Product> ImportAsync(params string[] files)
    {
        Product product = await Product.NewAsync();
        await product.OkAsync(["import", .. files.Select(Path), "--source", "azure", "-q"]);
        return product;
    }

    private static string Path(string file) => SharedFolder.Path("data", "azure", "exports", file);

    private static JsonElement Truth(string file)
    {
        string name = file.StartsWith("synthetic/azure-ea-", StringComparison.Ordinal) ? $"azure_synthetic_{file[^14..^7]}.json" : "azure_exports.json";
        JsonElement root = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", name))).RootElement;
        return root.TryGetProperty("azure/exports/" + file, out JsonElement truth) ? truth : root;
    }

    private static ExactSum Total(JsonElement truth) => ExactSum.Parse(truth.GetProperty("totals").EnumerateObject().Single().Value.GetString()!);

    // Of two columns with one meaning (SubscriptionId, SubscriptionGuid; Date, UsageDateTime) the truth has the file's own.
    private static JsonElement Group(JsonElement by, string part) =>
        by.EnumerateObject().Single(group => group.Name.Contains(part, StringComparison.OrdinalIgnoreCase)).Value;

    private static void Expect(JsonElement groups, string column, Func<string, string> name, SortedDictionary<string, ExactSum> found)
    {
        Assert.Equal(groups.EnumerateObject().Select(group => name(group.Name)).Order(StringComparer.Ordinal), found.Keys);
        foreach (JsonProperty group in groups.EnumerateObject())
        {
            ExactSum expected = ExactSum.Parse(group.Value.GetProperty(column).GetString()!);
            Assert.True((expected - found[name(group.Name)]).Magnitude.CompareTo(Rounding) < 0, $"{group.Name}: {expected} is not {found[name(group.Name)]}.");
        }
    }

    private static string Day(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal)) return text[..10];
        string[] parts = text.Split('/');
        return $"{parts[2]}-{parts[0].PadLeft(2, '0')}-{parts[1].PadLeft(2, '0')}";
    }
}
