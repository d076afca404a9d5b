namespace CostGuard.Core.Focus.Azure;

/// <summary>How dates with slashes are read.</summary>
public enum AzureDayOrder
{
    /// <summary>There are none, or both readings are the same.</summary>
    None,

    /// <summary>Month/day/year.</summary>
    MonthFirst,

    /// <summary>Day/month/year.</summary>
    DayFirst,
}
