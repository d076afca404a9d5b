using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>
/// The cases of stage parse and allocate that are FOCUS files. Several of them are cut down to the columns they are about; what the product
/// cannot do without is then assumed, as a user would say it on the command line.
/// </summary>
public sealed class ParseCaseTests
{
    private static readonly string[] Missing =
    [
        "--assume", "BillingAccountId=acct", "--assume", "ServiceName=Test", "--assume", "ChargeCategory=Usage", "--assume", "EffectiveCost={BilledCost}",
        "--assume", "ChargePeriodEnd={ChargePeriodStart:+1d}", "--assume", "BillingPeriodStart={ChargePeriodStart:month}",
    ];

    [Theory]
    [InlineData("P05-focus-date-variants")]
    public async Task P05_DateVariants_AreOneDay(string name)
    {
        using Product product = await ImportAsync(name, "focus.csv");
        JsonElement expect = Expect(name);

        Dictionary<string, string> byDay = await GroupsAsync(product, "day", "day");

        Assert.Equal(["2025-03-01"], byDay.Keys);
        Assert.Equal(ExactSum.Parse(expect.GetProperty("by_day").GetProperty("2025-03-01").GetString()!), ExactSum.Parse(byDay["2025-03-01"]));
        Assert.Equal(expect.GetProperty("rows").GetInt64(), await RowsAsync(product));
    }

    [Fact]
    public async Task P07_Exponents_AreExact()
    {
        using Product product = await ImportAsync("P07-exponent-decimals", "focus.csv");

        Assert.Equal(Expect("P07-exponent-decimals").GetProperty("total").GetString(), await TotalAsync(product));
        Assert.Equal(6, await RowsAsync(product));
    }

    [Theory]
    [InlineData("")]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("hu-HU")]
    [InlineData("tr-TR")]
    public async Task P08_ServerCulture_ChangesNothing(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using Product product = await ImportAsync("P08-server-culture", "focus.csv");
            Assert.Equal(Expect("P08-server-culture").GetProperty("focus.csv total").GetString(), await TotalAsync(product));

            Answer bad = await product.RunAsync(["import", SharedFolder.Path("cases", "P08-server-culture", "bad.csv"), "--source", "bad", .. Missing]);
            Assert.Equal(2, bad.ExitCode);
            Assert.Contains("1,5", bad.Error, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task P13_TagSpellings_AreOneTeamAndConflictsAreShown()
    {
        using Product product = await Product.NewAsync();
        product.Write("teams/payments.yaml", Team("payments"));
        product.Write("teams/core.yaml", Team("core"));
        // The case puts "Team" before "team": said as an alias in that order.
        File.WriteAllText(Path.Combine(product.Home, "costguard.yaml"), """
            apiVersion: costguard/v1
            kind: Company
            metadata: { name: case }
            spec:
              company: Case
              currency: USD
              tags:
                aliases: { team: [Team, team, TEAM] }

            """);
        await product.OkAsync(["import", SharedFolder.Path("cases", "P13-tag-case-variants", "focus.csv"), "--source", "case", "--assume", "ServiceName=Test"]);

        Dictionary<string, string> byTeam = await GroupsAsync(product, "team", "team");
        JsonElement coverage = (await product.OkAsync("allocation", "coverage", "--period", "2025-03", "-o", "json")).Json;

        Assert.Equal("40", byTeam["payments"]);
        Assert.Equal("5", byTeam["core"]);
        Assert.Equal("45", await TotalAsync(product));
        Assert.Equal(1, coverage.GetProperty("items")[0].GetProperty("conflictRows").GetInt64());
        Assert.Equal("3", (await GroupsAsync(product, "rawTag:team", "rawTag:team"))["Payments "]);
    }

    [Fact]
    public async Task P15_NullBilledCost_IsRefusedByLineAndNotZero()
    {
        using Product product = await Product.NewAsync();
        string file = SharedFolder.Path("cases", "P15-billedcost-null", "focus.csv");

        Answer strict = await product.RunAsync("import", file, "--source", "case", "--assume", "ServiceName=Test");
        Answer tolerant = await product.RunAsync("import", file, "--source", "case", "--assume", "ServiceName=Test", "--max-rejected", "1");

        Assert.Equal(2, strict.ExitCode);
        Assert.Equal(7, tolerant.ExitCode);
        Assert.Contains("focus.csv:3", tolerant.Error, StringComparison.Ordinal);
        Assert.Equal("9", await TotalAsync(product));
        Assert.Equal(3, await RowsAsync(product));
    }

    [Fact]
    public async Task P22_TypeChangesLate_LosesNoRow()
    {
        using Product product = await ImportAsync("P22-type-changes-late-in-file", "focus.csv.gz");

        Assert.Equal("25005", await TotalAsync(product));
        Assert.Equal(25_000, await RowsAsync(product));
    }

    [Fact]
    public async Task P24_QuotedCells_StayOneRowEach()
    {
        using Product product = await ImportAsync("P24-csv-quoting", "focus.csv");
        JsonElement expect = Expect("P24-csv-quoting");

        Dictionary<string, string> byTeam = await GroupsAsync(product, "rawTag:team", "rawTag:team");
        Dictionary<string, string> byResource = await GroupsAsync(product, "resource", "resourceId");

        Assert.Equal(expect.GetProperty("total").GetString(), await TotalAsync(product));
        Assert.Equal(expect.GetProperty("by_team").EnumerateObject().ToDictionary(team => team.Name, team => team.Value.GetString()!), byTeam);
        Assert.Equal(expect.GetProperty("resource_ids").EnumerateArray().Select(id => id.GetString()!).Order(StringComparer.Ordinal), byResource.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task P26_IntegerDecimals_CarryTheirScale()
    {
        using Product product = await ImportAsync("P26-parquet-int-decimals", "focus-int-decimal.parquet");

        Assert.Equal("9.89", await TotalAsync(product));
        Assert.Equal("9.84000012", await TotalAsync(product, "effective"));
        Assert.Equal(["2025-01-15"], (await GroupsAsync(product, "day", "day")).Keys);
    }

    [Fact]
    public async Task P27_SchemaDrift_EachMonthIsReadByItsOwnColumns()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync(["import", SharedFolder.Path("cases", "P27-parquet-schema-drift", "focus-2025-01.parquet"), SharedFolder.Path("cases", "P27-parquet-schema-drift", "focus-2025-02.parquet"), "--source", "case", .. Missing]);

        Dictionary<string, string> byMonth = await GroupsAsync(product, "month", "month");

        Assert.Equal("10.840007", byMonth["2025-01"]);
        Assert.Equal("0.6", byMonth["2025-02"]);
    }

    private static async Task<Product> ImportAsync(string name, string file)
    {
        Product product = await Product.NewAsync();
        await product.OkAsync(["import", SharedFolder.Path("cases", name, file), "--source", "case", .. Missing]);
        return product;
    }

    private static JsonElement Expect(string name) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", name, "expected.json"))).RootElement.GetProperty("expect");

    private static async Task<string> TotalAsync(Product product, string metric = "billed")
    {
        JsonElement answer = (await product.OkAsync("cost", "show", "--metric", metric, "--period", "all", "-o", "json")).Json;
        return Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty(metric + "Cost").GetString()!;
    }

    private static async Task<long> RowsAsync(Product product)
    {
        JsonElement loads = (await product.OkAsync("load", "list", "-o", "json")).Json;
        return loads.GetProperty("items").EnumerateArray().Sum(load => load.GetProperty("rows").GetInt64());
    }

    private static async Task<Dictionary<string, string>> GroupsAsync(Product product, string by, string key)
    {
        JsonElement answer = (await product.OkAsync("cost", "show", "--by", by, "--metric", "billed", "--period", "all", "-o", "json")).Json;
        return answer.GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty(key).GetString() ?? "", item => item.GetProperty("billedCost").GetString()!, StringComparer.Ordinal);
    }

    private static string Team(string id) => $"""
        apiVersion: costguard/v1
        kind: Team
        metadata: {"{"} name: {id}, title: {id} {"}"}
        spec:
          owner: {id}@acme.example
          effectiveFrom: 2024-01
          match:
            - tag.team: [{id}]

        """;
}
