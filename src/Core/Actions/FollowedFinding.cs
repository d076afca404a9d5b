using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Actions;

/// <summary>Where a finding stands with the people who decide (domain F.3).</summary>
public enum FindingState
{
    /// <summary>Nobody has decided, or the decision no longer counts.</summary>
    Open,

    /// <summary>There is an action.</summary>
    Accepted,

    /// <summary>Somebody works on the action.</summary>
    InProgress,

    /// <summary>The action waits for something.</summary>
    Blocked,

    /// <summary>The action is carried out; the rule may see it for some more days, since it looks back.</summary>
    Done,

    /// <summary>The bill shows at least 90 % of what was promised.</summary>
    Verified,

    /// <summary>It will not be done.</summary>
    Rejected,

    /// <summary>It comes back on a day.</summary>
    Snoozed,
}

/// <summary>A finding with what people decided about it.</summary>
/// <param name="Finding">The finding, as it is computed now.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Decision">The newest decision; it may no longer count. Null when there never was one.</param>
/// <param name="Action">The action that answers it; null without.</param>
public sealed record FollowedFinding(Finding Finding, FindingState State, FindingDecision? Decision, ActionItem? Action)
{
    /// <summary>True for what is kept out of sight.</summary>
    public bool IsHidden => State is FindingState.Rejected or FindingState.Snoozed;

    /// <summary>True once it was accepted, whether it is done or not.</summary>
    public bool IsTaken => State is FindingState.Accepted or FindingState.InProgress or FindingState.Blocked or FindingState.Done or FindingState.Verified;

    /// <summary>The finding as it stands on a day.</summary>
    public static FollowedFinding Of(Finding finding, ActionBook book, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(book);
        FindingDecision? decision = book.DecisionOn(finding.Key);
        ActionItem? action = book.ActionFor(finding.Key);
        return new FollowedFinding(finding, StateOf(decision, action, day), decision, action);
    }

    private static FindingState StateOf(FindingDecision? decision, ActionItem? action, DateOnly day)
    {
        if (decision?.HidesOn(day) == true) return decision.Kind == DecisionKind.Rejected ? FindingState.Rejected : FindingState.Snoozed;
        if (decision?.Kind == DecisionKind.Reopened) return FindingState.Open;
        return action switch
        {
            { State: ActionState.Open } => FindingState.Accepted,
            { State: ActionState.InProgress } => FindingState.InProgress,
            { State: ActionState.Blocked } => FindingState.Blocked,
            // The cost is back, and the rule sees it again: it is to be decided anew.
            { State: ActionState.Done, Proof.State: SavingState.Regressed } => FindingState.Open,
            { State: ActionState.Done, Proof.State: SavingState.Verified } => FindingState.Verified,
            { State: ActionState.Done } => FindingState.Done,
            _ => FindingState.Open,
        };
    }
}

/// <summary>A resource with its findings and what people decided about them.</summary>
/// <param name="Of">What was found. Its metrics are left out.</param>
/// <param name="Team">The team that its cost goes to by the rules of allocation, as far as the inventory tells; "unallocated" for nobody.</param>
/// <param name="Findings">Its findings, the one that saves most first.</param>
public sealed record FollowedResource(JudgedResource Of, TeamId Team, IReadOnlyList<FollowedFinding> Findings)
{
    /// <summary>What is in sight at its best: what was accepted, else the best of what waits for a decision. Alternatives are never added.</summary>
    public SavingPlan Plan => Findings.Any(each => each.IsTaken) ? Best(each => each.IsTaken) : Best(each => !each.IsHidden);

    /// <summary>The best of what waits for a decision; empty once something of the resource was accepted, since the rest are alternatives of it.</summary>
    public SavingPlan Undecided => Findings.Any(each => each.IsTaken) ? new SavingPlan([], 0m) : Best(each => !each.IsHidden);

    /// <summary>The state of the plan's first finding; null when nothing is in sight.</summary>
    public FollowedFinding? Lead => Plan.Findings is [var first, ..] ? Findings.First(each => each.Finding == first) : null;

    /// <summary>What rejections and snoozes keep out of sight beyond what is in sight, a month; 0 when nothing is hidden.</summary>
    public decimal Hidden => HiddenCount == 0 ? 0m : Math.Max(0m, Best(_ => true).Saving - Best(each => !each.IsHidden).Saving);

    /// <summary>How many findings are out of sight.</summary>
    public int HiddenCount => Findings.Count(each => each.IsHidden);

    /// <summary>What a finding saves a month beside what was accepted; null when it is an alternative of that.</summary>
    public decimal? Adds(Finding finding)
    {
        SavingPlan taken = Best(each => each.IsTaken), both = Best(each => each.IsTaken || each.Finding == finding);
        return both.Findings.Contains(finding) && taken.Findings.All(both.Findings.Contains) ? both.Saving - taken.Saving : null;
    }

    private SavingPlan Best(Func<FollowedFinding, bool> which) => SavingPlan.Best([.. Findings.Where(which).Select(each => each.Finding)], Of.Case.Bill?.Monthly);
}
