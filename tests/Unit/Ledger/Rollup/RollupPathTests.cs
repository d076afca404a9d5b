using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;
using Xunit;

namespace CostGuard.Unit.Ledger.Rollup;

/// <summary>Which files are read in one pass, and for which reasons the others are not.</summary>
public sealed class RollupPathTests : IDisposable
{
    private const string Minimum = "TIMESTAMP '2026-09-01' AS BillingPeriodStart, TIMESTAMP '2026-09-10' AS ChargePeriodStart, "
        + "TIMESTAMP '2026-09-11' AS ChargePeriodEnd, 'Usage' AS ChargeCategory, 'Compute' AS ServiceName, 'USD' AS BillingCurrency, '012345678901' AS SubAccountId, 1 AS EffectiveCost";

    private readonly LedgerHome _home = new();

    [Theory]
    [InlineData("1.25::DECIMAL(9,2) AS BilledCost")]
    [InlineData("1.25::DECIMAL(18,6) AS BilledCost")]
    [InlineData("1.25::DECIMAL(38,18) AS BilledCost, MAP {'Team': 'Web'} AS Tags")]
    [InlineData("1.25::DOUBLE AS BilledCost, '{\"Team\":\"Web\"}' AS Tags")]
    public async Task Import_PlainFile_TakesOnePass(string columns)
    {
        (List<string> ways, Load load) = await ImportAsync($"SELECT {Minimum}, {columns} FROM range(3)", ReadOptions.Strict);

        Assert.Equal(["one pass"], ways);
        Assert.Equal("3.75", load.Totals[0].Stored.Billed.ToString());
        Assert.Equal("3", load.Totals[0].Stored.List.ToString());
    }

    [Theory]
    [InlineData("Columns", "'1.25' AS BilledCost")]
    [InlineData("Columns", "1.25::FLOAT AS BilledCost")]
    [InlineData("Columns", "1.25::DECIMAL(38,24) AS BilledCost")]
    [InlineData("Columns", "1.25 AS BilledCost, {'Team': 'Web'} AS Tags")]
    [InlineData("Columns", "1.25 AS BilledCost, 7 AS ResourceId")]
    [InlineData("Value", "1.25::DOUBLE AS BilledCost, 1e-20::DOUBLE AS ListCost")]
    public async Task Import_KindThatNeedsSql_IsLeftToDuckDb(string why, string columns)
    {
        (List<string> ways, Load load) = await ImportAsync($"SELECT {Minimum}, {columns}", ReadOptions.Strict);

        Assert.Equal([$"DuckDB: {why}"], ways);
        Assert.Equal("1.25", load.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Import_AssumedTime_IsLeftToDuckDb()
    {
        ReadOptions options = ReadOptions.Strict with { Assume = new Dictionary<string, string> { ["ChargePeriodEnd"] = "{ChargePeriodStart:+1d}" } };

        (List<string> ways, Load load) = await ImportAsync($"SELECT * EXCLUDE (ChargePeriodEnd) FROM (SELECT {Minimum}, 1.25 AS BilledCost)", options);

        Assert.Equal(["DuckDB: Columns"], ways);
        Assert.Equal("1.25", load.Totals[0].Stored.Billed.ToString());
    }

    [Theory]
    [InlineData("Rows", "NULL::DECIMAL(9,2) AS BilledCost")]
    [InlineData("Value", "'inf'::DOUBLE AS BilledCost")]
    [InlineData("Value", "1.25 AS BilledCost, 'Gift' AS ChargeCategory")]
    [InlineData("Value", "1.25 AS BilledCost, 'dollars' AS BillingCurrency")]
    [InlineData("Rows", "1.25 AS BilledCost, TIMESTAMP '2026-09-10' AS ChargePeriodEnd")]
    [InlineData("Value", "1.25 AS BilledCost, NULL::TIMESTAMP AS ChargePeriodStart")]
    public async Task Import_RowThatBreaksARule_IsLeftToDuckDb(string why, string columns)
    {
        string replaced = string.Join(", ", columns.Split(", ").Where(column => Minimum.Contains(" AS " + column.Split(" AS ")[1], StringComparison.Ordinal)));
        string bad = replaced.Length == 0 ? $"SELECT {Minimum}, {columns}"
            : $"SELECT * REPLACE ({replaced}) FROM (SELECT {Minimum}, {columns.Split(", ")[0]})";
        string good = $"SELECT {Minimum}, 2.5 AS BilledCost";

        (List<string> ways, Load load) = await ImportAsync($"{good} UNION ALL BY NAME {bad}", ReadOptions.Strict with { RejectedRowsMax = 1 });

        Assert.Equal([$"DuckDB: {why}"], ways);
        Assert.Equal(1, load.RowsRejected);
        Assert.Equal("2.5", load.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Import_TwoMonthsInAFile_IsLeftToDuckDb()
    {
        string other = $"SELECT * REPLACE (TIMESTAMP '2026-08-01' AS BillingPeriodStart) FROM (SELECT {Minimum}, 0.5 AS BilledCost)";

        (List<string> ways, Load first) = await ImportAsync($"SELECT {Minimum}, 1.25 AS BilledCost UNION ALL {other}", ReadOptions.Strict);

        Assert.Equal(["DuckDB: Periods"], ways);
        Assert.Equal("0.5", first.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Read_TableOverTheLimit_IsLeftToDuckDb() =>
        Assert.Equal("DuckDB: TableTooBig", await WayAsync($"SELECT {Minimum}, 1.25 AS BilledCost", bytesMax: 1));

    [Fact]
    public async Task Read_SumBeyondInt128_IsLeftToDuckDb() =>
        Assert.Equal("DuckDB: SumTooWide", await WayAsync($"SELECT {Minimum}, 99999999999999999999::DECIMAL(38,18) AS BilledCost FROM range(2)"));

    [Fact]
    public async Task Read_InfiniteTime_IsLeftToDuckDb() => Assert.Equal(
        "DuckDB: Value", await WayAsync($"SELECT * REPLACE ('infinity'::TIMESTAMP AS ChargePeriodEnd) FROM (SELECT {Minimum}, 1.25 AS BilledCost)"));

    [Fact]
    public async Task Read_NoRows_IsLeftToDuckDb() =>
        Assert.Equal("DuckDB: Rows", await WayAsync($"SELECT {Minimum}, 1.25 AS BilledCost WHERE false"));

    [Fact]
    public async Task Read_DamagedPages_IsLeftToDuckDb() => Assert.Equal("DuckDB: Encoding", await WayAsync(
        $"SELECT {Minimum}, (i / 7)::DECIMAL(18,6) AS BilledCost FROM range(4000) t(i)",
        damage: path =>
        {
            byte[] data = File.ReadAllBytes(path);
            Array.Fill(data, (byte)0xFF, 4, data.Length / 2);
            File.WriteAllBytes(path, data);
        }));

    [Fact]
    public async Task Read_CostAndUsageReport_IsLeftToDuckDb()
    {
        const string Report = "'111111111111' AS bill_payer_account_id, '222222222222' AS line_item_usage_account_id, TIMESTAMP '2026-09-01' AS bill_billing_period_start_date, "
            + "TIMESTAMP '2026-09-10' AS line_item_usage_start_date, TIMESTAMP '2026-09-11' AS line_item_usage_end_date, 'Usage' AS line_item_line_item_type, "
            + "'AmazonEC2' AS line_item_product_code, 1.25::DOUBLE AS line_item_unblended_cost, 'USD' AS line_item_currency_code";

        Assert.Equal("DuckDB: Report", await WayAsync($"SELECT {Report}"));
    }

    [Fact]
    public async Task Read_UnexpectedException_IsThrown()
    {
        string path = (await _home.ParquetAsync("a.parquet", $"SELECT {Minimum}, 1.25 AS BilledCost")).Path;
        FileSql sql = await SqlAsync(path);

        Assert.Throws<InvalidDataException>(() => new RollupScan(sql, null).Read(path, _ => throw new InvalidDataException(), LedgerHome.Stop));
    }

    [Fact]
    public async Task Take_PeriodWithAFileLeftToDuckDb_HasNoTable()
    {
        string path = (await _home.ParquetAsync("a.parquet", $"SELECT {Minimum}, 1.25 AS BilledCost")).Path;
        FileSql sql = await SqlAsync(path);
        var tables = new RollupTables(RollupPolicy.Default, _ => { }, bytesMax: 1);

        Assert.Null(tables.Read(path, sql, null, LedgerHome.Stop));
        Assert.Null(tables.Take(BillingPeriod.Parse("2026-09"), [], LedgerHome.Stop));
    }

    public void Dispose() => _home.Dispose();

    private async Task<(List<string> Ways, Load Load)> ImportAsync(string select, ReadOptions options)
    {
        SourceFile file = await _home.ParquetAsync("a.parquet", select);
        var steps = new List<string>();
        IReadOnlyList<ImportedLoad> loads = await _home.Ledger(steps.Add).ImportAsync(new SourceKey("test"), [file], options, null, LedgerHome.Stop);
        return ([.. steps.Where(step => step == "one pass" || step.StartsWith("DuckDB", StringComparison.Ordinal))], loads[0].Load);
    }

    private async Task<string> WayAsync(string select, long bytesMax = RollupScan.BytesMax, Action<string>? damage = null)
    {
        string path = (await _home.ParquetAsync("a.parquet", select)).Path;
        FileSql sql = await SqlAsync(path);
        damage?.Invoke(path);
        string way = "";
        Assert.Null(new RollupTables(RollupPolicy.Default, step => way = step, bytesMax).Read(path, sql, null, LedgerHome.Stop));
        return way;
    }

    private static async Task<FileSql> SqlAsync(string path)
    {
        await using DuckSession duck = await DuckSession.OpenAsync(null, LedgerHome.Stop);
        return new FileSql(await SchemaReader.ReadAsync(duck, path, "a.parquet", new Dictionary<string, string>(), null, LedgerHome.Stop));
    }
}
