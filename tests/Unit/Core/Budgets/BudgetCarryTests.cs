using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetCarryTests
{
    private static readonly FiscalCalendar Calendar = new(1, namedByEnd: false);

    [Fact]
    public void Into_CapOfAQuarter_IsTheWorkedExample()
    {
        // Domain C-4: available 1,000 / 1,200 / 1,050, then carry 250, capped from 650.
        BudgetConfig budget = Budget(new BudgetRollover(0.25m));

        Assert.Equal([0m, 200m, 50m, 250m], Carries(budget, [800m, 1150m, 400m]));
    }

    [Fact]
    public void Into_WithDeficit_TakesWhatWasSpentTooMuch() =>
        Assert.Equal([0m, 200m, -100m, 0m], Carries(Budget(new BudgetRollover(0.25m, Deficit: true)), [800m, 1300m, 900m]));

    [Fact]
    public void Into_WithoutRollover_IsNothing() => Assert.Equal([0m, 0m, 0m, 0m], Carries(Budget(null), [800m, 1150m, 400m]));

    [Fact]
    public void Into_FirstMonthOfAFiscalYear_IsNothingUnlessTheCarryMayCross()
    {
        var march = new FiscalCalendar(3, namedByEnd: false);
        DayRange period = DayRange.Of(BillingPeriod.Parse("2026-03"));

        Assert.Equal(0m, BudgetCarry.Into(Budget(new BudgetRollover(1m)), period, _ => 700m, march));
        // Two months with 300 left each.
        Assert.Equal(600m, BudgetCarry.Into(Budget(new BudgetRollover(1m, AcrossYears: true)), period, _ => 700m, march));
    }

    private static BudgetConfig Budget(BudgetRollover? rollover) =>
        SomeBudgets.Of(("2026-01", 1000m), ("2026-02", 1000m), ("2026-03", 1000m), ("2026-04", 1000m)) with { Rollover = rollover };

    private static decimal[] Carries(BudgetConfig budget, decimal[] actual) =>
        [.. Enumerable.Range(1, 4).Select(month => BudgetCarry.Into(
            budget, DayRange.Of(BillingPeriod.Month(2026, month)), days => actual[days.Start.Month - 1], Calendar))];
}
