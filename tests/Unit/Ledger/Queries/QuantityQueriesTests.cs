using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;
using Xunit;

namespace CostGuard.Unit.Ledger.Queries;

public sealed class QuantityQueriesTests
{
    private const string Header =
        "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,SkuId,PricingQuantity,PricingUnit,ConsumedQuantity,Tags\n";

    [Fact]
    public async Task QuantitiesAsync_Lines_AddQuantitiesByUnitAndTellGaps()
    {
        // Bytes reach 10^20, which a sum with 18 decimals has no room for.
        IReadOnlyList<QuantityRow> rows = await AskAsync(
            Row("1.5", "s3", "10.000000000000000001", "GB", "90000000000000000000") + Row("2", "s3", "5", "GB", "90000000000000000000") + Row("-1", "s3", "", "GB", "1") + Row("4", "ec2", "-2", "Hrs", "1"),
            [new Dimension("skuId"), new Dimension("pricingUnit")]);

        Assert.Equal(
            [("ec2", "Hrs", 4m, -2m, 1m), ("s3", "GB", 2.5m, null, 180000000000000000001m)],
            rows.OrderBy(row => row.Cost.Keys[0], StringComparer.Ordinal)
                .Select(row => (row.Cost.Keys[0], row.Cost.Keys[1], row.Cost.Costs.Effective, row.Pricing, row.Consumed)));
    }

    [Fact]
    public async Task QuantitiesAsync_FoldedTag_KeepsTheRowsOfTheValue()
    {
        IReadOnlyList<QuantityRow> rows = await AskAsync(
            Row("1", "s3", "10.5", "GB", "1", "{\"user:Env\":\"prod\"}") + Row("2", "s3", "5", "GB", "1", "{\"env\":\"prod\"}") + Row("4", "s3", "7", "GB", "1", "{\"env\":\"test\"}"),
            [new Dimension("skuId")],
            new CostFilter(new Dimension("tag", "env"), ["prod"]));

        Assert.Equal((3m, 15.5m), (rows.Sum(row => row.Cost.Costs.Effective), rows.Sum(row => row.Pricing)));
    }

    [Fact]
    public async Task QuantitiesAsync_ATeam_IsRefused()
    {
        CostGuardException exception = await Assert.ThrowsAsync<CostGuardException>(() =>
            AskAsync(Row("1", "s3", "1", "GB", "1"), [], new CostFilter(new Dimension("team"), ["payments"])));

        Assert.Equal("CG1402", exception.Problem.Code);
    }

    private static async Task<IReadOnlyList<QuantityRow>> AskAsync(string rows, Dimension[] by, params CostFilter[] filters)
    {
        using var home = new LedgerHome();
        IReadOnlyList<ImportedLoad> loads = await home.ImportAsync(home.Csv("lines.csv", rows, Header));
        await using var queries = new CostQueries(home.Home);
        var snapshot = new Snapshot(new SnapshotId("0123456789ab"), [.. loads.Select(load => load.Load)], "hash", null);
        return await queries.QuantitiesAsync(snapshot, new CostQuery(DayRange.All, by, filters), LedgerHome.Stop);
    }

    private static string Row(string cost, string sku, string pricing, string unit, string consumed, string tags = "") =>
        $"{cost},{cost},USD,2026-09-01T00:00:00Z,2026-09-10T00:00:00Z,2026-09-11T00:00:00Z,Usage,Compute,012345678901,{sku},{pricing},{unit},{consumed},\"{tags.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n";
}
