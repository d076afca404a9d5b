using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Actions;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend accept|reject|snooze|reopen.</summary>
internal static class RecommendDecisionCommands
{
    private const int DueDays = 30;

    public static IEnumerable<Command> All(Verbs verbs)
    {
        var flags = new ActionFlags();
        yield return verbs.Make(
            "accept", "Agree to a recommendation: it becomes an action with an owner, a day and a promise.",
            [flags.Key, flags.Owner, flags.Due, flags.Saving, flags.Title, flags.Team, flags.Evidence, flags.Note, flags.By, flags.Days, flags.DryRun],
            (session, cancellationToken) => AcceptAsync(session, flags, cancellationToken));
        yield return verbs.Make("reject", "Say no, for a reason: it is not shown again, or not until a day.", [flags.Key, flags.Reason, flags.Until, flags.By, flags.Days, flags.DryRun], (session, cancellationToken) =>
            DecideAsync(session, flags, DecisionKind.Rejected, session.Arguments.GetValue(flags.Reason), ActionFlags.Day("--until", session.Arguments.GetValue(flags.Until)), cancellationToken));
        yield return verbs.Make("snooze", "Not now: it comes back on a day.", [flags.Key, flags.Back, flags.Note, flags.By, flags.Days, flags.DryRun], (session, cancellationToken) =>
            DecideAsync(session, flags, DecisionKind.Snoozed, session.Arguments.GetValue(flags.Note), ActionFlags.Day("--until", session.Arguments.GetValue(flags.Back)), cancellationToken));
        yield return verbs.Make("reopen", "Take a decision back: it waits for another one.", [flags.Key, flags.Note, flags.By, flags.Days, flags.DryRun], (session, cancellationToken) =>
            DecideAsync(session, flags, DecisionKind.Reopened, session.Arguments.GetValue(flags.Note), null, cancellationToken));
    }

    private static async Task<int> AcceptAsync(Session session, ActionFlags flags, CancellationToken cancellationToken)
    {
        (FollowedResource of, FollowedFinding found) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        if (found.IsTaken) throw Taken(found);
        Finding finding = found.Finding;
        bool money = finding.Action != SavingAction.Govern && of.Of.Currency is not null;
        decimal? adds = of.Adds(finding);
        Money? promise = of.Of.Currency is { } currency ? flags.Promise(session, currency) : null;
        if (money && promise is null && adds is null)
            throw new CostGuardException(9, ActionErrors.WrongState.At($"{finding.Id} is an alternative of what was accepted for {finding.Resource.Id}: it saves nothing beside it."));
        DateOnly today = ActionFlags.Today(session);
        string who = flags.Who(session);
        TeamId? team = of.Team == TeamId.Unallocated || of.Team == TeamId.Central ? null : of.Team;
        var action = new ActionItem
        {
            Title = session.Arguments.GetValue(flags.Title) ?? finding.ShortTitle,
            Owner = session.Arguments.GetValue(flags.Owner) ?? who,
            Team = session.Arguments.GetValue(flags.Team) ?? team?.Value,
            Due = ActionFlags.Day("--due", session.Arguments.GetValue(flags.Due)) ?? today.AddDays(DueDays),
            Type = money ? ActionType.Save : ActionType.Governance,
            Expected = promise ?? (money ? new Money(adds!.Value, of.Of.Currency!.Value).Rounded() : null),
            Findings = [finding.Key],
            Resources = [finding.Resource.Id],
            Evidence = session.Arguments.GetValue(flags.Evidence),
            Note = session.Arguments.GetValue(flags.Note),
            By = who,
            At = session.Surroundings.Clock.GetUtcNow(),
        };
        if (action.Due < today) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--due {Invariant.Day(action.Due)} is over already."));
        if (session.Arguments.GetValue(flags.DryRun))
        {
            session.Screen.Line($"Would write: {Words(action)}");
            return 0;
        }

        FindingDecision decision = Decision(session, flags, of, finding, DecisionKind.Accepted) with { Reason = action.Note };
        ActionItem made = (await session.Room<IActionStore>().DecideAsync(decision, action, cancellationToken).ConfigureAwait(false))!;
        session.Screen.Line($"{made.Id}: {Words(made)}");
        session.Screen.Line($"Carried out: costguard action done {made.Id} --on DAY");
        return 0;
    }

    private static async Task<int> DecideAsync(Session session, ActionFlags flags, DecisionKind kind, string? reason, DateOnly? until, CancellationToken cancellationToken)
    {
        if (kind == DecisionKind.Rejected && string.IsNullOrWhiteSpace(reason)) throw new CostGuardException(2, CommandErrors.BadArgument.At("--reason is empty."));
        if (until <= ActionFlags.Today(session)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--until {Invariant.Day(until.Value)} is not after today."));
        (FollowedResource of, FollowedFinding found) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        if (found.Action is { IsOpen: true }) throw Taken(found);
        if (kind == DecisionKind.Reopened && found.State == FindingState.Open) throw new CostGuardException(9, ActionErrors.WrongState.At($"{found.Finding.Id} is open."));
        string words = kind switch
        {
            DecisionKind.Rejected => $"rejected{(until is { } last ? $" until {Invariant.Day(last)}" : "")}: {reason}",
            DecisionKind.Snoozed => $"back on {Invariant.Day(until!.Value)}{(reason is null ? "" : $": {reason}")}",
            _ => $"open again{(reason is null ? "" : $": {reason}")}",
        };
        bool dry = session.Arguments.GetValue(flags.DryRun);
        if (!dry) await session.Room<IActionStore>().DecideAsync(Decision(session, flags, of, found.Finding, kind) with { Reason = reason, Until = until }, null, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{(dry ? "Would write: " : "")}{found.Finding.Id} ({found.Finding.ShortTitle}): {words}, by {flags.Who(session)}.");
        return 0;
    }

    private static FindingDecision Decision(Session session, ActionFlags flags, FollowedResource of, Finding finding, DecisionKind kind) => new()
    {
        Key = finding.Key,
        Kind = kind,
        Saving = of.Of.Currency is { } currency ? new Money(finding.Saving.Headline, currency) : null,
        By = flags.Who(session),
        At = session.Surroundings.Clock.GetUtcNow(),
    };

    private static CostGuardException Taken(FollowedFinding found) =>
        new(9, ActionErrors.WrongState.At($"{found.Finding.Id} was accepted: {found.Action!.Id}, {found.Action.Owner}, due {Invariant.Day(found.Action.Due)}, {found.Action.State.ToString().ToLowerInvariant()}."));

    private static async Task<(FollowedResource Of, FollowedFinding Found)> FindAsync(Session session, ActionFlags flags, CancellationToken cancellationToken)
    {
        SavingsOverview overview = await RecommendListCommands.OverviewAsync(session, flags.Days, cancellationToken).ConfigureAwait(false);
        string key = session.Arguments.GetValue(flags.Key)!;
        (FollowedResource Of, FollowedFinding Found)[] all = [.. overview.Resources.SelectMany(of => of.Findings.Select(found => (of, found)))];
        (FollowedResource Of, FollowedFinding Found)[] named = [.. all.Where(each => each.Found.Finding.Key == key || string.Equals(each.Found.Finding.Id, key, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 0) named = [.. all.Where(each => ResourceKey.Of(each.Found.Finding.Resource.Id) == ResourceKey.Of(key))];
        if (named.Length == 1) return named[0];
        throw new CostGuardException(8, ActionErrors.NoSuchFinding.At(named.Length == 0
            ? $"There is no recommendation '{key}' now."
            : $"{key} has {named.Length.ToString(CultureInfo.InvariantCulture)}: {string.Join("; ", named.Select(each => $"{each.Found.Finding.Id} {each.Found.Finding.ShortTitle}"))}."));
    }

    private static string Words(ActionItem action) =>
        $"{action.Title}. {action.Owner}, due {Invariant.Day(action.Due)}{(action.Expected is { } promise ? $", {Invariant.Amount(promise.Amount, promise.Currency.MinorUnits)} {promise.Currency} a month promised" : "")}.";
}
