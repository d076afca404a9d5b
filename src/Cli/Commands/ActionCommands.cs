using System.CommandLine;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Formats;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard action list|show|calendar, and what changes actions.</summary>
public static class ActionCommands
{
    public static Command Build(Verbs verbs)
    {
        var flags = new ActionFlags();
        var overdue = new Option<bool>("--overdue") { Description = "Only what is late." };
        var all = new Option<bool>("--all") { Description = "Show cancelled ones, too." };
        var owner = new Option<string?>("--owner") { Description = "Only actions of this person.", HelpName = "WHO" };
        var team = new Option<string?>("--team") { Description = "Only actions of this team.", HelpName = "TEAM" };
        return Verbs.Group("action", "What did we agree to do, who does it, and did it save what it promised?",
        [
            verbs.Ask("list", "List actions, what is late first; promised beside verified.", [overdue, team, owner, all], async (session, cancellationToken) =>
            {
                DateOnly day = ActionFlags.Today(session);
                string? who = session.Arguments.GetValue(owner), whose = session.Arguments.GetValue(team);
                ActionBook book = await BookAsync(session, cancellationToken).ConfigureAwait(false);
                ActionItem[] shown = [.. book.Actions.Where(action => (session.Arguments.GetValue(all) || action.State != ActionState.Cancelled)
                    && (!session.Arguments.GetValue(overdue) || action.IsOverdueOn(day))
                    && (whose is null || action.Team == whose) && (who is null || string.Equals(action.Owner, who, StringComparison.OrdinalIgnoreCase)))];
                await session.AnswerAsync(ActionTable.Build(shown, day, Facts(session)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("show", "Show one action with its history.", [flags.Id], async (session, cancellationToken) =>
            {
                ActionItem action = flags.Find(session, await BookAsync(session, cancellationToken).ConfigureAwait(false));
                IReadOnlyList<AuditEntry> history = await session.Room<IActionStore>().HistoryAsync(action.Id.ToString(), cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(ActionShowTable.Build(action, history, ActionFlags.Today(session), Facts(session)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            .. ActionChangeCommands.All(verbs, flags),
            verbs.Make("calendar", "Print due days of open actions as iCalendar, for any calendar program: > actions.ics", [team, owner], async (session, cancellationToken) =>
            {
                string? who = session.Arguments.GetValue(owner), whose = session.Arguments.GetValue(team);
                ActionBook book = await BookAsync(session, cancellationToken).ConfigureAwait(false);
                ActionItem[] shown = [.. book.Actions.Where(action => action.State != ActionState.Done
                    && (whose is null || action.Team == whose) && (who is null || string.Equals(action.Owner, who, StringComparison.OrdinalIgnoreCase)))];
                await session.Surroundings.Out.WriteAsync(ActionCalendar.Render(shown, session.Configuration.Company.Company)).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }

    internal static Task<ActionBook> BookAsync(Session session, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        return session.Room<IActionStore>().ReadAsync(cancellationToken);
    }

    internal static ReportMeta Facts(Session session) => ReportMeta.NoMoney with { Currency = session.Configuration.Company.Currency.Code };
}
