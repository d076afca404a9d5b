using CostGuard.Cli.Commands;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;

namespace CostGuard.Cli.Composition;

/// <summary>"usage": asks the named connections, or all whose usage is enabled, for inventory and metrics.</summary>
public sealed class UsageAction(UsageStage stage, CostGuardConfiguration configuration) : IScheduledAction
{
    public string Key => "usage";

    public async Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = run.Schedule.Arguments;
        Connection[] chosen = [.. configuration.Connections.Where(connection => connection.Usage is { Enabled: true } && (names.Count == 0 || names.Contains(connection.Name)))];
        if (chosen.Length == 0) return new RunOutcome(RunState.Succeeded, "no connection collects inventory and metrics");
        IReadOnlyList<UsageResult> results = await stage.RunAsync(chosen, UsageWindow.DaysDefault, run.DueAt, null, cancellationToken).ConfigureAwait(false);
        string detail = string.Join("; ", results.Select(result => UsageCommands.Told(result) + string.Concat(result.Left.Append(result.Problem).OfType<Problem>().Select(problem => $" ({problem.Code} {problem.Message})"))));
        return new RunOutcome(results.All(result => result.Complete) ? RunState.Succeeded : results.All(result => result.Problem is not null) ? RunState.Failed : RunState.Partial, detail);
    }
}
