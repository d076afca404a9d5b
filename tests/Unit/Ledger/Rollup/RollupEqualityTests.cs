using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;
using Xunit;

namespace CostGuard.Unit.Ledger.Rollup;

/// <summary>The one pass and the way through DuckDB, on the same generated files, to the last digit.</summary>
public sealed class RollupEqualityTests : IDisposable
{
    private static readonly string[] Days = ["2026-09-01 00:00:00", "2026-09-10 23:59:59.999999", "2026-09-30 12:00:00", "2026-08-31 23:00:00"];
    private static readonly string[] Categories = ["'Usage'", "'usage'", "'Credit'", "'PURCHASE'", "'Tax'", "'Adjustment'"];
    private static readonly string[] Services = ["'Compute'", "'Störage'", "NULL", "''", "'null'", "'A name that is longer than any dictionary would like it to be'"];
    private static readonly string[] Resources = ["'i-1'", "NULL", "''", "'N/A'", "'i-2'"];
    private static readonly string[] Keys = ["Team", "team", "TEAM", "env", "other"];
    private static readonly string[] Values = ["web", "Web", "data", "", "x\"y"];

    private readonly LedgerHome _home = new();

    [Theory]
    [InlineData(1, "DOUBLE", true)]
    [InlineData(2, "DOUBLE", false)]
    [InlineData(3, "DECIMAL(38,18)", true)]
    [InlineData(4, "DECIMAL(18,6)", false)]
    [InlineData(5, "DECIMAL(9,2)", true)]
    [InlineData(6, "DECIMAL(30,10)", false)]
    [InlineData(7, "BIGINT", true)]
    public async Task Read_GeneratedFiles_EqualDuckDb(int seed, string type, bool maps)
    {
        var random = new Random(seed);
        var policy = RollupPolicy.Default with { Shape = new(["team", "env"], seed % 2 == 0, seed % 3 == 0) };
        var tables = new RollupTables(policy, step => Assert.Equal("one pass", step));
        await using DuckSession duck = await DuckSession.OpenAsync(null, LedgerHome.Stop);
        var files = new List<(BillingPeriod Period, LineFile File)>();
        foreach (string month in new[] { "2026-09", "2026-10", "2026-09" })
        {
            SourceFile source = await _home.ParquetAsync($"{files.Count}.parquet", Select(random, month, type, maps));
            var sql = new FileSql(await SchemaReader.ReadAsync(duck, source.Path, source.Name, new Dictionary<string, string>(), null, LedgerHome.Stop));
            InspectedFile once = tables.Read(source.Path, sql, null, LedgerHome.Stop)!;
            InspectedFile general = await new FileInspector(duck, ReadOptions.Strict).InspectAsync(sql, source.Path, source.Name, source.Path + ".r", LedgerHome.Stop);
            Assert.Equal(0, general.Refused);
            Assert.Equal(Lines(general), Lines(once));
            var recipe = new FileRecipe { Path = source.Path, Name = source.Name, Bytes = 0, ModifiedTicks = 0 };
            files.Add((BillingPeriod.Parse(month), new LineFile(recipe, source.Path, null, sql, general.AllFast)));
        }

        foreach (IGrouping<BillingPeriod, LineFile> period in files.GroupBy(file => file.Period, file => file.File))
            await EqualAsync(duck, period.Key, [.. period], policy, tables.Take(period.Key, [.. period], LedgerHome.Stop)!);
    }

    public void Dispose() => _home.Dispose();

    private static async Task EqualAsync(DuckSession duck, BillingPeriod period, IReadOnlyList<LineFile> files, RollupPolicy policy, RollupTable table)
    {
        long badOnce = 0, badGeneral = 0;
        string once = files[0].Path + ".once", general = files[0].Path + ".general";
        IReadOnlyDictionary<string, long> first = await DailyBuilder.WriteAsync(duck, period, files, policy, table, once, bad => badOnce = bad, LedgerHome.Stop);
        IReadOnlyDictionary<string, long> second = await DailyBuilder.WriteAsync(duck, period, files, policy, null, general, bad => badGeneral = bad, LedgerHome.Stop);

        Assert.Equal(second.OrderBy(pair => pair.Key), first.OrderBy(pair => pair.Key));
        Assert.NotEmpty(first);
        Assert.Equal(badGeneral, badOnce);
        // Groups may be split by raw spellings of tags, so that both are brought to one row a group.
        string Grouped(string path) => $"(SELECT * EXCLUDE (BilledCost, EffectiveCost, ListCost, ContractedCost, x_Rows), sum(BilledCost) b, sum(EffectiveCost) e, "
            + $"sum(ListCost) l, sum(ContractedCost) c, sum(x_Rows) n FROM read_parquet({SqlText.Value(path)}) GROUP BY ALL)";
        List<object?[]> rest = await duck.ListAsync(
            $"(SELECT 'once', * FROM (FROM {Grouped(once)} EXCEPT ALL FROM {Grouped(general)})) UNION ALL (SELECT 'general', * FROM (FROM {Grouped(general)} EXCEPT ALL FROM {Grouped(once)}))",
            LedgerHome.Stop);
        Assert.Equal([], rest.Select(row => string.Join("|", row.Select(value => value ?? "NULL"))));
    }

    private static IEnumerable<string> Lines(InspectedFile file) => file.Totals
        .Select(total => $"{total.Period} {total.Currency.Code} {total.Rows} {string.Join(" ", total.Raw.Select(sum => sum.ToString()))} {string.Join(" ", total.Residual.Select(sum => sum.ToString()))}")
        .Order(StringComparer.Ordinal);

    // Each row 30 times, so that equal rows are there and a file is longer than a block.
    private static string Select(Random random, string month, string type, bool maps)
    {
        string Pick(string[] texts) => texts[random.Next(texts.Length)];
        var rows = Enumerable.Range(0, 300).Select(_ => string.Join(", ",
            Cost(random, type), Cost(random, type), random.Next(3) == 0 ? "NULL" : Cost(random, type), random.Next(2) == 0 ? "NULL" : Cost(random, type),
            Pick(["'USD'", "'usd'", "'EUR'", "'JPY'"]), $"TIMESTAMP '{Pick(Days)}'", Pick(Categories), Pick(Services), Pick(Resources), Tags(random, maps)));
        return $"""
            SELECT b::{type} AS BilledCost, e::{type} AS EffectiveCost, l::{type} AS ListCost, c::{type} AS ContractedCost, u AS BillingCurrency,
                TIMESTAMP '{month}-01' AS BillingPeriodStart, t AS ChargePeriodStart, t + INTERVAL 1 HOUR AS ChargePeriodEnd, k AS ChargeCategory,
                s AS ServiceName, r AS ResourceId, '012345678901' AS SubAccountId, g AS Tags
            FROM (VALUES {string.Join(",\n", rows.Select(row => $"({row})"))}) v(b, e, l, c, u, t, k, s, r, g), range(30)
            """;
    }

    private static string Cost(Random random, string type)
    {
        string sign = random.Next(3) == 0 ? "-" : "";
        string digits = random.Next(0, 6) switch
        {
            0 => "0",
            1 => Invariant($"{random.Next(1_000_000)}"),
            2 => Invariant($"{random.Next(100_000)}.{random.Next(100):d2}"),
            3 when type == "DOUBLE" => Invariant($"{random.Next(1, 100_000)}e-{random.Next(5, 14)}"),
            4 when type == "DOUBLE" => Invariant($"{random.Next(1, 1000)}.{random.Next(1000)}e{random.Next(5, 13)}"),
            _ => Invariant($"{random.Next(10_000)}.{random.NextInt64(1_000_000_000_000):d12}"),
        };
        return $"'{sign}{digits}'";
    }

    private static string Tags(Random random, bool maps)
    {
        int count = random.Next(-1, 4);
        if (count < 0) return "NULL";
        KeyValuePair<string, string>[] pairs = [.. Enumerable.Range(0, count).Select(_ => KeyValuePair.Create(Keys[random.Next(Keys.Length)], Values[random.Next(Values.Length)]))];
        pairs = [.. pairs.DistinctBy(pair => pair.Key)];
        if (maps) return $"MAP([{string.Join(", ", pairs.Select(pair => $"'{pair.Key}'"))}]::VARCHAR[], [{string.Join(", ", pairs.Select(pair => $"'{pair.Value}'"))}]::VARCHAR[])";
        string json = string.Join(",", pairs.Select(pair => $"{System.Text.Json.JsonSerializer.Serialize(pair.Key)}:{System.Text.Json.JsonSerializer.Serialize(pair.Value)}"));
        return random.Next(20) == 0 ? "'{broken'" : $"'{{{json}}}'";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
