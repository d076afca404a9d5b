using System.Globalization;

namespace CostGuard.Core.Budgets;

/// <summary>Judges a budget again once the end of its period is forecast: a forecast knows more than the pace, and two estimates in one answer contradict.</summary>
public static class ForecastVerdict
{
    /// <summary>The status with a forecast. One that is over stays over, and one that cannot be told gets none.</summary>
    /// <param name="status">A period that runs.</param>
    /// <param name="forecast">In the budget's currency; null leaves the status as it is.</param>
    public static BudgetStatus Apply(BudgetStatus status, BudgetOutlook? forecast)
    {
        if (forecast is null || status.State == BudgetState.Unknown || !status.HasAmount || status.Actual is not { } actual) return status;
        if (status.State == BudgetState.Over) return status with { Forecast = forecast };
        DateOnly? day = ExhaustedOn(status, forecast.AtEnd, actual);
        (BudgetState state, string reason) = day is { } passed
            ? (BudgetState.AtRisk, $"By the forecast the budget is used up on {passed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.")
            : status.Warning is { } warning ? (BudgetState.Ok, $"{warning} The forecast ends within it.")
            : (BudgetState.Ok, "Within the budget, and so is the forecast.");
        return status with { Forecast = forecast, ExhaustedOn = day, State = state, Reason = reason };
    }

    /// <summary>What is still expected, without the fees, is laid on the days to come by their weights (domain C.3).</summary>
    private static DateOnly? ExhaustedOn(BudgetStatus status, decimal atEnd, decimal actual)
    {
        if (atEnd <= status.Amount) return null;
        decimal weights = status.Ahead.Sum(day => day.Weight);
        decimal core = atEnd - actual - status.Ahead.Sum(day => day.Fee), sum = actual;
        foreach (DayAhead day in status.Ahead)
        {
            sum += day.Fee + (weights > 0m ? core * day.Weight / weights : core / status.Ahead.Count);
            if (sum > status.Amount) return day.Day;
        }

        // Division may lose the last digit of the sum: the end is above the amount all the same.
        return status.Days.End.AddDays(-1);
    }
}
