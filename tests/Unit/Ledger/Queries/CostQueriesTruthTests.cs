using System.Text.Json;
using CostGuard.Collect;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Queries;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.Queries;

/// <summary>The FOCUS sample, imported and asked, against sums that were made independently of CostGuard.</summary>
public sealed class CostQueriesTruthTests(CostQueriesTruthTests.ImportedSample sample) : IClassFixture<CostQueriesTruthTests.ImportedSample>
{
    private const string Untagged = "(untagged)";

    [Theory]
    [InlineData("provider", "ProviderName")]
    [InlineData("service", "ServiceName")]
    [InlineData("subAccountId", "SubAccountId")]
    [InlineData("region", "RegionId")]
    [InlineData("chargeCategory", "ChargeCategory")]
    [InlineData("commitmentDiscountStatus", "CommitmentDiscountStatus")]
    [InlineData("pricingCategory", "PricingCategory")]
    [InlineData("invoiceIssuerName", "InvoiceIssuerName")]
    public async Task QueryAsync_ByAColumn_EqualsTheTruthToTheLastDigit(string by, string truth)
    {
        using JsonDocument expected = Truth();
        await AssertAsync(by, expected.RootElement.GetProperty("by").GetProperty(truth), "(null)");
    }

    [Fact]
    public async Task QueryAsync_EveryRawTag_EqualsTheTruthToTheLastDigit()
    {
        using JsonDocument expected = Truth();
        foreach (JsonProperty key in expected.RootElement.GetProperty("tags").GetProperty("by_key").EnumerateObject())
        {
            await AssertAsync($"rawTag:{key.Name}", key.Value, Untagged);
        }
    }

    [Fact]
    public async Task QueryAsync_FoldedTag_AddsUpToTheWholeAndFoldsSpellings()
    {
        using JsonDocument expected = Truth();
        CostRow[] rows = [.. await AskAsync("tag:Environment")];

        Assert.Equal(expected.RootElement.GetProperty("totals").GetProperty("BilledCost").GetString(), Sum(rows, row => row.Costs.Billed));
        Assert.Equal(expected.RootElement.GetProperty("totals").GetProperty("EffectiveCost").GetString(), Sum(rows, row => row.Costs.Effective));
        Assert.Equal(1000, rows.Sum(row => row.Rows));
        Assert.Contains(rows, row => row.Keys[0] == "prod");
        Assert.Equal(rows.Length, rows.Select(row => row.Keys[0]).Distinct().Count());
        CostRow only = Assert.Single(await AskAsync("tag:env", new CostFilter(Dimension.Parse("tag:env"), ["prod"])));
        Assert.Equal(rows.Single(row => row.Keys[0] == "prod").Costs, only.Costs);
    }

    [Fact]
    public async Task QueryAsync_Total_IsTheTruth()
    {
        using JsonDocument expected = Truth();
        CostRow row = Assert.Single(await AskAsync(""));

        Assert.Equal(1000, row.Rows);
        JsonElement totals = expected.RootElement.GetProperty("totals");
        Assert.Equal(totals.GetProperty("BilledCost").GetString(), ExactSum.Of(row.Costs.Billed).ToString());
        Assert.Equal(totals.GetProperty("ListCost").GetString(), ExactSum.Of(row.Costs.List).ToString());
        Assert.Equal(totals.GetProperty("ContractedCost").GetString(), ExactSum.Of(row.Costs.Contracted).ToString());
    }

    private static JsonDocument Truth() => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", "focus_sample_1.0.json")));

    private static string Sum(IEnumerable<CostRow> rows, Func<CostRow, decimal> amount) =>
        rows.Aggregate(ExactSum.Zero, (sum, row) => sum + ExactSum.Of(amount(row))).ToString();

    private async Task AssertAsync(string by, JsonElement truth, string noValue)
    {
        string[] expected = [.. truth.EnumerateObject().Select(group =>
            $"{group.Name} {group.Value.GetProperty("rows").GetInt64()} {group.Value.GetProperty("BilledCost").GetString()} {group.Value.GetProperty("EffectiveCost").GetString()}")];
        string[] found = [.. (await AskAsync(by)).Select(row =>
            $"{row.Keys[0] ?? noValue} {row.Rows} {ExactSum.Of(row.Costs.Billed)} {ExactSum.Of(row.Costs.Effective)}")];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private Task<IReadOnlyList<CostRow>> AskAsync(string by, params CostFilter[] filters) =>
        sample.Queries.QueryAsync(
            sample.Snapshot,
            new CostQuery(DayRange.All, [.. by.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Dimension.Parse)], filters),
            TestContext.Current.CancellationToken);

    /// <summary>The sample in a home of its own, imported once for all tests.</summary>
    public sealed class ImportedSample : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-truth-");

        public CostQueries Queries { get; private set; } = null!;

        public Snapshot Snapshot { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var home = new HomeFolder(_folder.FullName);
            string path = SharedFolder.Path("data", "focus", "sample-1.0", "focus_sample.csv");
            var ledger = new ParquetLedger(home, new StateDbFactory(home), [new FocusCsvReader()], TimeProvider.System);
            IReadOnlyList<ImportedLoad> loads = await ledger.ImportAsync(
                new SourceKey("sample"), [new SourceFile(path, "focus_sample.csv", new FileInfo(path).Length)], ReadOptions.Strict, null, CancellationToken.None);
            Snapshot = new Snapshot(new SnapshotId("0123456789ab"), [.. loads.Select(load => load.Load)], "hash", null);
            Queries = new CostQueries(home);
        }

        public async ValueTask DisposeAsync()
        {
            await Queries.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
