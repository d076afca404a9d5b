using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Decisions and actions in the state database. Each change is one immediate transaction with its line of the audit log; nothing is removed.</summary>
/// <param name="factory">Opens the database.</param>
/// <param name="step">Told the name of each step before it is done; tests abort there.</param>
public sealed class ActionStore(StateDbFactory factory, Action<string>? step = null) : IActionStore
{
    /// <inheritdoc/>
    public async Task<ActionBook> ReadAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<DecisionRow> decisions = await state.Decisions.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<ActionRow> actions = await state.Actions.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new ActionBook([.. decisions.Select(ActionRows.Of)], [.. actions.Select(ActionRows.Of)]);
    }

    /// <inheritdoc/>
    public async Task<ActionItem?> DecideAsync(FindingDecision decision, ActionItem? action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ActionRow? made = action is null ? null : await InsertAsync(state, action, cancellationToken).ConfigureAwait(false);
        DecisionRow? before = await state.Decisions.AsNoTracking().Where(row => row.Key == decision.Key).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        DecisionRow row = ActionRows.Of(decision, made?.Id ?? decision.Action?.Number);
        state.Decisions.Add(row);
        Log(state, decision.At, decision.By, $"recommend {Verb(decision.Kind)}", decision.Key, before is null ? null : Describe(before), Describe(row));
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return made is null ? null : ActionRows.Of(made);
    }

    /// <inheritdoc/>
    public async Task<ActionItem> AddAsync(ActionItem action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ActionRow row = await InsertAsync(state, action, cancellationToken).ConfigureAwait(false);
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return ActionRows.Of(row);
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(ActionItem action, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(entry);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ActionRow? row = await state.Actions.FindAsync([action.Id.Number], cancellationToken).ConfigureAwait(false);
        if (row is null || row.Revision != action.Revision) return false;
        ActionRows.Write(row, action);
        Log(state, entry.At, entry.By, entry.Action, entry.Subject, entry.Before, entry.After);
        await CommitAsync(state, transaction, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync(string subject, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<AuditRow> rows = await state.Audit.AsNoTracking().Where(row => row.Subject == subject).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new AuditEntry(row.At, row.By, row.Action, row.Subject, row.Before, row.After))];
    }

    /// <summary>The number is the database's; it is known, and logged, before the transaction ends.</summary>
    internal static async Task<ActionRow> InsertAsync(StateDb state, ActionItem action, CancellationToken cancellationToken)
    {
        ActionRow row = ActionRows.New(action);
        state.Actions.Add(row);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        Log(state, action.At, action.By, "action add", new ActionId(row.Id).ToString(), null, Describe(row));
        return row;
    }

    private static string Verb(DecisionKind kind) => kind switch
    {
        DecisionKind.Accepted => "accept",
        DecisionKind.Rejected => "reject",
        DecisionKind.Snoozed => "snooze",
        _ => "reopen",
    };

    private static string Describe(DecisionRow row)
    {
        string until = row.Until is { } day ? $" until {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        string action = row.Action is { } number ? $", {new ActionId(number)}" : "";
        string saving = row.Saving is null ? "" : $", {row.Saving} {row.Currency} a month";
        return $"{row.Kind.ToString().ToLowerInvariant()}{until}{action}{saving}{(row.Reason is null ? "" : $": {row.Reason}")}";
    }

    private static string Describe(ActionRow row) =>
        $"{row.Title}; {row.Owner}, due {row.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(row.Expected is null ? "" : $", {row.Expected} {row.Currency} a month")}";

    private static void Log(StateDb state, DateTimeOffset at, string by, string action, string subject, string? before, string? after) =>
        state.Audit.Add(new AuditRow { At = at, By = by, Action = action, Subject = subject, Before = before, After = after });

    private async Task CommitAsync(StateDb state, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        step?.Invoke("write");
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke("commit");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
