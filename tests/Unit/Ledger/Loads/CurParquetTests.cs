using System.Text.Json;
using CostGuard.Unit.Cli.Commands;
using DuckDB.NET.Data;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

/// <summary>Reports as real Parquet files, imported and asked for: the net basis and split-cost rows of domain A.5, figures by hand.</summary>
public sealed class CurParquetTests : IDisposable
{
    private const string Plan = "arn:aws:savingsplans::012345678901:savingsplan/p1";

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Import_NetCostsThatTie_CountsThemAndDropsTheDiscountRows()
    {
        // Unblended: 100 − 10 + 8 − 8 + 5 − 0.5 = 94.5. Net: 90 + 8 − 8 + 4.5 = 94.5. Effective: 90 of usage and 4.5 of the plan, which is all used.
        await ImportAsync(
            Row("Usage", 100, 90, service: "AmazonEC2"), Row("EdpDiscount", -10, 0, service: "AmazonEC2"),
            Row("SavingsPlanCoveredUsage", 8, 8, service: "AmazonEC2", plan: true, effective: 5, netEffective: 4.5m), Row("SavingsPlanNegation", -8, -8, service: "AmazonEC2", plan: true),
            Row("SavingsPlanRecurringFee", 5, 4.5m, service: "ComputeSavingsPlans", plan: true, commitment: 5), Row("EdpDiscount", -0.5m, 0, service: "ComputeSavingsPlans"));

        Assert.Equal(("94.5", "94.5"), (await TotalAsync("billed"), await TotalAsync("effective")));
        Assert.Equal(new SortedDictionary<string, string> { ["AmazonEC2"] = "90", ["ComputeSavingsPlans"] = "4.5" }, await ByServiceAsync("billed"));
        Assert.Equal(new SortedDictionary<string, string> { ["AmazonEC2"] = "94.5", ["ComputeSavingsPlans"] = "0" }, await ByServiceAsync("effective"));
    }

    [Fact]
    public async Task Import_NetCostsThatDoNotTie_KeepsUnblendedWithItsDiscounts()
    {
        // Net would be 80: more than a ten-thousandth off 90.
        await ImportAsync(Row("Usage", 100, 80, service: "AmazonEC2"), Row("EdpDiscount", -10, 0, service: "AmazonEC2"));

        Assert.Equal(("90", "90"), (await TotalAsync("billed"), await TotalAsync("effective")));
    }

    [Fact]
    public async Task Import_SplitCostRows_AreKeptAndCountedOnce()
    {
        // Two pods share out the instance's 10: 6 and 4 have rows of their own.
        string notes = await ImportAsync(
            Row("Usage", 10, null, service: "AmazonEC2", resource: "i-1"), Row("Usage", 6, null, service: "AmazonEKS", resource: "pod-a", operation: "EKSPod-EC2", parent: "i-1"),
            Row("Usage", 4, null, service: "AmazonEKS", resource: "pod-b", operation: "EKSPod-EC2", parent: "i-1"));

        Assert.Equal(("10", "10"), (await TotalAsync("billed"), await TotalAsync("effective")));
        Assert.Equal(new SortedDictionary<string, string> { ["AmazonEC2"] = "10", ["AmazonEKS"] = "0" }, await ByServiceAsync("effective"));
        Assert.Contains("CG1064", notes, StringComparison.Ordinal);
        (int code, string json, string error) = await _home.RunAsync("load", "list", "-o", "json");
        Assert.True(code == 0, error);
        Assert.Equal(3, JsonDocument.Parse(json).RootElement.GetProperty("items")[0].GetProperty("rows").GetInt64());
    }

    private async Task<string> ImportAsync(params string[] rows)
    {
        string path = Path.Combine(_home.Path, "report.snappy.parquet");
        await using (var duck = new DuckDBConnection("DataSource=:memory:"))
        {
            await duck.OpenAsync(TestContext.Current.CancellationToken);
            await using DuckDBCommand command = duck.CreateCommand();
            command.CommandText = $"""
                COPY (SELECT TIMESTAMP '2026-10-01' AS bill_billing_period_start_date, TIMESTAMP '2026-11-01' AS bill_billing_period_end_date, '012345678901' AS bill_payer_account_id,
                    TIMESTAMP '2026-10-10' AS line_item_usage_start_date, TIMESTAMP '2026-10-11' AS line_item_usage_end_date, '012345678901' AS line_item_usage_account_id,
                    'USD' AS line_item_currency_code, * FROM (VALUES {string.Join(", ", rows)}) r(
                    line_item_line_item_type, line_item_unblended_cost, line_item_net_unblended_cost, line_item_product_code, line_item_resource_id, line_item_operation, split_line_item_parent_resource_id,
                    savings_plan_savings_plan_a_r_n, savings_plan_savings_plan_effective_cost, savings_plan_net_savings_plan_effective_cost, savings_plan_total_commitment_to_date, savings_plan_used_commitment))
                TO '{path}' (FORMAT parquet, COMPRESSION snappy)
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (int code, string text, string error) = await _home.RunAsync("import", path, "--source", "aws");
        Assert.True(code == 0, error + text);
        return error;
    }

    private static string Row(
        string type, decimal unblended, decimal? net, string service, string? resource = null, string operation = "RunInstances", string? parent = null, bool plan = false,
        decimal? effective = null, decimal? netEffective = null, decimal? commitment = null)
    {
        // DOUBLE, as AWS delivers them.
        string Number(decimal? value) => value is { } number ? FormattableString.Invariant($"{number}::DOUBLE") : "NULL::DOUBLE";
        string Text(string? value) => value is null ? "NULL::VARCHAR" : $"'{value}'";
        return $"({Text(type)}, {Number(unblended)}, {Number(net)}, {Text(service)}, {Text(resource)}, {Text(operation)}, {Text(parent)}, {Text(plan ? Plan : null)}, {Number(effective)}, {Number(netEffective)}, {Number(commitment)}, {Number(commitment)})";
    }

    private async Task<string> TotalAsync(string metric) => Plain((await ShowAsync(metric)).GetProperty("totals")[0].GetProperty($"{metric}Cost").GetString()!);

    private async Task<SortedDictionary<string, string>> ByServiceAsync(string metric) => new((await ShowAsync(metric, "--by", "service")).GetProperty("items").EnumerateArray()
        .ToDictionary(item => item.GetProperty("serviceName").GetString()!, item => Plain(item.GetProperty($"{metric}Cost").GetString()!)));

    private async Task<JsonElement> ShowAsync(string metric, params string[] more)
    {
        (int code, string json, string error) = await _home.RunAsync(["cost", "show", "--metric", metric, "--period", "2026-10", "-o", "json", .. more]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(json).RootElement;
    }

    private static string Plain(string amount) => amount.Contains('.', StringComparison.Ordinal) ? amount.TrimEnd('0').TrimEnd('.') : amount;
}
