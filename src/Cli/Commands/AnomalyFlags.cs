using System.CommandLine;
using CostGuard.Core.Anomalies;

namespace CostGuard.Cli.Commands;

/// <summary>Arguments and flags of the anomaly commands, the same on each of them.</summary>
public sealed class AnomalyFlags
{
    public AnomalyFlags()
    {
        Sensitivity.AcceptOnlyFromAmong("high", "medium", "low");
        As.AcceptOnlyFromAmong("resolved", "expected", "not-useful");
    }

    public Argument<string> Id { get; } = new("ID") { Description = "Id from 'costguard anomaly list', or its beginning." };

    public Option<string?> Cause { get; } = new("--by") { Description = "What the causes are: resource, sku, region, tag:KEY, …. Default: where the first cause explains most.", HelpName = "DIMENSION" };

    public Option<int> Days { get; } = new("--days") { Description = "How many days up to the data's last one are judged.", HelpName = "DAYS", DefaultValueFactory = _ => AnomalyService.UsualDays };

    public Option<string?> Sensitivity { get; } = new("--sensitivity") { Description = "high (3.5), medium (5) or low (6 robust standard deviations). Default: as configured for company and team, else medium." };

    public Option<string?> Team { get; } = new("--team") { Description = "Only this team.", HelpName = "TEAM" };

    public Option<bool> All { get; } = new("--all") { Description = "Show what is over, low or closed, too." };

    public Option<string?> Note { get; } = new("--note") { Description = "What is known about it.", HelpName = "TEXT" };

    public Option<string?> By { get; } = new("--by") { Description = "Who decides. Default: the user of this machine.", HelpName = "NAME" };

    public Option<string> As { get; } = new("--as") { Description = "resolved (it was real), expected (it was planned) or not-useful (the scope gets a higher limit for 60 days).", DefaultValueFactory = _ => "resolved" };

    public Option<string?> Until { get; } = new("--until") { Description = "With --as expected: last day on which the cost is planned.", HelpName = "DATE" };
}
