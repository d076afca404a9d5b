using System.CommandLine;

namespace CostGuard.Cli;

/// <summary>Flags that every command has, in one vocabulary.</summary>
public sealed class GlobalOptions
{
    public Option<string?> Home { get; } = new("--home")
    {
        Description = "Folder that holds configuration and data. Default: COSTGUARD_HOME, else ./costguard.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "Format of the answer: table, json, jsonl, csv, tsv, markdown, html, xlsx, none.",
        HelpName = "FORMAT",
        Recursive = true,
        DefaultValueFactory = _ => "table",
    };

    public Option<string?> Out { get; } = new("--out")
    {
        Description = "File to write the answer to instead of the screen; - is standard output.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> AsOf { get; } = new("--as-of")
    {
        Description = "Judge as if it were this day (2026-11-16) or instant (2026-11-16T07:00:00Z).",
        HelpName = "DATE",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours (NO_COLOR does the same).", Recursive = true };

    public Option<bool> NoInput { get; } = new("--no-input") { Description = "Never ask; take defaults or fail.", Recursive = true };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Only the answer and errors.", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Say more, with stack traces of faults.", Recursive = true };

    public IEnumerable<Option> All => [Home, Output, Out, AsOf, NoColor, NoInput, Quiet, Verbose];

    /// <summary>--period, for the commands that look at months.</summary>
    public static Option<string> Period(string defaultText) => new("--period")
    {
        Description = "Months: 2026-11, mtd, last-month, 2026-10..2026-12, fy2027, all.",
        HelpName = "PERIOD",
        DefaultValueFactory = _ => defaultText,
    };

    /// <summary>--dry-run, for the commands that write or send.</summary>
    public static Option<bool> DryRun() => new("--dry-run", "-n") { Description = "Print what would be written or sent, and do nothing." };
}
