using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Savings;

namespace CostGuard.Unit.Core.Actions;

/// <summary>An idle machine of 280.32 USD a month, its findings, and an action on it.</summary>
internal static class SomeActions
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 15, 8, 0, 0, TimeSpan.Zero);

    public static DateOnly Today { get; } = new(2026, 11, 15);

    public static ActionItem Of(long number, decimal? expected = 100m, ActionState state = ActionState.Open, DateOnly? doneOn = null, params string[] findings) => new()
    {
        Id = new ActionId(number),
        Title = "Stop the idle machine",
        Owner = "li@acme.test",
        Due = new DateOnly(2026, 11, 30),
        State = state,
        Expected = expected is { } amount ? new Money(amount, Currency.Usd) : null,
        DoneOn = doneOn,
        Resources = ["r-1"],
        Findings = findings,
        By = "fin@acme.test",
        At = Now,
    };

    public static ActionProof Proof(SavingState state, decimal? perMonth) => new(state, perMonth, null, null, null, false, new DateOnly(2026, 11, 14), new SnapshotId("s"), Now);

    public static FindingDecision Decision(string key, DecisionKind kind, DateOnly? until = null, string? reason = null) => new() { Key = key, Kind = kind, Until = until, Reason = reason, By = "li@acme.test", At = Now };

    /// <summary>An alternative that saves so much of the machine's 280.32.</summary>
    public static Finding Finding(string rule, SavingAction action, decimal saving, string resource = "r-1") => new()
    {
        Rule = rule,
        Resource = SomeResources.Of(ResourceKind.Machine) with { Id = resource },
        Action = action,
        Title = $"{resource} could be better",
        Evidence = [],
        Saving = Saving.Of(saving),
        Risk = Grade.Low,
        Confidence = Grade.High,
        Effort = Grade.Low,
    };

    public static FollowedResource Followed(ActionBook book, params Finding[] findings)
    {
        ResourceCase of = SomeResources.Case(findings[0].Resource, SomeResources.Bill(0.384m));
        return new FollowedResource(
            new JudgedResource(of, new Judgement(findings, [], SavingPlan.Best(findings, of.Bill!.Monthly)), Currency.Usd), new TeamId("payments"), [.. findings.Select(finding => FollowedFinding.Of(finding, book, Today))]);
    }
}
