using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Subscriptions;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard mail unsubscribe|subscribe|preferences.</summary>
internal static class SubscriptionCommands
{
    public static IEnumerable<Command> Build(Verbs verbs)
    {
        var address = new Argument<string>("ADDRESS") { Description = "E-mail of the person." };
        var asked = new Argument<string?>("ADDRESS") { Description = "E-mail of a person. Default: everybody who said something.", Arity = ArgumentArity.ZeroOrOne };
        var mail = new Option<string>("--mail") { Description = $"{string.Join(", ", SubscribedMail.All.Keys)}. Others come with a duty and cannot be left.", HelpName = "MAIL", DefaultValueFactory = _ => SubscribedMail.Weekly };
        var monthly = new Option<bool>("--monthly") { Description = "Only the first weekly digest of a month." };
        Option<bool> dryRun = GlobalOptions.DryRun();
        yield return verbs.Make("unsubscribe", "Take a person off a mail, as the link in it does.", [address, mail, dryRun], (session, cancellationToken) =>
            ChooseAsync(session, session.Arguments.GetValue(address)!, session.Arguments.GetValue(mail)!, SubscriptionChoice.Never, session.Arguments.GetValue(dryRun), cancellationToken));
        yield return verbs.Make("subscribe", "Give a person a mail again that they are a reader of.", [address, mail, monthly, dryRun], (session, cancellationToken) =>
            ChooseAsync(session, session.Arguments.GetValue(address)!, session.Arguments.GetValue(mail)!, session.Arguments.GetValue(monthly) ? SubscriptionChoice.Monthly : SubscriptionChoice.Always, session.Arguments.GetValue(dryRun), cancellationToken));
        yield return verbs.Ask("preferences", "Show how people want mails: their files in notifications/preferences, and what they chose since.", [asked], async (session, cancellationToken) =>
        {
            MailPreferences preferences = await session.Room<PersonalMails>().PreferencesAsync(cancellationToken).ConfigureAwait(false);
            string? one = session.Arguments.GetValue(asked);
            await session.AnswerAsync(PreferenceTable.Build(preferences, one is null ? preferences.Addresses : [one], ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
            return 0;
        });
    }

    private static async Task<int> ChooseAsync(Session session, string address, string mail, string choice, bool dryRun, CancellationToken cancellationToken)
    {
        if (!address.Contains('@', StringComparison.Ordinal) || address.Any(char.IsWhiteSpace)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{address}' is no e-mail address."));
        if (!SubscribedMail.All.ContainsKey(mail)) throw new CostGuardException(9, SubscriptionErrors.MustBeRead.At($"'{mail}' is none of {string.Join(", ", SubscribedMail.All.Keys)}."));
        if (!SubscriptionChoice.IsKnown(mail, choice)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--monthly goes with {SubscribedMail.Weekly} only."));
        if (dryRun)
        {
            session.Screen.Line($"Would write: {address}, {mail}: {choice}");
            return 0;
        }

        string who = session.Surroundings.Environment("USER") ?? session.Surroundings.Environment("USERNAME") ?? "somebody";
        bool changed = await session.Room<ISubscriptionStore>().SaveAsync(new SubscriptionChoice(address, mail, choice, who, session.Surroundings.Clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{address}, {mail}: {choice}{(changed ? "" : " already")}");
        return 0;
    }
}
