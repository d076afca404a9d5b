using System.Security.Cryptography;
using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit.Cli.Commands;
using DuckDB.NET.Data;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

/// <summary>Billing tables as BigQuery exports them to Parquet: nested records, lists, FLOAT64 or NUMERIC. Truths were computed from the CSV, without this code.</summary>
public sealed class GcpParquetTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("2026-08", "DOUBLE", "TIMESTAMPTZ")]
    [InlineData("2026-09", "DECIMAL(38,9)", "TIMESTAMP")]
    public async Task Import_SharedExportAsParquet_EqualsTheTruthToTheLastDigit(string month, string cost, string time)
    {
        string rows = SharedFolder.Path("data", "gcp", "synthetic", $"gcp-detailed-{month}.jsonl.gz");
        string Of(string column) => $"CAST(strptime({column}, '%Y-%m-%d %H:%M:%S UTC') AS {time})";
        await ImportAsync($"""
            SELECT * REPLACE (CAST(cost AS {cost}) AS cost, {Of("usage_start_time")} AS usage_start_time, {Of("usage_end_time")} AS usage_end_time,
                list_transform(credits, c -> struct_pack(name := c.name, amount := CAST(c.amount AS {cost}))) AS credits)
            FROM read_json('{rows}', format='newline_delimited', sample_size=-1, columns={Columns})
            """);
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", $"gcp_synthetic_detailed_{month}.json"))).RootElement;
        JsonElement totals = truth.GetProperty("totals"), by = truth.GetProperty("by");

        Assert.Equal(Sum(totals, "net"), await TotalAsync("billed"));
        Assert.Equal(Sum(totals, "net"), await TotalAsync("effective"));
        SortedDictionary<string, ExactSum> kinds = await GroupsAsync("chargeCategory", "chargeCategory", "contracted");
        Assert.Equal((Sum(totals, "cost"), Sum(totals, "credits")), (kinds["Usage"], kinds["Credit"]));
        Assert.Equal(Groups(by.GetProperty("service.description")), await GroupsAsync("service", "serviceName", "billed"));
        Assert.Equal(Groups(by.GetProperty("usage_day_as_written")), await GroupsAsync("day", "day", "effective"));
        Assert.Equal(Groups(by.GetProperty("invoice.month"), name => $"{name[..4]}-{name[4..]}"), await GroupsAsync("month", "month", "billed"));
        foreach (JsonProperty key in truth.GetProperty("tags").GetProperty("by_key").EnumerateObject())
            Assert.Equal(Groups(key.Value, value => value == "(untagged)" ? "" : value), await GroupsAsync($"rawTag:{key.Name}", $"rawTag:{key.Name}", "billed"));
    }

    [Fact]
    public async Task Import_Doubles_AreTheirShortestText()
    {
        // 0.1 + 0.2 + 1e-7 − 0.05: no digit of the binary form.
        await ImportAsync(Row("0.1::DOUBLE"), Row("0.2::DOUBLE"), Row("0.0000001::DOUBLE", "[{'amount': -0.05::DOUBLE, 'name': 'P', 'type': 'PROMOTION'}]"));

        Assert.Equal(ExactSum.Parse("0.2500001"), await TotalAsync("billed"));
    }

    [Fact]
    public async Task Import_FlattenedColumnsAndListsOfElements_AreTheSameTable()
    {
        string list = "{'list': [{'element': {'amount': -1.5::DOUBLE, 'name': 'P'}}]}";
        await ImportAsync($"""
            SELECT 'A' AS billing_account_id, 'Compute Engine' AS service_description, 'S' AS sku_id, TIMESTAMP '2026-08-31 10:00:00' AS usage_start_time, TIMESTAMP '2026-08-31 11:00:00' AS usage_end_time,
                4::DOUBLE AS cost, 'EUR' AS currency, {list} AS credits, 'p' AS project_id, 202609 AS invoice_month, 'regular' AS cost_type
            """);

        Assert.Equal(ExactSum.Parse("2.5"), (await GroupsAsync("month", "month", "billed"))["2026-09"]);
    }

    [Fact]
    public async Task Import_Parquet_KeepsTheFilesOwnChecksumAndReadsItOnce()
    {
        string path = await ImportAsync(Row("1::DOUBLE"));
        (_, string loads, _) = await _home.RunAsync("load", "list", "-o", "json");
        string id = JsonDocument.Parse(loads).RootElement.GetProperty("items")[0].GetProperty("load").GetString()!;
        (int code, string shown, string error) = await _home.RunAsync("load", "show", id);

        Assert.True(code == 0, error);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))), shown, StringComparison.Ordinal);
        (_, _, string again) = await _home.RunAsync("import", path, "--source", "gcp");
        Assert.Contains("0 sealed, 0 of them replace an earlier load, 1 unchanged", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("* EXCLUDE (credits, invoice)", "CG1079", "credits, invoice.month")]
    [InlineData("* REPLACE ({'amount': 1} AS credits)", "CG1082", "credits")]
    [InlineData("* REPLACE ([{'sum': 1}] AS credits)", "CG1082", "'amount'")]
    [InlineData("* REPLACE ([1.5] AS cost)", "CG1082", "cost")]
    [InlineData("* REPLACE ('much' AS cost)", "CG1302", "rows")]
    [InlineData("usage_start_time, cost, currency", "CG1002", "BilledCost")]
    public async Task Import_OtherSchema_IsRefusedByItsCode(string select, string code, string word)
    {
        string path = await WriteAsync($"SELECT {select} FROM ({Row("1::DOUBLE")})");
        (int exit, string text, string error) = await _home.RunAsync("import", path, "--source", "gcp");

        Assert.Equal(2, exit);
        Assert.Contains(code, text + error, StringComparison.Ordinal);
        Assert.Contains(word, text + error, StringComparison.Ordinal);
    }

    private static string Columns => """
        {billing_account_id: 'VARCHAR', service: 'STRUCT(id VARCHAR, description VARCHAR)', sku: 'STRUCT(id VARCHAR, description VARCHAR)', usage_start_time: 'VARCHAR', usage_end_time: 'VARCHAR',
        project: 'STRUCT(id VARCHAR, name VARCHAR, labels STRUCT(key VARCHAR, value VARCHAR)[])', labels: 'STRUCT(key VARCHAR, value VARCHAR)[]', system_labels: 'STRUCT(key VARCHAR, value VARCHAR)[]',
        location: 'STRUCT(location VARCHAR, country VARCHAR, region VARCHAR, zone VARCHAR)', export_time: 'VARCHAR', cost: 'DOUBLE', currency: 'VARCHAR', currency_conversion_rate: 'DOUBLE',
        usage: 'STRUCT(amount DOUBLE, unit VARCHAR, amount_in_pricing_units DOUBLE, pricing_unit VARCHAR)', credits: 'STRUCT(name VARCHAR, amount DOUBLE)[]', invoice: 'STRUCT(month VARCHAR)',
        cost_type: 'VARCHAR', resource: 'STRUCT(name VARCHAR, global_name VARCHAR)'}
        """;

    private static string Row(string cost, string credits = "CAST([] AS STRUCT(amount DOUBLE, name VARCHAR, type VARCHAR)[])") => $$"""
        SELECT 'A' AS billing_account_id, {'id': 'C', 'description': 'Compute Engine'} AS service, {'id': 'S', 'description': 'Core'} AS sku, TIMESTAMP '2026-08-31 10:00:00' AS usage_start_time,
            TIMESTAMP '2026-08-31 11:00:00' AS usage_end_time, {'id': 'p', 'labels': [{'key': 'team', 'value': 'core'}]} AS project, [{'key': 'env', 'value': 'prod'}] AS labels,
            {{cost}} AS cost, 'USD' AS currency, {{credits}} AS credits, {'month': '202608'} AS invoice, 'regular' AS cost_type
        """;

    private async Task<string> WriteAsync(string select)
    {
        string path = Path.Combine(_home.Path, "export-000000000000.parquet");
        await using var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync(TestContext.Current.CancellationToken);
        await using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"SET TimeZone='UTC'; COPY ({select}) TO '{path}' (FORMAT parquet)";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<string> ImportAsync(params string[] selects)
    {
        string path = await WriteAsync(string.Join(" UNION ALL BY NAME ", selects));
        (int code, string text, string error) = await _home.RunAsync("import", path, "--source", "gcp");
        Assert.True(code == 0, error + text);
        return path;
    }

    private async Task<ExactSum> TotalAsync(string metric) => ExactSum.Parse((await ShowAsync(metric)).GetProperty("totals")[0].GetProperty($"{metric}Cost").GetString()!);

    private async Task<SortedDictionary<string, ExactSum>> GroupsAsync(string by, string name, string metric) =>
        new((await ShowAsync(metric, "--by", by)).GetProperty("items").EnumerateArray().ToDictionary(
            item => item.GetProperty(name).GetString() ?? "", item => ExactSum.Parse(item.GetProperty($"{metric}Cost").GetString()!)), StringComparer.Ordinal);

    private async Task<JsonElement> ShowAsync(string metric, params string[] more)
    {
        (int code, string json, string error) = await _home.RunAsync(["cost", "show", "--metric", metric, "--period", "2026-08..2026-10", "-o", "json", .. more]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(json).RootElement;
    }

    private static ExactSum Sum(JsonElement of, string name) => ExactSum.Parse(of.GetProperty(name).GetString()!);

    private static SortedDictionary<string, ExactSum> Groups(JsonElement groups, Func<string, string>? name = null) =>
        new(groups.EnumerateObject().ToDictionary(group => name?.Invoke(group.Name) ?? group.Name, group => Sum(group.Value, "net")), StringComparer.Ordinal);
}
