using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Schedule;

namespace CostGuard.Cli.Configuration;

/// <summary>Names that the rooms offer and the configuration may refer to. An empty list is not checked.</summary>
public sealed record KnownNames
{
    /// <summary>Providers of the cost sources: "folder".</summary>
    public IReadOnlyList<string> Providers { get; init; } = Connection.Providers;

    /// <summary>Names of the mails: "weekly-team".</summary>
    public IReadOnlyList<string> Mails { get; init; } = [];

    /// <summary>What is wrong with a cron expression, without place; null when nothing is.</summary>
    public Func<string, Problem?> CronProblem { get; init; } = cron => CronText.Check(cron, TimeProvider.System.GetUtcNow());
}
