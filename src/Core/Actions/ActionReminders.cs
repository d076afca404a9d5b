namespace CostGuard.Core.Actions;

/// <summary>Why somebody is reminded of an action.</summary>
public enum ReminderKind
{
    /// <summary>Due within seven days.</summary>
    DueSoon,

    /// <summary>Due today.</summary>
    DueToday,

    /// <summary>Late.</summary>
    Overdue,

    /// <summary>Late by more than 14 days: it belongs in the parent team's review, too.</summary>
    LongOverdue,
}

/// <summary>Which actions somebody is to be reminded of (domain H.4): seven days before they are due, on the day, and weekly once they are late.</summary>
public static class ActionReminders
{
    private const int SoonDays = 7, LongDays = 14;

    /// <summary>Why the action is to be named in a mail of this day; null when it is not.</summary>
    public static ReminderKind? Of(ActionItem action, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (!action.IsOpen) return null;
        return (action.Due.DayNumber - day.DayNumber) switch
        {
            < -LongDays => ReminderKind.LongOverdue,
            < 0 => ReminderKind.Overdue,
            0 => ReminderKind.DueToday,
            <= SoonDays => ReminderKind.DueSoon,
            _ => null,
        };
    }
}
