using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Core.Errors;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>Arguments and options of 'costguard review'.</summary>
internal sealed class ReviewFlags
{
    public Argument<string> Month { get; } = new("PERIOD") { Description = "The month, as 2026-10." };

    public Argument<string> Text { get; } = new("TEXT") { Description = "At most 200 letters." };

    public Option<string> By { get; } = new("--by") { Description = "Who does it: an e-mail address.", HelpName = "WHO", Required = true };

    public Option<string> Owner { get; } = new("--owner") { Description = "The one person who does it or finds out: an e-mail address.", HelpName = "WHO", Required = true };

    public Option<string> Due { get; } = new("--due") { Description = "Until when, as 2026-11-30.", HelpName = "DAY", Required = true };

    public Option<decimal?> Saving { get; } = new("--saving") { Description = "What it saves a month, in the currency of the review: a promise that the bill is held against.", HelpName = "AMOUNT" };

    public Option<string?> Role { get; } = new("--as") { Description = "In which role, such as \"Finance\".", HelpName = "ROLE" };

    public Option<string[]> On { get; } = new("--on")
    {
        Description = "What it is about: team ID, service NAME, or mover u1 (its number in the pack, or team/service).",
        HelpName = "KIND KEY",
        Required = true,
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Team { get; } = new("--team") { Description = "The pack of this team and the teams below it: nothing of others is in it.", HelpName = "TEAM" };

    public Option<string?> About { get; } = new("--team") { Description = "The team that it is about: it stands in that team's pack, too.", HelpName = "TEAM" };

    public Option<string?> Calendar { get; } = new("--ics") { Description = "Write the meeting and the due days of decisions as iCalendar, too.", HelpName = "FILE" };

    public Option<bool> Again { get; } = new("--again") { Description = "Freeze the figures of an open review anew; notes and decisions stay, signatures are void." };

    public Option<bool> DryRun { get; } = GlobalOptions.DryRun();

    public BillingPeriod Period(Session session) => BillingPeriod.TryParse(session.Arguments.GetValue(Month), out BillingPeriod period)
        ? period
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{session.Arguments.GetValue(Month)}' is not a month such as 2026-10."));

    /// <summary>The text on one line, short enough to stand beside a figure.</summary>
    public string Words(Session session)
    {
        string text = string.Join(' ', session.Arguments.GetValue(Text)!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length is > 0 and <= ReviewEntry.TextMax ? text
            : throw new CostGuardException(2, ReviewErrors.BadText.At(string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} letters; there must be 1 to {ReviewEntry.TextMax}.")));
    }

    /// <summary>The team that is named, as a subject; null for none.</summary>
    public ReviewSubject? Subject(Session session) => session.Arguments.GetValue(About) is not { } id ? null
        : session.Configuration.Teams.Any(team => team.Id.Value == id) ? new ReviewSubject(ReviewSubjectKind.Team, id)
        : throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no team '{id}'.{Suggestion.For(id, session.Configuration.Teams.Select(each => each.Id.Value))}"));

    public DateOnly Day(Session session) => DateOnly.TryParseExact(session.Arguments.GetValue(Due), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        ? day
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--due '{session.Arguments.GetValue(Due)}' is not a day such as 2026-11-30."));
}
