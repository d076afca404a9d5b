namespace CostGuard.Core.Errors;

/// <summary>Codes of subscriptions to mails, 2680 on.</summary>
public static class SubscriptionErrors
{
    /// <summary>CG2680.</summary>
    public static readonly ErrorInfo MustBeRead = new(
        "CG2680",
        "This mail cannot be left",
        "Weekly digests, the finance report and mails about unusual cost may be left. Alerts about budgets, restated closed months and failure notices come with a duty.",
        "Take the person off where they are named: notify of the team, or notifications/routing.yaml. Quiet hours are set in notifications/preferences.");
}
