using CostGuard.Core.Actions;
using CostGuard.Core.Savings.Verification;

namespace CostGuard.Report.Tables;

/// <summary>States of findings, actions and proofs as every surface writes them: a sign and a word.</summary>
public static class SavingWords
{
    /// <summary>"✓ VERIFIED".</summary>
    public static string Of(SavingState state) => state switch
    {
        SavingState.Pending => "… PENDING",
        SavingState.Verified => "✓ VERIFIED",
        SavingState.Partial => "! PARTIAL",
        SavingState.Regressed => "✗ REGRESSED",
        _ => "✗ NOT REALISED",
    };

    /// <summary>"… ACCEPTED".</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.Open => "– OPEN",
        FindingState.Accepted => "… ACCEPTED",
        FindingState.InProgress => "… IN PROGRESS",
        FindingState.Blocked => "! BLOCKED",
        FindingState.Done => "✓ DONE",
        FindingState.Verified => "✓ VERIFIED",
        FindingState.Rejected => "✗ REJECTED",
        _ => "… SNOOZED",
    };

    /// <summary>"▲ OVERDUE", or the action's own state.</summary>
    /// <param name="action">The action.</param>
    /// <param name="day">The day that is judged.</param>
    public static string Of(ActionItem action, DateOnly day) => action switch
    {
        _ when action.IsOverdueOn(day) => "▲ OVERDUE",
        { State: ActionState.Open } => "– OPEN",
        { State: ActionState.InProgress } => "… IN PROGRESS",
        { State: ActionState.Blocked } => "! BLOCKED",
        { State: ActionState.Done } => "✓ DONE",
        _ => "✗ CANCELLED",
    };
}
