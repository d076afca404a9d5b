using CostGuard.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

/// <summary>A period that runs is judged by where it ends, once that is forecast.</summary>
public sealed class ForecastVerdictTests
{
    [Fact]
    public void Apply_EightyEightPercentUsedAndForecastWithin_IsOkAndSaysBoth()
    {
        BudgetStatus status = ForecastVerdict.Apply(Used(amount: 14000m, day: 29, actual: 12320m), Ending(12720m));

        Assert.Equal((BudgetState.Ok, "80 % of the budget is used. The forecast ends within it."), (status.State, status.Reason));
        Assert.Null(status.ExhaustedOn);
    }

    [Fact]
    public void Apply_TwentyPercentUsedAndForecastAbove_IsAtRisk()
    {
        BudgetStatus status = ForecastVerdict.Apply(Used(amount: 14000m, day: 5, actual: 2800m), Ending(14001m));

        // 11,201 in 25 even days are 448.04 a day: 14,000.96 and so more than 14,000 on the last one.
        Assert.Equal((BudgetState.AtRisk, new DateOnly(2026, 6, 30)), (status.State, status.ExhaustedOn));
        Assert.Null(status.Warning);
    }

    [Fact]
    public void Apply_OverAlready_StaysOver() =>
        Assert.Equal(BudgetState.Over, ForecastVerdict.Apply(Used(amount: 100m, day: 5, actual: 101m), Ending(99m)).State);

    private static BudgetStatus Used(decimal amount, int day, decimal actual) =>
        BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", amount, day, (1, actual)));

    private static BudgetOutlook Ending(decimal atEnd) => new(atEnd, null, null, 60);
}
