using System.CommandLine;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend list|show|accept|reject|snooze|reopen|verify|backtest-verification.</summary>
public static class RecommendCommands
{
    public static Command Build(Verbs verbs) =>
        Verbs.Group(
            "recommend", "What should change, and did it save what it promised?",
            [.. RecommendListCommands.All(verbs), .. RecommendDecisionCommands.All(verbs), SavingVerifyCommand.Build(verbs), VerificationBacktestCommand.Build(verbs), FleetBacktestCommand.Build(verbs)]);
}
