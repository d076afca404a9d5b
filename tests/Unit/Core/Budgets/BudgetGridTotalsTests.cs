using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetGridTotalsTests
{
    private static readonly BillingPeriod[] Months = [.. Enumerable.Range(0, 12).Select(BillingPeriod.Parse("2027-01").AddMonths)];

    /// <summary>Last year: eleven months of 10 and a December of 90, so December has 90 of 200: 45 %; a credit month has no share.</summary>
    [Fact]
    public void Fill_BySeason_KeepsLastYearsSharesToTheCent()
    {
        BudgetGridRow row = Filled(1000.01m, bySeason: true, month => month == Months[11].AddMonths(-12) ? 90m : 10m);
        // Eleven times 50.0005 and once 450.0045: floors leave one cent, for the largest fraction, which is December's.
        Assert.Equal(450.01m, row.Amounts[Months[11]]);
        Assert.All(Months[..11], month => Assert.Equal(50.00m, row.Amounts[month]));
        Assert.Equal(1000.01m, row.Amounts.Values.Sum());
        Assert.Equal(0m, Filled(120m, bySeason: true, month => month == Months[2].AddMonths(-12) ? -5m : 1m).Amounts[Months[2]]);
    }

    /// <summary>Domain C.2 d: 100,000 over twelve months is four times 8,333.34 and eight times 8,333.33.</summary>
    [Fact]
    public void Fill_Evenly_IsTheWorkedExample() => Assert.Equal(
        [.. Enumerable.Repeat(8333.34m, 4), .. Enumerable.Repeat(8333.33m, 8)], Months.Select(month => Filled(100000m, bySeason: false, _ => 1m).Amounts[month]));

    [Fact]
    public void Fill_UnknownTeamOrMissingMonth_IsRefusedByName()
    {
        BudgetGrid grid = Grid(month => month == Months[6].AddMonths(-12) ? null : 1m);
        Assert.Contains("2026-07", Assert.Throws<CostGuardException>(() => BudgetGridTotals.Fill(grid, One(12m), bySeason: true)).Message, StringComparison.Ordinal);
        Assert.Throws<CostGuardException>(() => BudgetGridTotals.Fill(grid, new Dictionary<string, decimal> { ["web"] = 1m }, bySeason: false));
    }

    private static BudgetGridRow Filled(decimal total, bool bySeason, Func<BillingPeriod, decimal?> lastYear) => BudgetGridTotals.Fill(Grid(lastYear), One(total), bySeason).Rows[0];

    private static Dictionary<string, decimal> One(decimal total) => new() { ["payments"] = total };

    private static BudgetGrid Grid(Func<BillingPeriod, decimal?> lastYear) => new("FY2027", Months,
        [new BudgetGridRow("payments", Currency.Parse("USD"), new Dictionary<BillingPeriod, decimal>(),
            Months.Select(month => month.AddMonths(-12)).Where(month => lastYear(month) is not null).ToDictionary(month => month, month => lastYear(month)!.Value))]);
}
