using System.CommandLine;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend list|show|verify|backtest-verification.</summary>
public static class RecommendCommands
{
    public static Command Build(Verbs verbs) =>
        Verbs.Group("recommend", "What should change, and did it save what it promised?", [.. RecommendListCommands.All(verbs), SavingVerifyCommand.Build(verbs), VerificationBacktestCommand.Build(verbs), FleetBacktestCommand.Build(verbs)]);
}
