using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetVersionsTests
{
    private static readonly FiscalCalendar Calendar = new(1, namedByEnd: false);
    private static readonly BudgetConfig June = SomeBudgets.Of(("2026-06", 30000m), ("2026-07", 30000m)) with { Revisions = [Revision("2026-06-11", 45000m)] };

    [Fact]
    public void For_RevisionInsideTheMonth_CountsByItsDays()
    {
        // Domain C-2: 30,000 × 10 ÷ 30 + 45,000 × 20 ÷ 30.
        BudgetAmount amount = BudgetAmounts.For(June, Month("2026-06"), Calendar);

        Assert.Equal((40000.00m, 30000.00m), (amount.Amount, amount.Original));
        Assert.Equal(45000m, BudgetAmounts.For(June, Month("2026-07"), Calendar).Amount);
    }

    [Fact]
    public void For_StepRevisions_TakesTheNewAmountForTheWholeMonth() =>
        Assert.Equal(45000m, BudgetAmounts.For(June with { StepRevisions = true }, Month("2026-06"), Calendar).Amount);

    [Fact]
    public void For_SomeDaysOfTheMonth_CountsTheVersionsOfThoseDays() =>
        // 5 days at 1,000 a day and 4 at 1,500.
        Assert.Equal(11000m, BudgetAmounts.For(June, new DayRange(new DateOnly(2026, 6, 6), new DateOnly(2026, 6, 15)), Calendar).Amount);

    [Fact]
    public void For_RevisionOfOneMonth_LeavesTheOthers()
    {
        BudgetConfig budget = SomeBudgets.Of(("2026-06", 100m), ("2026-07", 100m), ("2026-08", 100m)) with
        {
            Revisions = [new BudgetRevision(new DateOnly(2026, 6, 1), null, new Dictionary<BillingPeriod, decimal> { [BillingPeriod.Parse("2026-07")] = 300m })],
        };

        Assert.Equal(500m, BudgetAmounts.For(budget, DayRange.Of(BillingPeriod.Parse("2026-06"), BillingPeriod.Parse("2026-08")), Calendar).Amount);
    }

    [Fact]
    public void For_RevisionWhereNothingWasPlanned_HasAnAmountFromItsFirstWholePeriodOn()
    {
        BudgetConfig budget = SomeBudgets.Of() with { Revisions = [Revision("2026-06-11", 45000m)] };

        Assert.Equal([BillingPeriod.Parse("2026-06")], BudgetAmounts.For(budget, Month("2026-06"), Calendar).Missing);
        Assert.Equal(45000m, BudgetAmounts.For(budget, Month("2026-07"), Calendar).Amount);
    }

    [Fact]
    public void For_BudgetThatExistsOnce_IsJudgedOnItsOwnDaysOnly()
    {
        var days = new DayRange(new DateOnly(2026, 3, 15), new DateOnly(2026, 7, 1));
        BudgetConfig budget = SomeBudgets.Of(("2026-03", 50000m)) with { Kind = BudgetPeriodKind.Custom, Once = days };

        Assert.Equal(days, BudgetAmounts.Judged(budget, Month("2026-06"), Calendar));
        Assert.Equal(50000m, BudgetAmounts.For(budget, days, Calendar).Amount);
        Assert.Null(BudgetAmounts.Judged(budget, Month("2026-07"), Calendar));
    }

    private static BudgetRevision Revision(string from, decimal amount) =>
        new(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), amount, new Dictionary<BillingPeriod, decimal>());

    private static DayRange Month(string month) => DayRange.Of(BillingPeriod.Parse(month));
}
