using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Subscriptions;
using CostGuard.Core.Values;
using CostGuard.Publish;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard mail list|preview|send|unsubscribe|subscribe|preferences|log.</summary>
public static class MailCommands
{
    private const string WeeklyTeam = "weekly-team";
    private const string Finance = "finance", FinancePack = "finance-pack";

    public static Command Build(Verbs verbs)
    {
        var kind = new Argument<string>("MAIL") { Description = "weekly-team, or finance-pack (finance is the same): preliminary until the month is closed, final from then on." };
        kind.AcceptOnlyFromAmong(WeeklyTeam, Finance, FinancePack);
        var team = new Option<string?>("--team") { Description = "Only this team's mail.", HelpName = "TEAM" };
        Option<string> period = GlobalOptions.Period("mtd");
        Option<bool> dryRun = GlobalOptions.DryRun();
        var key = new Option<string?>("--again") { Description = "Send a message again that a person has looked at: its key in the log. It keeps its Message-ID.", HelpName = "KEY" };
        var format = new Option<string>("--as") { Description = "What to print: text or html.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "html");
        var optionalKind = new Argument<string?>("MAIL") { Description = "weekly-team or finance-pack. Without it: what is due.", Arity = ArgumentArity.ZeroOrOne };
        return Verbs.Group("mail", "Mails and what became of them.",
        [
            verbs.Ask("list", "List the mails and who gets them.", [], ListAsync),
            verbs.Make("preview", "Show the very mail, and send nothing.", [kind, team, period, format], async (session, cancellationToken) =>
            {
                IReadOnlyList<MailDraft> drafts = await DraftAsync(session, session.Arguments.GetValue(kind)!, session.Arguments.GetValue(team), Months(session, period), cancellationToken).ConfigureAwait(false);
                if (drafts.Count == 0) session.Screen.Note("Nobody gets this mail: all who are named have left it, or have had it this month (costguard mail preferences).");
                foreach (MailDraft draft in drafts) session.Screen.Line(session.Arguments.GetValue(format) == "html" ? draft.Html : $"To: {string.Join(", ", draft.To)}\nSubject: {draft.Subject}\n\n{draft.Text}");
                return 0;
            }),
            verbs.Make("send", "Queue the mails of the current data and send what is due.", [optionalKind, team, period, dryRun, key], (session, cancellationToken) =>
                SendAsync(session, session.Arguments.GetValue(optionalKind), session.Arguments.GetValue(team), Months(session, period), session.Arguments.GetValue(dryRun), session.Arguments.GetValue(key), cancellationToken)),
            .. SubscriptionCommands.Build(verbs),
            verbs.Ask("log", "Show what was sent, and what is uncertain.", [], async (session, cancellationToken) =>
            {
                IReadOnlyList<OutboxMessage> messages = await session.Room<IOutbox>().ListAsync(200, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(OutboxTable.Build(messages, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }

    // Without a period the month of the data, as schedules take it: early on the first of a month the running one has no day yet.
    private static PeriodText? Months(Session session, Option<string> period) => session.HasPeriod(period) ? session.Period(period) : null;

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        CostGuardConfiguration configuration = session.Configuration;
        MailPreferences preferences = await session.Room<PersonalMails>().PreferencesAsync(cancellationToken).ConfigureAwait(false);
        string To(string mail, IEnumerable<string> readers) => string.Join(", ", readers.Select(reader =>
            preferences.Wants(reader, mail, session.AsOf, configuration.Company.TimeZone) ? reader : reader + " (left)"));
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.mail-list/1",
            Title = "Mails and their readers",
            Columns = [new ReportColumn("mail", "Mail", CellKind.Id), new ReportColumn("about", "About", CellKind.Text), new ReportColumn("to", "To", CellKind.Text)],
            Rows =
            [
                .. configuration.Teams.Select(team => (object?[])[WeeklyTeam, team.Id.Value, To(SubscribedMail.Weekly, Readers(team))]),
                .. configuration.Teams.Select(team => (object?[])[BudgetAlertMail.Kind, team.Id.Value, To(BudgetAlertMail.Kind, AlertReaders.People(configuration, team))]),
                [BudgetAlertMail.Kind, $"{configuration.Company.Company}, its own budgets", To(BudgetAlertMail.Kind, AlertReaders.People(configuration, null))],
                .. configuration.Teams.Select(team => (object?[])[SubscribedMail.Anomalies, team.Id.Value, To(SubscribedMail.Anomalies, AlertReaders.People(configuration, team))]),
                [Finance, configuration.Company.Company, To(SubscribedMail.Finance, configuration.FinanceTo)],
                [RestatedMail.Kind, "closed months that are restated", To(RestatedMail.Kind, configuration.FinanceTo)],
                [FaultMail.Kind, "what is broken", To(FaultMail.Kind, FaultService.Operators(configuration))],
            ],
            Meta = ReportMeta.NoMoney,
            Footnote = "(left): does not get it, by their own choice; see costguard mail preferences. See one: costguard mail preview weekly-team --team TEAM",
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static IEnumerable<string> Readers(TeamConfig team) => team.WeeklyDigestTo.SelectMany(name => name switch
    {
        "owner" => [team.Owner],
        "deputies" => team.Deputies,
        _ => (IReadOnlyList<string>)[name],
    });

    private static async Task<int> SendAsync(
        Session session, string? kind, string? team, PeriodText? period, bool dryRun, string? again, CancellationToken cancellationToken)
    {
        if (again is not null)
        {
            if (!await session.Room<OutboxDelivery>().ResendAsync(again, cancellationToken).ConfigureAwait(false))
                throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no message '{again}' that can be sent again; see 'costguard mail log'."));
        }

        if (dryRun)
        {
            if (kind is null) throw new CostGuardException(2, CommandErrors.BadArgument.At("Name the mail to try: weekly-team or finance-pack."));
            foreach (MailDraft draft in await DraftAsync(session, kind, team, period, cancellationToken).ConfigureAwait(false))
                session.Screen.Line($"Would send \"{draft.Subject}\" to {(draft.To.Count == 0 ? "nobody" : string.Join(", ", draft.To))}");
            return 0;
        }

        MailRoom room = session.Room<MailRoom>();
        if (kind is not null)
        {
            (ReportContext context, IReadOnlyList<FinishedReport> files) = await ContextAsync(session, kind, team, period, cancellationToken).ConfigureAwait(false);
            foreach (QueuedMail mail in await room.QueueAsync(context, Order(kind, team), files, cancellationToken).ConfigureAwait(false))
                session.Screen.Line($"{(mail.IsNew ? "Queued" : "Already queued")}: \"{mail.Subject}\" to {string.Join(", ", mail.To)}");
        }

        Deliveries outcome = await room.DeliverAsync(cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{outcome.Sent} sent, {outcome.PartlySent} partly, {outcome.Uncertain} with delivery unknown, {outcome.Failed} refused, {outcome.Waiting} waiting");
        return outcome.Complete ? 0 : 7;
    }

    private static async Task<IReadOnlyList<MailDraft>> DraftAsync(Session session, string kind, string? team, PeriodText? period, CancellationToken cancellationToken)
    {
        (ReportContext context, IReadOnlyList<FinishedReport> files) = await ContextAsync(session, kind, team, period, cancellationToken).ConfigureAwait(false);
        return await session.Room<MailRoom>().DraftAsync(context, Order(kind, team), files, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(ReportContext Context, IReadOnlyList<FinishedReport> Files)> ContextAsync(Session session, string kind, string? team, PeriodText? period, CancellationToken cancellationToken)
    {
        if (team is not null && session.Configuration.Teams.All(known => known.Id.Value != team))
            throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no team '{team}'."));
        BillingPeriod? month = period is null ? null : period.IsAll ? BillingPeriod.Of(session.AsOf) : period.Last;
        ReportContext context = await session.Room<ReportContexts>().CurrentAsync(month, session.AsOf, cancellationToken).ConfigureAwait(false);
        if (!IsFinance(kind)) return (context, []);
        IReadOnlyList<FinishedReport> workbook = await session.Room<IReportRoom>().WriteAsync(context, cancellationToken).ConfigureAwait(false);
        return (context, await session.Room<ClosePack>().WithFilesAsync(context, workbook, cancellationToken).ConfigureAwait(false));
    }

    private static bool IsFinance(string kind) => kind is Finance or FinancePack;

    private static MailOrder Order(string kind, string? team) =>
        new(IsFinance(kind) ? MailKinds.Finance : MailKinds.WeeklyTeam) { Teams = team is null ? [] : [new TeamId(team)] };
}
