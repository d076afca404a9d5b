using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetAmountsTests
{
    private static readonly FiscalCalendar Calendar = new(1, namedByEnd: false);

    [Fact]
    public void For_WholeMonths_AddsTheConfiguredAmounts()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-10", 46000m), ("2026-11", 48000m), ("2026-12", 50000m));

        Assert.Equal(144000m, BudgetAmounts.For(budget, DayRange.Of(BillingPeriod.Parse("2026-10"), BillingPeriod.Parse("2026-12")), Calendar).Amount);
    }

    [Fact]
    public void For_PartsOfTwoMonths_IsProRataByDays()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-06", 30000m), ("2026-07", 31000m));

        // 20 of June's 30 days and 10 of July's 31: 20,000 + 10,000.
        Assert.Equal(30000m, BudgetAmounts.For(budget, new DayRange(new DateOnly(2026, 6, 11), new DateOnly(2026, 7, 11)), Calendar).Amount);
    }

    [Fact]
    public void For_MonthOfAQuarterlyBudget_IsItsDaysRoundedHalfEvenToTheCent()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-01", 25000m)) with { Kind = BudgetPeriodKind.Quarter };

        // 25,000 × 31 ÷ 90 = 8,611.111…
        Assert.Equal(8611.11m, BudgetAmounts.For(budget, DayRange.Of(BillingPeriod.Parse("2026-01")), Calendar).Amount);
    }

    [Fact]
    public void For_MonthWithoutAmount_NamesItAndGivesNone()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-10", 46000m)) with { File = "budgets/2026.csv" };
        BudgetAmount amount = BudgetAmounts.For(budget, DayRange.Of(BillingPeriod.Parse("2026-10"), BillingPeriod.Parse("2026-12")), Calendar);

        Assert.Null(amount.Amount);
        Assert.Equal([BillingPeriod.Parse("2026-11"), BillingPeriod.Parse("2026-12")], amount.Missing);
        Assert.Equal("budgets/2026.csv CG2253 Budget \"payments-monthly\" has no amount for 2026-11, 2026-12.", amount.Problem(budget)!.ToString());
    }

    [Fact]
    public void Judged_MonthOfAQuarterlyBudget_IsTheWholeQuarter()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-10", 144000m)) with { Kind = BudgetPeriodKind.Quarter };

        Assert.Equal(
            DayRange.Of(BillingPeriod.Parse("2026-10"), BillingPeriod.Parse("2026-12")),
            BudgetAmounts.Judged(budget, DayRange.Of(BillingPeriod.Parse("2026-11")), Calendar));
    }
}
