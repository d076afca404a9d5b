using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>The cases and real files; expected values come from their expected.json and from data/truth.</summary>
public sealed class FocusCsvCasesTests
{
    private static readonly Dictionary<string, string> Rest = new()
    {
        ["BillingAccountId"] = "acct-1",
        ["BillingPeriodStart"] = "{ChargePeriodStart:month}",
        ["ChargePeriodEnd"] = "{ChargePeriodStart:+1d}",
        ["ChargeCategory"] = "Usage",
        ["ServiceName"] = "Unknown",
        ["EffectiveCost"] = "{BilledCost}",
        ["BillingCurrency"] = "USD",
    };

    // The examples have a fault of their own: hour 30.
    private static readonly Dictionary<string, ErrorInfo> FaultyExamples = new()
    {
        ["commitment_discount_purchase_scenario_2.csv"] = FocusErrors.BadTime,
        ["commitment_discount_purchase_scenario_3.csv"] = FocusErrors.BadTime,
    };

    [Fact]
    public async Task P05_DateVariants_AreOneInstant()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P05-focus-date-variants", "focus.csv"), Rest);
        Assert.Equal(6, read.Summary.RowsRead);
        Assert.Equal("6", read.Billed.ToString());
        Assert.Equal(["2025-03-01T00:00:00Z"], read.Texts("ChargePeriodStart").Distinct());
        Assert.Equal("2025-03", Assert.Single(read.Summary.Totals).Period.ToString());
    }

    [Fact]
    public async Task P07_Exponents_KeepEveryDigit()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P07-exponent-decimals", "focus.csv"), Rest);
        Assert.Equal(6, read.Summary.RowsRead);
        Assert.Equal(0, read.Summary.RowsRejected);
        Assert.Equal("0", read.Texts("BilledCost")[5]);
        Assert.Equal("100.0000351", read.Texts("BilledCost").Aggregate(ExactSum.Zero, (sum, text) => sum + ExactSum.Parse(text!)).ToString());
        Assert.Equal(ExactSum.Parse("100.0000351") + ExactSum.Parse("4E-30"), read.Billed);
        Assert.Contains(read.Summary.Problems, problem => problem.Code == FocusErrors.DigitsRounded.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("hu-HU")]
    [InlineData("tr-TR")]
    public async Task P08_AnyCulture_SameNumbers(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        ReadFile good = await CsvFiles.ReadAsync(Case("P08-server-culture", "focus.csv"), Rest);
        Assert.Equal("1254.45", good.Billed.ToString());
        ReadFile bad = await CsvFiles.ReadAsync(Case("P08-server-culture", "bad.csv"), Rest);
        Assert.Equal(1, bad.Summary.RowsRejected);
        Problem problem = bad.Summary.Problems[0];
        Assert.Equal((FocusErrors.BadNumber.Code, 2, "BilledCost", "bad.csv"), (problem.Code, problem.Line, problem.Column, problem.File));
        Assert.Contains("'1,5'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task P13_TagCase_RawTagsAreKept()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P13-tag-case-variants", "focus.csv"), Rest);
        Assert.Equal("45", read.Billed.ToString());
        Assert.Equal("""{"team":"core","Team":"payments"}""", read.Texts("Tags")[3]);
        Assert.Equal("""{"team":"Payments "}""", read.Texts("Tags")[4]);
    }

    [Fact]
    public async Task P15_NullBilledCost_RefusesTheRowAndNamesIt()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P15-billedcost-null", "focus.csv"), Rest);
        Assert.Equal((4, 1), (read.Summary.RowsRead, read.Summary.RowsRejected));
        Assert.Equal("9", read.Billed.ToString());
        Assert.Equal((FocusErrors.NullValue.Code, 3, "BilledCost"), (read.Summary.Problems[0].Code, read.Summary.Problems[0].Line, read.Summary.Problems[0].Column));
        Assert.Equal(["10", "0", "-1"], read.Texts("ContractedCost"));
    }

    [Fact]
    public async Task P22_LateTypeChange_AllRows()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P22-type-changes-late-in-file", "focus.csv.gz"), Rest);
        Assert.Equal((25_000, 0), (read.Summary.RowsRead, read.Summary.RowsRejected));
        Assert.Equal("25005", read.Billed.ToString());
        Assert.Equal("A-24000", read.Texts("SkuId")[24_000]);
    }

    [Fact]
    public async Task P24_Quoting_KeepsCells()
    {
        ReadFile read = await CsvFiles.ReadAsync(Case("P24-csv-quoting", "focus.csv"), Rest);
        Assert.Equal((5, 0), (read.Summary.RowsRead, read.Summary.RowsRejected));
        Assert.Equal("31", read.Billed.ToString());
        Assert.Equal(["r,1", "r\"2\"", "r3", "r4", "\","], read.Texts("ResourceId"));
        Assert.True(read.Texts("Tags")[3]!.Length > 131_072);
        Assert.Contains("\n", read.Texts("Tags")[2], StringComparison.Ordinal);
        Assert.DoesNotContain(read.Summary.Problems, problem => problem.Code == FocusErrors.BadTags.Code && problem.Line != 4);
    }

    [Fact]
    public async Task FocusSample10_Totals_AreTheTruth()
    {
        ReadFile read = await CsvFiles.ReadAsync(SharedFolder.Path("data", "focus", "sample-1.0", "focus_sample.csv"));
        using JsonDocument truth = Truth("focus_sample_1.0.json");
        JsonElement totals = truth.RootElement.GetProperty("totals");
        Assert.Equal((1_000, 0), (read.Summary.RowsRead, read.Summary.RowsRejected));
        Assert.Equal("1.0", read.Summary.FocusVersion);
        Assert.Equal(ExactSum.Parse(totals.GetProperty("BilledCost").GetString()!), read.Billed);
        Assert.Equal(ExactSum.Parse(totals.GetProperty("EffectiveCost").GetString()!), read.Effective);
        Assert.Equal(ExactSum.Parse(totals.GetProperty("ListCost").GetString()!), read.Sum(total => total.List));
        Assert.Equal(ExactSum.Parse(totals.GetProperty("ContractedCost").GetString()!), read.Sum(total => total.Contracted));
        Assert.Equal(["2024-09", "2024-10"], read.Summary.Totals.Select(total => total.Period.ToString()).Distinct());
        foreach (JsonProperty provider in truth.RootElement.GetProperty("by").GetProperty("ProviderName").EnumerateObject())
            Assert.Equal(provider.Value.GetProperty("rows").GetInt32(), read.Texts("ProviderName").Count(name => name == provider.Name));
        Assert.All(read.Texts("ChargeClass"), Assert.Null);
        Assert.DoesNotContain("Usage-based", read.Texts("ChargeFrequency"));
        Assert.Contains(read.Summary.Problems, problem => problem.Code == FocusErrors.UnknownColumns.Code && problem.Message.Contains("Id", StringComparison.Ordinal));
        Assert.Contains(read.Summary.Problems, problem => problem.Code == FocusErrors.ColumnDefaulted.Code && problem.Column == "ContractedCost" && problem.Message.Contains("7 rows", StringComparison.Ordinal));
    }

    public static TheoryData<string> Examples()
    {
        using JsonDocument truth = Truth("focus_spec_examples.json");
        return [.. truth.RootElement.EnumerateObject().Where(file => file.Value.TryGetProperty("BilledCost", out _)).Select(file => file.Name)];
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task SpecExample_Totals_AreTheTruthOrTheRowsAreRefused(string file)
    {
        using JsonDocument truth = Truth("focus_spec_examples.json");
        JsonElement expected = truth.RootElement.GetProperty(file);
        var assume = new Dictionary<string, string>(Rest);
        if (file.Contains("spec-examples-1.2", StringComparison.Ordinal) || file.Contains("correction", StringComparison.Ordinal)) assume.Remove("ChargePeriodEnd");
        assume.Remove("BillingPeriodStart");
        ReadFile read = await CsvFiles.ReadAsync(SharedFolder.Path(["data", .. file.Split('/')]), assume);
        if (expected.GetProperty("BilledCost").GetString()!.StartsWith("unparsable", StringComparison.Ordinal))
        {
            Assert.Equal((expected.GetProperty("rows").GetInt64(), read.Summary.RowsRead), (read.Summary.RowsRejected, read.Summary.RowsRejected));
            Assert.All(read.Summary.Problems.Where(problem => problem.Severity == Severity.Error), problem => Assert.Equal(FocusErrors.BadNumber.Code, problem.Code));
            return;
        }

        // The truth counts blank lines as rows without a category.
        long blank = expected.GetProperty("uniform_rows").GetBoolean() ? 0 : expected.GetProperty("ChargeCategory").GetProperty("(null)").GetInt64();
        Assert.Equal(expected.GetProperty("rows").GetInt64() - blank, read.Summary.RowsRead);
        if (FaultyExamples.TryGetValue(file.Split('/')[^1], out ErrorInfo? fault))
        {
            Assert.Equal((1, fault.Code), (read.Summary.RowsRejected, read.Summary.Problems[0].Code));
            return;
        }

        Assert.Equal(0, read.Summary.RowsRejected);
        Assert.Equal(ExactSum.Parse(expected.GetProperty("BilledCost").GetString()!), read.Billed);
        Assert.Equal(ExactSum.Parse(expected.GetProperty("EffectiveCost").GetString()!), read.Effective);
        if (expected.TryGetProperty("ListCost", out JsonElement list)) Assert.Equal(ExactSum.Parse(list.GetString()!), read.Sum(total => total.List));
        if (expected.TryGetProperty("ContractedCost", out JsonElement contracted)) Assert.Equal(ExactSum.Parse(contracted.GetString()!), read.Sum(total => total.Contracted));
    }

    private static string Case(string name, string file) => SharedFolder.Path("cases", name, file);

    private static JsonDocument Truth(string name) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", name)));
}
