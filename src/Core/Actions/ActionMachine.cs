using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Core.Actions;

/// <summary>What may be done to an action as it stands. What was promised never changes, so that it can be held against what was verified.</summary>
public static class ActionMachine
{
    /// <summary>Somebody works on it.</summary>
    /// <exception cref="CostGuardException">CG2812, exit code 9: it is done or cancelled.</exception>
    public static ActionItem Start(ActionItem action, string? note) => Open(action) with { State = ActionState.InProgress, Note = note ?? action.Note };

    /// <summary>It waits for something.</summary>
    /// <exception cref="CostGuardException">CG2812, exit code 9: it is done or cancelled.</exception>
    public static ActionItem Block(ActionItem action, string note) => Open(action) with { State = ActionState.Blocked, Note = note };

    /// <summary>It is given up.</summary>
    /// <exception cref="CostGuardException">CG2812, exit code 9: it is done or cancelled.</exception>
    public static ActionItem Cancel(ActionItem action, string note) => Open(action) with { State = ActionState.Cancelled, Note = note };

    /// <summary>It is carried out. A done one is corrected: its proof is asked for anew.</summary>
    /// <param name="action">The action.</param>
    /// <param name="on">The day of the change; not after <paramref name="today"/>.</param>
    /// <param name="today">Today.</param>
    /// <param name="resources">Resources that were changed beside those that are known.</param>
    /// <param name="replacements">Resources that took over.</param>
    /// <exception cref="CostGuardException">CG2812, exit code 9: it is cancelled, or the day has not come yet.</exception>
    public static ActionItem Finish(ActionItem action, DateOnly on, DateOnly today, IReadOnlyList<string> resources, IReadOnlyList<string> replacements)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (action.State == ActionState.Cancelled) throw Refused(action);
        if (on > today) throw new CostGuardException(9, ActionErrors.WrongState.At(string.Create(CultureInfo.InvariantCulture, $"{on:yyyy-MM-dd} has not come yet.")));
        return action with
        {
            State = ActionState.Done,
            DoneOn = on,
            Resources = [.. action.Resources.Union(resources, StringComparer.Ordinal)],
            Replacements = [.. action.Replacements.Union(replacements, StringComparer.Ordinal)],
            Proof = null,
        };
    }

    /// <summary>The action's standing in words, for the audit log.</summary>
    public static string Words(ActionItem action)
    {
        ArgumentNullException.ThrowIfNull(action);
        string done = action.DoneOn is { } day ? string.Create(CultureInfo.InvariantCulture, $" on {day:yyyy-MM-dd}") : "";
        string replaced = action.Replacements.Count == 0 ? "" : $", replaced by {string.Join(", ", action.Replacements)}";
        string proof = action.Proof is { } told ? string.Create(CultureInfo.InvariantCulture, $"; {told.State} {told.PerMonth:0.00} of {action.Expected?.Amount:0.00} {action.Expected?.Currency} a month, data through {told.Through:yyyy-MM-dd}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{action.State}{done}{replaced}; {action.Owner}, due {action.Due:yyyy-MM-dd}{proof}{(action.Note is null ? "" : $": {action.Note}")}");
    }

    private static ActionItem Open(ActionItem action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.IsOpen ? action : throw Refused(action);
    }

    private static CostGuardException Refused(ActionItem action) => new(9, ActionErrors.WrongState.At($"{action.Id} is {action.State.ToString().ToLowerInvariant()}."));
}
