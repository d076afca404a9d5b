using System.Text.Json;
using CostGuard.Core.Benchmarks;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetScheduleTests
{
    private static readonly BillingPeriod January = BillingPeriod.Parse("2027-01");

    [Fact]
    public void Growing_FivePercentAMonth_IsTheWorkedExample()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        decimal[] right = [.. vectors.RootElement.GetProperty("C").GetProperty("growth").EnumerateArray().Select(each => decimal.Parse(each.GetString()!, System.Globalization.CultureInfo.InvariantCulture))];

        IReadOnlyDictionary<BillingPeriod, decimal> amounts = BudgetSchedule.Growing(January, BudgetPeriodKind.Month, 6, 10000m, .05m, Currency.Usd);

        Assert.Equal(right, amounts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(68019.13m, amounts.Values.Sum());
    }

    [Fact]
    public void Split_HundredThousandOverTwelveMonths_IsFourTimes34AndEightTimes33()
    {
        IReadOnlyDictionary<BillingPeriod, decimal> amounts = BudgetSchedule.Split(January, BudgetPeriodKind.Month, 100000m, [.. Enumerable.Repeat(1m, 12)], Currency.Usd);

        Assert.Equal((4, 8), (amounts.Values.Count(amount => amount == 8333.34m), amounts.Values.Count(amount => amount == 8333.33m)));
        Assert.Equal(BillingPeriod.Parse("2027-12"), amounts.Keys.Max());
    }

    [Fact]
    public void Split_QuartersByLastYearsSeason_KeepsItsShares()
    {
        // 10 : 20 : 30 : 40 of 5,000 yen, a currency without decimals.
        IReadOnlyDictionary<BillingPeriod, decimal> amounts = BudgetSchedule.Split(January, BudgetPeriodKind.Quarter, 5001m, [10m, 20m, 30m, 40m], Currency.Parse("JPY"));

        // Exact shares 500.1, 1000.2, 1500.3, 2000.4: the one yen left goes to the largest fraction.
        Assert.Equal([500m, 1000m, 1500m, 2001m], amounts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([1, 4, 7, 10], amounts.Keys.Order().Select(month => month.FirstDay.Month));
    }

    [Fact]
    public void Split_TenThousandRandomYears_AddUpToTheYear()
    {
        var random = new SplitMix64(20261129);
        foreach (int _ in Enumerable.Range(0, 10_000))
        {
            Currency currency = Currency.Parse((random.NextBits() % 3) switch { 0 => "JPY", 1 => "USD", _ => "KWD" });
            decimal total = decimal.Round((decimal)(random.NextUniform() * 5_000_000), currency.MinorUnits);
            decimal[] weights = [.. Enumerable.Range(0, 1 + (int)(random.NextBits() % 24)).Select(_ => decimal.Round((decimal)(random.NextUniform() * 1000), 4))];

            IReadOnlyDictionary<BillingPeriod, decimal> amounts = BudgetSchedule.Split(January, BudgetPeriodKind.Month, total, weights, currency);

            Assert.Equal(total, amounts.Values.Sum());
            Assert.Equal(weights.Length, amounts.Count);
        }
    }
}
