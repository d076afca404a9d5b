using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings.Verification;

namespace CostGuard.Core.Actions;

/// <summary>A done action and what the bill says of it.</summary>
/// <param name="Action">The action, with its proof.</param>
/// <param name="Question">What was asked; of several actions together where they share a resource.</param>
/// <param name="Saving">What was measured for the question; null when the bill could not be asked.</param>
/// <param name="Problem">Why it could not be asked.</param>
public sealed record ProvedAction(ActionItem Action, SavingQuestion Question, VerifiedSaving? Saving, Problem? Problem);

/// <summary>
/// Asks the bill what done actions saved, and writes it beside what they promised (domain H.3). Actions that changed the same resource within two weeks cannot be told
/// apart: they are measured together from the first of them on, which rather understates, and share what was saved by what they promised.
/// </summary>
public sealed class ActionProver(VerificationService verification, IActionStore store)
{
    private const int DaysBetween = 7;

    /// <summary>One action, by name: what stands in the way is thrown.</summary>
    /// <exception cref="CostGuardException">CG2814 (9): it is not done, or no saving. CG1471 (8), CG1472 (5): see <see cref="VerificationService"/>. CG2813 (9): somebody else changed it.</exception>
    public async Task<ProvedAction> ProveAsync(Snapshot snapshot, ActionBook book, ActionItem action, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(action);
        if (!action.IsProvable) throw new CostGuardException(9, ActionErrors.NotProvable.At($"{action.Id} is {action.State.ToString().ToLowerInvariant()}, of type {action.Type.ToString().ToLowerInvariant()}, with {(action.Resources.Count == 0 ? "no resource" : "resources")} and {(action.Expected is { Amount: > 0m } ? "a" : "no")} saving to expect."));
        ActionItem[] group = Group(action, book.Actions);
        SavingQuestion question = Question(group);
        VerifiedSaving saving = await verification.VerifyAsync(snapshot, question, cancellationToken).ConfigureAwait(false);
        ActionItem proved = action with { Proof = Proof(action, group, saving, snapshot, at) };
        // The same answer from the same data is no news for the audit log.
        if (action.Proof is { } before && before with { At = at } == proved.Proof) return new ProvedAction(action, question, saving, null);
        var entry = new AuditEntry(at, by, "recommend verify", action.Id.ToString(), ActionMachine.Words(action), ActionMachine.Words(proved));
        if (!await store.SaveAsync(proved, entry, cancellationToken).ConfigureAwait(false)) throw new CostGuardException(9, ActionErrors.WrittenMeanwhile.At($"{action.Id} was written by another process."));
        return new ProvedAction(proved with { Revision = proved.Revision + 1 }, question, saving, null);
    }

    /// <summary>All done actions that may still change: not measured yet, or in the 90 days in which a rebound is looked for. What cannot be asked is a problem of its action.</summary>
    public Task<IReadOnlyList<ProvedAction>> ProveAllAsync(Snapshot snapshot, string by, DateTimeOffset at, CancellationToken cancellationToken) =>
        ProveAsync(snapshot, _ => true, by, at, cancellationToken);

    /// <summary>Of those only the ones of which the data can tell something new: two weeks are complete for the first time, or another week of the watch.</summary>
    public Task<IReadOnlyList<ProvedAction>> ProveNewsAsync(Snapshot snapshot, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ProveAsync(
            snapshot,
            action => snapshot.DataThrough is { } through && new SavingWindows(action.DoneOn!.Value).IsMeasurable(through) && (action.Proof?.PerMonth is null || action.Proof.Through.AddDays(DaysBetween) <= through),
            by, at, cancellationToken);
    }

    private async Task<IReadOnlyList<ProvedAction>> ProveAsync(Snapshot snapshot, Func<ActionItem, bool> which, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ActionBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        var proved = new List<ProvedAction>();
        foreach (ActionItem action in book.Actions.Where(each => each.IsWatched && which(each)))
        {
            try
            {
                proved.Add(await ProveAsync(snapshot, book, action, by, at, cancellationToken).ConfigureAwait(false));
            }
            catch (CostGuardException refused)
            {
                proved.Add(new ProvedAction(action, Question(Group(action, book.Actions)), null, refused.Problem));
            }
        }

        return proved;
    }

    private static ActionItem[] Group(ActionItem action, IReadOnlyList<ActionItem> all) => [.. all.Where(other => other.Id == action.Id || Meets(action, other)).OrderBy(each => each.Id)];

    private static bool Meets(ActionItem action, ActionItem other) =>
        other.IsProvable && other.Expected!.Value.Currency == action.Expected!.Value.Currency && Math.Abs(other.DoneOn!.Value.DayNumber - action.DoneOn!.Value.DayNumber) <= SavingWindows.Days
        && other.Resources.Intersect(action.Resources, StringComparer.Ordinal).Any();

    private static SavingQuestion Question(ActionItem[] group) => new(
        [.. group.SelectMany(each => each.Resources.Concat(each.Replacements)).Distinct(StringComparer.Ordinal)], group.Min(each => each.DoneOn!.Value), group.Sum(each => each.Expected!.Value.Amount), group[0].Expected!.Value.Currency);

    private static ActionProof Proof(ActionItem action, ActionItem[] group, VerifiedSaving saving, Snapshot snapshot, DateTimeOffset at)
    {
        decimal? Own(decimal? whole)
        {
            if (whole is not { } amount || group.Length == 1) return whole;
            IReadOnlyList<decimal> parts = SharedSaving.Split(amount, [.. group.Select(each => each.Expected!.Value.Amount)], action.Expected!.Value.Currency);
            return parts[Array.FindIndex(group, each => each.Id == action.Id)];
        }

        return new ActionProof(saving.State, Own(saving.PerMonth), Own(saving.Interval?.Low), Own(saving.Interval?.High), saving.ReturnedOn, saving.IsPlain, snapshot.DataThrough ?? action.DoneOn!.Value, snapshot.Id, at);
    }
}
