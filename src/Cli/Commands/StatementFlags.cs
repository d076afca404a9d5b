using System.CommandLine;

namespace CostGuard.Cli.Commands;

/// <summary>Arguments and options of 'costguard statement'.</summary>
internal sealed class StatementFlags
{
    public Option<int?> Version { get; } = new("--version-of-close") { Description = "The statement as that version of the close handed it out; before a month was reopened.", HelpName = "N" };

    public Argument<string> Team { get; } = new("TEAM") { Description = "Team id." };

    public Option<string> Period { get; } = new("--period") { Description = "Billing month: 2026-10, last-month.", HelpName = "MONTH", DefaultValueFactory = _ => "last-month" };

    public Option<string?> Only { get; } = new("--team") { Description = "Only this team's.", HelpName = "TEAM" };

    public Option<string> By { get; } = new Option<string>("--by") { Description = "Who signs: an e-mail address.", HelpName = "WHO", Required = true }.NeverBlank();

    public Option<string?> Note { get; } = new("--note") { Description = "What to write down beside the name.", HelpName = "TEXT" };

    public Option<string> Reason { get; } = new Option<string>("--reason") { Description = "Why the line is wrong.", HelpName = "TEXT", Required = true }.NeverBlank();

    public Option<int> Line { get; } = new("--line") { Description = "Number of the line, in the first column of the statement.", HelpName = "N", Required = true };

    public Option<bool> DryRun { get; } = GlobalOptions.DryRun();
}
