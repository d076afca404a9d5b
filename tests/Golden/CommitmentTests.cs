using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Commitments from billing files alone, against sums of the raw file by other means.</summary>
public sealed class CommitmentTests
{
    private const string Excerpt = "focus/spec-examples-later/aws_savings_plan_partial_upfront_100pct.excerpt.csv";

    // Sums of the 18 Used rows: EffectiveCost 920.52, ContractedCost 1380.78; 131,444.45 of purchases are not usage.
    [Fact]
    public async Task CommitmentShow_SpecExample_EqualsTheRowsOfTheFile()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", SharedFolder.Path("data", Excerpt), "--source", "spec", "-q");

        JsonElement show = (await product.OkAsync("commitment", "show", "--period", "2026-02", "--as-of", "2026-03-02", "-o", "json")).Json;
        JsonElement line = Assert.Single(show.GetProperty("items").EnumerateArray());
        Assert.Equal("920.52", line.GetProperty("used").GetString());
        Assert.Equal("460.26", line.GetProperty("netSaving").GetString());
        Assert.Equal("1", line.GetProperty("utilisation").GetString());
        Assert.Equal("0.333333", line.GetProperty("discount").GetString());

        // The purchase is of one month, so that its end cannot be told.
        Answer expiring = await product.RunAsync("commitment", "expiring", "--as-of", "2026-03-02", "-o", "json");
        Assert.Equal(5, expiring.ExitCode);
        Assert.Contains("CG1463", expiring.Out, StringComparison.Ordinal);
        string id = line.GetProperty("commitment").GetString()!;
        JsonElement said = (await product.OkAsync("commitment", "expiring", "--end", $"{id}=2027-02-01", "--as-of", "2027-01-25", "-o", "json")).Json;
        Assert.Equal("! WITHIN 7 DAYS", said.GetProperty("items")[0].GetProperty("state").GetString());
    }

    // Domain G-3 as a bill of 30 days by the hour: 3.60 an hour saves 869.92 a month.
    [Fact]
    public async Task CommitmentPropose_ExampleG3_AsABill()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync("import", product.Write("bill.csv", Bill()), "--source", "bill", "-q");

        JsonElement item = Assert.Single((await product.OkAsync("commitment", "propose", "--risk", "aggressive", "--as-of", "2026-03-02", "-o", "json")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal(3.6m, decimal.Parse(item.GetProperty("commitment").ToString(), CultureInfo.InvariantCulture));
        Assert.Equal(869.92m, Math.Round(decimal.Parse(item.GetProperty("savingPerMonth").GetString()!, CultureInfo.InvariantCulture), 2));
        Assert.Equal("hours", item.GetProperty("confidence").GetString());
    }

    private static string Bill()
    {
        int[] day = [4, 4, 4, 4, 4, 5, 6, 8, 11, 13, 14, 14, 15, 14, 14, 13, 12, 11, 9, 8, 7, 6, 5, 5];
        var text = new StringBuilder("BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ProviderName,BillingAccountId,"
            + "PricingCategory,PricingUnit,ResourceType,SkuId,CommitmentDiscountId,CommitmentDiscountStatus,CommitmentDiscountType,CommitmentDiscountCategory\n");
        for (int hour = 0; hour < 30 * 24; hour++)
        {
            DateTime start = new DateTime(2026, 1, 31).AddHours(hour), month = new(start.Year, start.Month, 1);
            string times = string.Create(CultureInfo.InvariantCulture, $"USD,{month:yyyy-MM-dd}T00:00:00Z,{month.AddMonths(1):yyyy-MM-dd}T00:00:00Z,{start:yyyy-MM-ddTHH}:00:00Z,{start.AddHours(1):yyyy-MM-ddTHH}:00:00Z,Usage,Compute,Acme,1");
            text.Append(CultureInfo.InvariantCulture, $"{day[hour % 24]},{day[hour % 24]},{day[hour % 24]},{day[hour % 24]},{times},Standard,Hours,Instance,vm,,,,\n");
            text.Append(CultureInfo.InvariantCulture, $"0,0.72,1,1,{times},Committed,Hours,Instance,vm,plan-1,Used,Savings Plan,Spend\n");
        }

        return text.ToString();
    }
}
