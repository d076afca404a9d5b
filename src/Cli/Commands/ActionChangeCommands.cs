using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard action add|start|block|done|cancel|update.</summary>
internal static class ActionChangeCommands
{
    private const int DueDays = 30;

    public static IEnumerable<Command> All(Verbs verbs, ActionFlags flags)
    {
        yield return verbs.Make(
            "add", "Agree to something that no recommendation says.",
            [flags.What, flags.Owner, flags.Due, flags.Team, flags.Type, flags.Saving, flags.Currency, flags.Resource, flags.Evidence, flags.Note, flags.By, flags.DryRun],
            (session, cancellationToken) => AddAsync(session, flags, cancellationToken));
        yield return verbs.Make("start", "Say that somebody works on it.", [flags.Id, flags.Note, flags.By, flags.DryRun], (session, cancellationToken) =>
            ChangeAsync(session, flags, "start", action => ActionMachine.Start(action, session.Arguments.GetValue(flags.Note)), cancellationToken));
        yield return verbs.Make("block", "Say what it waits for.", [flags.Id, flags.Why, flags.By, flags.DryRun], (session, cancellationToken) =>
            ChangeAsync(session, flags, "block", action => ActionMachine.Block(action, session.Arguments.GetValue(flags.Why)!), cancellationToken));
        yield return verbs.Make(
            "done", "Say that it was carried out, on which day, and what took over. Again: corrects it.", [flags.Id, flags.On, flags.ReplacedBy, flags.Resource, flags.Evidence, flags.Note, flags.By, flags.DryRun],
            (session, cancellationToken) => ChangeAsync(session, flags, "done", action => Finished(session, flags, action), cancellationToken));
        yield return verbs.Make("cancel", "Give it up, for a reason. The recommendation is open again.", [flags.Id, flags.Reason, flags.By, flags.DryRun], (session, cancellationToken) =>
            ChangeAsync(session, flags, "cancel", action => ActionMachine.Cancel(action, session.Arguments.GetValue(flags.Reason)!), cancellationToken));
        yield return verbs.Make(
            "update", "Change owner, day, team, note or link. What was promised stays.", [flags.Id, flags.Owner, flags.Due, flags.Team, flags.Evidence, flags.Note, flags.By, flags.DryRun],
            (session, cancellationToken) => ChangeAsync(session, flags, "update", action => Updated(session, flags, action), cancellationToken));
    }

    private static async Task<int> AddAsync(Session session, ActionFlags flags, CancellationToken cancellationToken)
    {
        string? code = session.Arguments.GetValue(flags.Currency);
        if (!Currency.TryParse(code ?? session.Configuration.Company.Currency.Code, out Currency currency)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--currency '{code}' is not a currency code such as EUR."));
        DateOnly today = ActionFlags.Today(session);
        string who = flags.Who(session);
        ActionType type = Enum.Parse<ActionType>(session.Arguments.GetValue(flags.Type)!, ignoreCase: true);
        Money? promise = flags.Promise(session, currency);
        if (type == ActionType.Governance && promise is not null) throw new CostGuardException(2, CommandErrors.BadArgument.At("--type governance promises no --saving."));
        var action = new ActionItem
        {
            Title = session.Arguments.GetValue(flags.What)!,
            Owner = session.Arguments.GetValue(flags.Owner) ?? who,
            Team = session.Arguments.GetValue(flags.Team),
            Due = ActionFlags.Day("--due", session.Arguments.GetValue(flags.Due)) ?? today.AddDays(DueDays),
            Type = type,
            Expected = promise,
            Resources = session.Arguments.GetValue(flags.Resource) ?? [],
            Evidence = session.Arguments.GetValue(flags.Evidence),
            Note = session.Arguments.GetValue(flags.Note),
            By = who,
            At = session.Surroundings.Clock.GetUtcNow(),
        };
        bool dry = session.Arguments.GetValue(flags.DryRun);
        ActionItem made = dry ? action : await session.Room<IActionStore>().AddAsync(action, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{(dry ? "Would write" : made.Id.ToString())}: {made.Title}. {ActionMachine.Words(made)}");
        return 0;
    }

    private static ActionItem Finished(Session session, ActionFlags flags, ActionItem action)
    {
        DateOnly today = ActionFlags.Today(session);
        ActionItem done = ActionMachine.Finish(
            action, ActionFlags.Day("--on", session.Arguments.GetValue(flags.On)) ?? today, today, session.Arguments.GetValue(flags.Resource) ?? [], session.Arguments.GetValue(flags.ReplacedBy) ?? []);
        return done with { Evidence = session.Arguments.GetValue(flags.Evidence) ?? action.Evidence, Note = session.Arguments.GetValue(flags.Note) ?? action.Note };
    }

    private static ActionItem Updated(Session session, ActionFlags flags, ActionItem action) => action with
    {
        Owner = session.Arguments.GetValue(flags.Owner) ?? action.Owner,
        Due = ActionFlags.Day("--due", session.Arguments.GetValue(flags.Due)) ?? action.Due,
        Team = session.Arguments.GetValue(flags.Team) ?? action.Team,
        Evidence = session.Arguments.GetValue(flags.Evidence) ?? action.Evidence,
        Note = session.Arguments.GetValue(flags.Note) ?? action.Note,
    };

    private static async Task<int> ChangeAsync(Session session, ActionFlags flags, string verb, Func<ActionItem, ActionItem> change, CancellationToken cancellationToken)
    {
        ActionItem before = flags.Find(session, await ActionCommands.BookAsync(session, cancellationToken).ConfigureAwait(false));
        ActionItem after = change(before);
        var entry = new AuditEntry(session.Surroundings.Clock.GetUtcNow(), flags.Who(session), $"action {verb}", before.Id.ToString(), ActionMachine.Words(before), ActionMachine.Words(after));
        bool dry = session.Arguments.GetValue(flags.DryRun);
        if (!dry && !await session.Room<IActionStore>().SaveAsync(after, entry, cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(9, ActionErrors.WrittenMeanwhile.At($"{before.Id} was written by another process."));
        session.Screen.Line($"{(dry ? "Would write: " : "")}{after.Id} {after.Title}: {entry.After}");
        if (after is { State: ActionState.Done, IsProvable: true }) session.Screen.Line($"The bill can be asked from {Invariant.Day(after.DoneOn!.Value.AddDays(16))} on: costguard recommend verify {after.Id}");
        return 0;
    }
}
