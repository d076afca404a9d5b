using System.Text.Json;
using System.Text.RegularExpressions;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using Xunit;

namespace CostGuard.Unit.Core.Focus;

public sealed class FocusMappingTests
{
    private static readonly string[] Minimum = ["BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ServiceName", "SubAccountId"];
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public void Of_AllColumnsOfAVersion_AreKnownAndNameTheVersion(string version)
    {
        string file = SharedFolder.Path("data", "focus", "columns", $"v{version.Replace('.', '-')}.columns.jsonc");
        string json = Regex.Replace(File.ReadAllText(file), @"^\s*//.*$", "", RegexOptions.Multiline);
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement.TryGetProperty("costAndUsage", out JsonElement dataset) ? dataset : document.RootElement;
        string[] names = [.. root.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!)];
        FocusMapping mapping = FocusMapping.Of(names, Nothing, "f.csv");
        Assert.Equal(version, mapping.Version);
        Assert.Empty(mapping.Problems);
        Assert.All(names, name => Assert.Equal(FeedKind.Source, mapping[name]!.Kind));
        foreach (JsonElement column in root.GetProperty("columns").EnumerateArray())
        {
            string name = column.GetProperty("name").GetString()!;
            if (column.GetProperty("allowedValues").ValueKind == JsonValueKind.Array)
                Assert.Equal(column.GetProperty("allowedValues").EnumerateArray().Select(value => value.GetString()!), FocusValues.Allowed(name)!);
        }
    }

    [Fact]
    public void Of_HeaderSpelledOtherwise_Matches()
    {
        string[] header = ["\uFEFFbilled_cost", " Effective Cost ", "BILLINGCURRENCY", "billing_period_start", "ChargePeriodStart", "chargeperiodend", "ChargeCategory", "ServiceName", "billing_account_id", "x_Own", "Id"];
        FocusMapping mapping = FocusMapping.Of(header, Nothing, "f.csv");
        Assert.Equal(0, mapping["BilledCost"]!.SourceIndex);
        Assert.Equal(" Effective Cost ", mapping["EffectiveCost"]!.SourceName);
        Assert.Equal(9, mapping["x_Own"]!.SourceIndex);
        Assert.Contains(mapping.Problems, problem => problem.Code == FocusErrors.UnknownColumns.Code && problem.Message.Contains("Id", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_NoListAndContractedCost_TakeEffectiveCostWithAWarning()
    {
        FocusMapping mapping = FocusMapping.Of(Minimum, Nothing, "f.csv");
        Assert.Equal(FeedKind.EffectiveCost, mapping["ListCost"]!.Kind);
        Assert.Equal(FeedKind.EffectiveCost, mapping["ContractedCost"]!.Kind);
        Assert.Equal(2, mapping.Problems.Count(problem => problem.Code == FocusErrors.ColumnDefaulted.Code && problem.Severity == Severity.Warning));
        Assert.Null(mapping["Tags"]);
    }

    [Fact]
    public void Of_MissingMinimum_NamesAll()
    {
        CostGuardException refusal = Assert.Throws<CostGuardException>(() => FocusMapping.Of(["BilledCost", "BillingCurrency", "ChargePeriodStart"], Nothing, "f.csv"));
        Assert.Equal(2, refusal.ExitCode);
        Assert.Equal(FocusErrors.MissingColumns.Code, refusal.Problem.Code);
        foreach (string name in new[] { "EffectiveCost", "BillingPeriodStart", "ChargePeriodEnd", "ChargeCategory", "ServiceName", "SubAccountId or BillingAccountId" })
            Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BilledCost", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Version13Names_FeedTheOlderOnes()
    {
        FocusMapping mapping = FocusMapping.Of([.. Minimum, "ServiceProviderName", "HostProviderName"], Nothing, "f.csv");
        Assert.Equal("1.3", mapping.Version);
        Assert.Equal("ServiceProviderName", mapping["ProviderName"]!.SourceName);
        Assert.Equal("HostProviderName", mapping["PublisherName"]!.SourceName);
        Assert.NotNull(mapping["ServiceProviderName"]);
    }

    [Theory]
    [InlineData("InvoiceDetailId", "1.4")]
    [InlineData("InvoiceId", "1.2")]
    [InlineData("SkuMeter", "1.1")]
    [InlineData("Tags", "1.0")]
    public void Of_NewestColumn_GivesTheVersion(string column, string version) =>
        Assert.Equal(version, FocusMapping.Of([.. Minimum, column], Nothing, "f.csv").Version);

    [Fact]
    public void Of_OtherDatasets_AreRefusedByName()
    {
        AssertRefused(FocusErrors.WrongVersion, FirstLine("data", "focus", "validator", "all_pass_0.5.csv"));
        AssertRefused(FocusErrors.ContractCommitment, FirstLine("data", "focus", "spec-examples-later", "contract_commitment_scenario_1.csv"));
        AssertRefused(FocusErrors.Empty, [""]);
        AssertRefused(FocusErrors.ColumnTwice, [.. Minimum, "billed_cost"]);
    }

    [Fact]
    public void Of_Assumptions_SatisfyTheMinimumAndAreWarned()
    {
        var assume = new Dictionary<string, string>
        {
            ["BillingPeriodStart"] = "{ChargePeriodStart:month}",
            ["charge_period_end"] = "{ChargePeriodStart:+1d}",
            ["EffectiveCost"] = "{BilledCost}",
            ["ChargeCategory"] = "Usage",
            ["ServiceName"] = "Unknown",
            ["SubAccountId"] = "{Acct}",
            ["x_Note"] = "n",
            ["BillingCurrency"] = "EUR",
        };
        FocusMapping mapping = FocusMapping.Of(["ChargePeriodStart", "BilledCost", "BillingCurrency", "Acct"], assume, "f.csv");
        Assert.Equal((FeedKind.Month, 0), (mapping["BillingPeriodStart"]!.Kind, mapping["BillingPeriodStart"]!.SourceIndex));
        Assert.Equal((FeedKind.ShiftDays, 1), (mapping["ChargePeriodEnd"]!.Kind, mapping["ChargePeriodEnd"]!.Days));
        Assert.Equal((FeedKind.Copy, "BilledCost"), (mapping["EffectiveCost"]!.Kind, mapping["EffectiveCost"]!.SourceName));
        Assert.Equal((FeedKind.Copy, 3), (mapping["SubAccountId"]!.Kind, mapping["SubAccountId"]!.SourceIndex));
        Assert.Equal((FeedKind.Constant, "Usage"), (mapping["ChargeCategory"]!.Kind, mapping["ChargeCategory"]!.Constant));
        Assert.Equal(FeedKind.Source, mapping["BillingCurrency"]!.Kind);
        Assert.Equal(7, mapping.Problems.Count(problem => problem.Code == FocusErrors.ColumnAssumed.Code));
        Assert.Single(mapping.Problems, problem => problem.Code == FocusErrors.AssumptionUnused.Code);
    }

    [Theory]
    [InlineData("NoSuchColumn", "1")]
    [InlineData("ResourceId", "{NoSuchColumn}")]
    [InlineData("ResourceId", "{BilledCost:+1d}")]
    [InlineData("BillingPeriodEnd", "{ChargePeriodStart:week}")]
    public void Of_BadAssumption_IsRefused(string column, string text)
    {
        CostGuardException refusal = Assert.Throws<CostGuardException>(() => FocusMapping.Of(Minimum, new Dictionary<string, string> { [column] = text }, "f.csv"));
        Assert.Equal((2, FocusErrors.BadAssumption.Code), (refusal.ExitCode, refusal.Problem.Code));
    }

    [Fact]
    public void Canonical_OtherCase_IsTheFocusSpelling()
    {
        Assert.Equal("Usage-Based", FocusValues.Canonical("ChargeFrequency", "Usage-based"));
        Assert.Equal("Internet of Things", FocusValues.Canonical("ServiceCategory", "INTERNET OF THINGS"));
        Assert.Null(FocusValues.Canonical("ChargeCategory", "Refund"));
    }

    private static void AssertRefused(ErrorInfo info, string[] header)
    {
        CostGuardException refusal = Assert.Throws<CostGuardException>(() => FocusMapping.Of(header, Nothing, "f.csv"));
        Assert.Equal((2, info.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.False(string.IsNullOrWhiteSpace(refusal.Problem.Fix));
    }

    private static string[] FirstLine(params string[] path) => File.ReadLines(SharedFolder.Path(path)).First().Split(',');
}
