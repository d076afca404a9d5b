using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Two machines on a bill and in an inventory: one idle, one busy; and a disk of nobody.</summary>
public sealed class RecommendTests : IDisposable
{
    private readonly Product _product = new();

    public RecommendTests() => _product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 15, 7, 0, 0, TimeSpan.Zero));

    public void Dispose() => _product.Dispose();

    [Fact]
    public async Task List_IdleMachineAndDiskOfNobody_AtThePriceThatIsPaid()
    {
        await _product.OkAsync("init", "--no-input");
        Assert.Equal(5, (await _product.RunAsync("recommend", "list")).ExitCode);
        await BillAsync();
        Usage();

        JsonElement list = (await _product.OkAsync("recommend", "list", "-o", "json")).Json;

        JsonElement[] items = [.. list.GetProperty("items").EnumerateArray()];
        Assert.Equal(["i-idle", "vol-1"], items.Select(item => item.GetProperty("resource").GetString()).Order(StringComparer.Ordinal));
        // 14 days of 24 hours at 0.384 are 129.024; a month of 730 hours is 280.32. The disk: 14 × 1.20 × 730 ÷ 336 = 36.50, less 5 % for its snapshot.
        Assert.Equal(280.32m, Saving(items, "i-idle"));
        Assert.Equal(34.675m, Saving(items, "vol-1"));

        Answer shown = await _product.OkAsync("recommend", "show", "i-idle");
        Assert.Contains("aws ec2 stop-instances --instance-ids i-idle", shown.Out, StringComparison.Ordinal);
        Assert.Equal(8, (await _product.RunAsync("recommend", "show", "i-none")).ExitCode);
    }

    private static decimal Saving(JsonElement[] items, string id) =>
        decimal.Round(decimal.Parse(items.Single(item => item.GetProperty("resource").GetString() == id).GetProperty("saving").GetString()!, CultureInfo.InvariantCulture), 6);

    private async Task BillAsync()
    {
        var csv = new StringBuilder("BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,ResourceId,ConsumedQuantity,ConsumedUnit,SkuId,SkuPriceId\n");
        void Line(int day, string resource, string cost, string quantity, string unit) => csv.Append(
            CultureInfo.InvariantCulture,
            $"{cost},{cost},{cost},{cost},USD,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-{day:00}T00:00:00Z,2026-11-{day + 1:00}T00:00:00Z,Usage,Compute,111122223333,{resource},{quantity},{unit},S,P\n");
        for (int day = 1; day <= 14; day++)
        {
            Line(day, "i-idle", "9.216", "24", "Hours");
            Line(day, "i-busy", "9.216", "24", "Hours");
            Line(day, "vol-1", "1.20", "1000", "GB-Hours");
        }

        await _product.OkAsync("import", _product.Write("november.csv", csv.ToString()), "--source", "lab");
    }

    private void Usage()
    {
        _product.Write("usage/inventory.csv", "resource_id,provider,kind,type,state,state_since,created,attached_to,tags\ni-idle,aws,machine,m5.2xlarge,running,,2026-01-01,,\"{\"\"team\"\":\"\"a\"\"}\"\ni-busy,aws,machine,m5.2xlarge,running,,2026-01-01,,\"{\"\"team\"\":\"\"a\"\"}\"\nvol-1,aws,disk,gp3,available,2026-10-01,2026-01-01,,\"{\"\"team\"\":\"\"a\"\"}\"\n");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        for (int day = 1; day <= 14; day++)
        {
            metrics.Append(CultureInfo.InvariantCulture, $"i-idle,cpu-percent,2026-11-{day:00},1\ni-idle,network-bytes,2026-11-{day:00},100000\n");
            metrics.Append(CultureInfo.InvariantCulture, $"i-busy,cpu-percent,2026-11-{day:00},70\ni-busy,network-bytes,2026-11-{day:00},100000000000\n");
        }

        _product.Write("usage/metrics.csv", metrics.ToString());
    }
}
