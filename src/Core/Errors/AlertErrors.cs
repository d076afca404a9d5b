namespace CostGuard.Core.Errors;

/// <summary>Codes of alerts.</summary>
public static class AlertErrors
{
    /// <summary>CG2600.</summary>
    public static readonly ErrorInfo NoSuchAlert = new(
        "CG2600",
        "There is no such alert",
        "Only a threshold that was passed in the current period, and not yet acknowledged, can be acknowledged or snoozed.",
        "List what there is with 'costguard budget alerts', and name the budget and the threshold as they stand there.");

    /// <summary>CG2601.</summary>
    public static readonly ErrorInfo SnoozeTooLong = new(
        "CG2601",
        "The snooze would end before it begins, or too late",
        "A snooze lasts 14 days at most and never past the end of the budget's period, so that nothing stays silent for ever.",
        "Name a day with --until that lies in the next 14 days.");

    /// <summary>CG2602.</summary>
    public static readonly ErrorInfo WrittenMeanwhile = new(
        "CG2602",
        "The alert was changed at the same moment",
        "Another process wrote the alert after it was read here. Nothing was changed.",
        "Run the command again.");

    /// <summary>CG2603.</summary>
    public static readonly ErrorInfo EscalateToNobody = new(
        "CG2603",
        "An escalation names no team of this home",
        "escalateTo is a team, whose owner is told, or a mail address. Until it is one, the owner of the parent team is told.",
        "Write a team's name or an address under notify: budgetAlerts: escalateTo in teams/*.yaml.");
}
