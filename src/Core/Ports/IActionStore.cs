using CostGuard.Core.Actions;
using CostGuard.Core.Close;

namespace CostGuard.Core.Ports;

/// <summary>What people decided about findings, and what they agreed to do.</summary>
public sealed class ActionBook
{
    private readonly Dictionary<string, FindingDecision> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActionItem> _byFinding = new(StringComparer.Ordinal);

    /// <summary>A book of these.</summary>
    /// <param name="decisions">All decisions, the oldest first.</param>
    /// <param name="actions">All actions, by number.</param>
    public ActionBook(IReadOnlyList<FindingDecision> decisions, IReadOnlyList<ActionItem> actions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(actions);
        (Decisions, Actions) = (decisions, actions);
        foreach (FindingDecision decision in decisions) _newest[decision.Key] = decision;
        foreach (ActionItem action in actions.Where(each => each.State != ActionState.Cancelled))
        {
            foreach (string key in action.Findings) _byFinding[key] = action;
        }
    }

    /// <summary>Nothing decided, nothing agreed.</summary>
    public static ActionBook Empty { get; } = new([], []);

    /// <summary>All decisions, the oldest first.</summary>
    public IReadOnlyList<FindingDecision> Decisions { get; }

    /// <summary>All actions, by number.</summary>
    public IReadOnlyList<ActionItem> Actions { get; }

    /// <summary>The newest decision about a finding; null when there is none.</summary>
    public FindingDecision? DecisionOn(string key) => _newest.GetValueOrDefault(key);

    /// <summary>The newest action that answers a finding and was not given up; null when there is none.</summary>
    public ActionItem? ActionFor(string key) => _byFinding.GetValueOrDefault(key);

    /// <summary>An action by its number; null when there is none.</summary>
    public ActionItem? Find(ActionId id) => Actions.FirstOrDefault(action => action.Id == id);
}

/// <summary>Decisions and actions in the state database. Each change and its line of the audit log are one transaction; nothing is ever removed.</summary>
public interface IActionStore
{
    /// <summary>Everything.</summary>
    Task<ActionBook> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes a decision and, for an acceptance, the new action with it.</summary>
    /// <returns>The action with its number; null without one.</returns>
    Task<ActionItem?> DecideAsync(FindingDecision decision, ActionItem? action, CancellationToken cancellationToken);

    /// <summary>Writes a new action and returns it with its number.</summary>
    Task<ActionItem> AddAsync(ActionItem action, CancellationToken cancellationToken);

    /// <summary>Writes a changed action and the audit line; false, and nothing is written, when another process changed it since it was read.</summary>
    Task<bool> SaveAsync(ActionItem action, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>What happened to an action ("A-3") or to a finding (its key), the oldest first.</summary>
    Task<IReadOnlyList<AuditEntry>> HistoryAsync(string subject, CancellationToken cancellationToken);
}
