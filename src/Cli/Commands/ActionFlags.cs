using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>Arguments and options of 'recommend accept|reject|snooze' and 'action', the same on each of them.</summary>
internal sealed class ActionFlags
{
    public ActionFlags() => Type.AcceptOnlyFromAmong("save", "avoid", "governance");

    public Argument<string> Key { get; } = new("KEY") { Description = "Short id or key of a recommendation, or a resource that has only one." };

    public Argument<string> Id { get; } = new("ACTION") { Description = "Number of an action, as A-3." };

    public Argument<string> What { get; } = new("WHAT") { Description = "What is to be done, in one sentence." };

    public Option<string?> Title { get; } = new("--title") { Description = "What is to be done. Default: the recommendation's own sentence.", HelpName = "TEXT" };

    public Option<string?> Owner { get; } = new("--owner") { Description = "The one person who does it. Default: whoever decides.", HelpName = "WHO" };

    public Option<string?> Team { get; } = new("--team") { Description = "The team whose cost it is about.", HelpName = "TEAM" };

    public Option<string?> Due { get; } = new("--due") { Description = "Last day on which it is in time. Default: in 30 days.", HelpName = "DAY" };

    public Option<decimal?> Saving { get; } = new("--saving") { Description = "Promised a month. Default: what the recommendation saves, at the price that is paid.", HelpName = "AMOUNT" };

    public Option<string?> Currency { get; } = new("--currency") { Description = "Currency of --saving. Default: the company's.", HelpName = "CODE" };

    public Option<string> Type { get; } = new("--type") { Description = "save (the bill falls), avoid (it does not rise) or governance (no money).", HelpName = "TYPE", DefaultValueFactory = _ => "save" };

    public Option<string[]> Resource { get; } = new("--resource") { Description = "FOCUS ResourceId that it changes. Repeatable.", HelpName = "ID" };

    public Option<string[]> ReplacedBy { get; } = new("--replaced-by") { Description = "FOCUS ResourceId that took over: its cost is taken off the saving. Repeatable.", HelpName = "ID" };

    public Option<string?> On { get; } = new("--on") { Description = "The day of the change. Default: today.", HelpName = "DAY" };

    public Option<string?> Evidence { get; } = new("--evidence") { Description = "Link to a ticket or change.", HelpName = "URL" };

    public Option<string?> Note { get; } = new("--note") { Description = "What is to be known about it.", HelpName = "TEXT" };

    public Option<string> Why { get; } = new("--note") { Description = "What it waits for.", HelpName = "TEXT", Required = true };

    public Option<string> Reason { get; } = new("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };

    public Option<string?> Until { get; } = new("--until") { Description = "Last day on which the rejection holds. Default: for good.", HelpName = "DAY" };

    public Option<string> Back { get; } = new("--until") { Description = "The day on which it comes back.", HelpName = "DAY", Required = true };

    public Option<string?> By { get; } = new("--by") { Description = "Who decides. Default: the user of this machine.", HelpName = "WHO" };

    public Option<int> Days { get; } = RecommendListCommands.Days();

    public Option<bool> DryRun { get; } = GlobalOptions.DryRun();

    /// <summary>Who it is: --by, else the user of the machine.</summary>
    public string Who(Session session) => session.Arguments.GetValue(By) ?? session.Surroundings.Environment("USER") ?? session.Surroundings.Environment("USERNAME") ?? "unknown";

    /// <summary>Today, as the session judges it.</summary>
    public static DateOnly Today(Session session) => DateOnly.FromDateTime(session.AsOf.UtcDateTime);

    /// <summary>A day that was typed; null when it was not.</summary>
    public static DateOnly? Day(string option, string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"{option} '{text}' is not a day such as 2026-12-31."));

    /// <summary>What was typed as a promise; null when nothing was.</summary>
    public Money? Promise(Session session, Currency currency)
    {
        if (session.Arguments.GetValue(Saving) is not { } amount) return null;
        return amount < 0m ? throw new CostGuardException(2, CommandErrors.BadArgument.At("--saving is below zero.")) : new Money(amount, currency);
    }

    /// <summary>The named action.</summary>
    public ActionItem Find(Session session, ActionBook book)
    {
        string text = session.Arguments.GetValue(Id)!;
        return (ActionId.TryParse(text, out ActionId id) ? book.Find(id) : null) ?? throw new CostGuardException(8, ActionErrors.NoSuchAction.At($"There is no action '{text}'."));
    }
}
