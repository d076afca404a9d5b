using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

public sealed class ParquetSourceTests : IDisposable
{
    private const string Minimum = "TIMESTAMP '2026-09-01' AS BillingPeriodStart, TIMESTAMP '2026-09-10' AS ChargePeriodStart, "
        + "TIMESTAMP '2026-09-11' AS ChargePeriodEnd, 'Usage' AS ChargeCategory, 'Compute' AS ServiceName, '012345678901' AS SubAccountId, 'USD' AS BillingCurrency";

    private readonly LedgerHome _home = new();

    [Fact]
    public async Task Import_CaseP26_KeepsScaleAndDay()
    {
        SourceFile file = LedgerHome.FileAt(SharedFolder.Path("cases", "P26-parquet-int-decimals", "focus-int-decimal.parquet"));
        var options = new ReadOptions(new Dictionary<string, string>
        {
            ["BillingPeriodStart"] = "{ChargePeriodStart:month}",
            ["ChargePeriodEnd"] = "{ChargePeriodStart:+1d}",
            ["ChargeCategory"] = "Usage",
            ["ServiceName"] = "VM",
            ["BillingAccountId"] = "a",
        }, null, 0);

        Load load = Assert.Single(await _home.ImportAsync(file, options)).Load;

        Assert.Equal("9.89", load.Totals[0].Raw.Billed.ToString());
        Assert.Equal("9.84000012", load.Totals[0].Stored.Effective.ToString());
        Assert.Equal(["2025-01-15|3"], await _home.AskAsync(load, "SELECT CAST(ChargeDay AS VARCHAR), CAST(sum(x_Rows) AS BIGINT) FROM {daily} GROUP BY 1"));
    }

    [Fact]
    public async Task Import_CaseP27_EachFileBySchemaOfItsOwn()
    {
        SourceFile[] files = [.. new[] { "01", "02" }.Select(month => LedgerHome.FileAt(SharedFolder.Path("cases", "P27-parquet-schema-drift", $"focus-2025-{month}.parquet")))];
        var options = new ReadOptions(new Dictionary<string, string>
        {
            ["EffectiveCost"] = "{BilledCost}",
            ["BillingPeriodStart"] = "{ChargePeriodStart:month}",
            ["ChargePeriodEnd"] = "{ChargePeriodStart:+1d}",
            ["ChargeCategory"] = "Usage",
            ["ServiceName"] = "VM",
        }, null, 0);

        IReadOnlyList<ImportedLoad> loads = await _home.Ledger().ImportAsync(new SourceKey("p27"), files, options, null, LedgerHome.Stop);

        Assert.Equal(["2025-01 10.840007 3", "2025-02 0.6 3"], loads.Select(item => $"{item.Load.Period} {item.Load.Totals[0].Stored.Billed} {item.Load.Totals[0].Rows}"));
        Assert.Equal(["0.600000000000000000"], await _home.AskAsync(loads[1].Load, "SELECT CAST(sum(BilledCost) AS VARCHAR) FROM {lines} WHERE Tags IS NULL"));
    }

    [Theory]
    [InlineData("focus_sample_1.0.decimal-json.zstd.parquet")]
    [InlineData("focus_sample_1.0.double-map.snappy.parquet")]
    public async Task Import_RealSample_EqualsTruthInLinesAndRollup(string name)
    {
        using JsonDocument truth = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFolder.Path("data", "truth", "focus_sample_1.0.json"), LedgerHome.Stop));

        IReadOnlyList<ImportedLoad> loads = await _home.ImportAsync(LedgerHome.FileAt(SharedFolder.Path("data", "focus", "parquet", name)));

        Assert.Equal(["2024-09", "2024-10"], loads.Select(item => item.Load.Period.ToString()));
        foreach (string table in new[] { "{daily}", "{lines}" })
        {
            foreach (JsonProperty total in truth.RootElement.GetProperty("totals").EnumerateObject())
            {
                ExactSum sum = ExactSum.Zero;
                foreach (ImportedLoad item in loads)
                    sum += ExactSum.Parse((await _home.AskAsync(item.Load, $"SELECT CAST(sum({total.Name}) AS VARCHAR) FROM {table}"))[0]);
                Assert.Equal(total.Value.GetString(), sum.ToString());
            }
        }
    }

    [Fact]
    public async Task Import_TwentyFourDecimals_RoundsHalfEvenAndKeepsResidual()
    {
        SourceFile file = await _home.ParquetAsync("deep.parquet", $"""
            SELECT {Minimum}, c AS BilledCost, 1 AS EffectiveCost, NULL::VARCHAR AS Tags
            FROM (VALUES ('0.000000000000000000500000'), ('0.0000000000000000015'), ('-1.123456789012345678901234'), ('2')) t(c)
            """);

        Load load = Assert.Single(await _home.ImportAsync(file)).Load;

        // By hand: 0 + 0.000000000000000002 - 1.123456789012345679 + 2.
        Assert.Equal("0.876543210987654323", load.Totals[0].Stored.Billed.ToString());
        // By hand: 0.0000000000000000005 + 0.0000000000000000015 - 1.123456789012345678901234 + 2.
        Assert.Equal("0.876543210987654323098766", load.Totals[0].Raw.Billed.ToString());
        Assert.Equal("0.000000000000000000098766", load.Totals[0].Residual.Billed.ToString());
        Assert.Equal(["0.876543210987654323"], await _home.AskAsync(load, "SELECT CAST(sum(BilledCost) AS VARCHAR) FROM {lines}"));
        Assert.Contains(load.Problems, problem => problem.Code == "CG1040");
    }

    [Fact]
    public async Task Import_Doubles_AreTheirShortestTexts()
    {
        SourceFile file = await _home.ParquetAsync("double.parquet", $"SELECT {Minimum}, v AS BilledCost, v AS EffectiveCost FROM (VALUES (0.1::DOUBLE), (0.2), (5e-7), (123456.789), (1e-12)) t(v)");

        Load load = Assert.Single(await _home.ImportAsync(file)).Load;

        Assert.Equal("123457.089000500001", load.Totals[0].Stored.Billed.ToString());
        Assert.Equal(load.Totals[0].Stored.Billed, load.Totals[0].Stored.List);
    }

    [Fact]
    public async Task Import_NullCostAndBadNumbers_AreRefusedByRow()
    {
        SourceFile file = await _home.ParquetAsync("bad.parquet", $"SELECT {Minimum}, c AS BilledCost, '1' AS EffectiveCost FROM (VALUES ('1.5'), (NULL), ('+3'), ('1_000'), ('2E-1')) t(c)");

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => _home.ImportAsync(file));
        Assert.Equal(2, refused.ExitCode);
        Assert.Equal([2, 3, 4], refused.Problems.Where(problem => problem.Line is not null).Select(problem => problem.Line!.Value));
        Assert.Empty(await _home.Ledger().LoadsAsync(false, LedgerHome.Stop));

        Load load = Assert.Single(await _home.ImportAsync(file, ReadOptions.Strict with { RejectedRowsMax = 3 })).Load;
        Assert.Equal(3, load.RowsRejected);
        Assert.Equal("1.7", load.Totals[0].Stored.Billed.ToString());
        Assert.Equal(["1.700000000000000000"], await _home.AskAsync(load, "SELECT CAST(sum(BilledCost) AS VARCHAR) FROM {lines}"));
    }

    [Fact]
    public async Task Import_TagsOfAllForms_FoldAlike()
    {
        string[] forms =
        [
            "MAP {'Team': 'Web', 'x': 'y'}", "'{\"Team\":\"Web\"}'", "{'Team': 'Web', 'x': NULL}", "[{'key': 'Team', 'value': 'Web'}]",
        ];
        for (int i = 0; i < forms.Length; i++)
        {
            SourceFile file = await _home.ParquetAsync($"tags{i}.parquet", $"SELECT {Minimum}, 1.0::DECIMAL(9,2) AS BilledCost, 1 AS EffectiveCost, {forms[i]} AS Tags");
            Load load = Assert.Single(await _home.ImportAsync(file, source: $"tags{i}")).Load;
            Assert.Equal(["web"], await _home.AskAsync(load, "SELECT x_Tag_team FROM {daily}"));
            Assert.Equal(["Web"], await _home.AskAsync(load, "SELECT Tags->>'$.Team' FROM {lines}"));
        }
    }

    [Fact]
    public async Task LinesSql_LinkedFileWrittenInto_IsRefused()
    {
        SourceFile file = await _home.ParquetAsync("link.parquet", $"SELECT {Minimum}, 1.5 AS BilledCost, 1 AS EffectiveCost");
        Load load = Assert.Single(await _home.ImportAsync(file)).Load;
        await File.AppendAllTextAsync(file.Path, "x", LedgerHome.Stop);

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => _home.AskAsync(load, "SELECT count(*) FROM {lines}"));
        Assert.Equal("CG1306", refused.Problem.Code);
    }

    public void Dispose() => _home.Dispose();
}
