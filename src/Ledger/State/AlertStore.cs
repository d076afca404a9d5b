using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Alerts on SQLite. Each change is one immediate transaction over states, notices and the outbox.</summary>
/// <param name="factory">Opens the database.</param>
/// <param name="step">Told the name of each step before it is done; tests abort there.</param>
public sealed class AlertStore(StateDbFactory factory, Action<string>? step = null) : IAlertStore
{
    /// <inheritdoc/>
    public async Task<AlertBook> ReadAsync(DateOnly since, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<AlertRow> alerts = await state.Alerts.AsNoTracking()
            .Where(row => row.Period >= since || row.Budget == StaleDataAlert.Budget)
            .OrderBy(row => row.Budget).ThenBy(row => row.Period).ThenBy(row => row.Threshold)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        List<AlertNoticeRow> waiting = await state.AlertNotices.AsNoTracking().Where(row => row.SettledAt == null)
            .OrderBy(row => row.At).ThenBy(row => row.Key).ThenBy(row => row.Reader)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (waiting.Count == 0) return new AlertBook([.. alerts.Select(AlertOf)], [], new Dictionary<string, DateTimeOffset>());
        var mailed = await state.AlertNotices.AsNoTracking().Where(row => row.Mail != null)
            .GroupBy(row => row.Reader).Select(group => new { Reader = group.Key, At = group.Max(row => row.SettledAt) })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        string[] keys = [.. waiting.Select(row => row.Key).Distinct()];
        var told = await state.AlertNotices.AsNoTracking().Where(row => row.Mail != null && keys.Contains(row.Key))
            .Select(row => new { row.Key, row.Reader }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new AlertBook(
            [.. alerts.Select(AlertOf)],
            [.. waiting.Select(NoticeOf)],
            mailed.ToDictionary(row => row.Reader, row => row.At!.Value, StringComparer.OrdinalIgnoreCase))
        {
            Told = [.. told.Select(row => (row.Key, row.Reader))],
        };
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(
        IReadOnlyList<ThresholdAlert> alerts, IReadOnlyList<AlertNotice> notices, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        foreach (ThresholdAlert alert in alerts)
        {
            AlertRow? row = await state.Alerts.FindAsync([alert.Budget, alert.Period, alert.Threshold], cancellationToken).ConfigureAwait(false);
            if ((row?.Revision ?? 0) != alert.Revision) return false;
            if (row is null) state.Alerts.Add(row = new AlertRow { Budget = alert.Budget, Period = alert.Period, Threshold = alert.Threshold, Basis = alert.Basis });
            Write(row, alert);
        }

        foreach (AlertNotice notice in notices)
        {
            if (await state.AlertNotices.FindAsync([notice.Key, notice.Reader], cancellationToken).ConfigureAwait(false) is null) state.AlertNotices.Add(RowOf(notice));
        }

        await CommitAsync(state, transaction, "save", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> SettleAsync(IReadOnlyList<AlertNotice> notices, OutboxMessage? mail, string outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        foreach (AlertNotice notice in notices)
        {
            AlertNoticeRow? row = await state.AlertNotices.FindAsync([notice.Key, notice.Reader], cancellationToken).ConfigureAwait(false);
            if (row is not { SettledAt: null }) return false;
            row.SettledAt = now;
            row.Mail = mail?.Key;
            row.Outcome = outcome;
        }

        if (mail is not null) await AddAsync(state, mail, cancellationToken).ConfigureAwait(false);
        await CommitAsync(state, transaction, "settle", cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task CommitAsync(StateDb state, IDbContextTransaction transaction, string name, CancellationToken cancellationToken)
    {
        step?.Invoke($"{name}: write");
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke($"{name}: commit");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        step?.Invoke($"{name}: done");
    }

    private static async Task AddAsync(StateDb state, OutboxMessage message, CancellationToken cancellationToken)
    {
        if (!await state.Outbox.AnyAsync(row => row.Key == message.Key, cancellationToken).ConfigureAwait(false)) state.Outbox.Add(Outbox.RowOf(message));
    }

    private static void Write(AlertRow row, ThresholdAlert alert)
    {
        row.State = alert.State;
        row.Entry = alert.Entry;
        row.FirstAbove = alert.FirstAbove;
        row.EnteredAt = alert.EnteredAt;
        row.NotifiedAt = alert.NotifiedAt;
        row.SnoozedUntil = alert.SnoozedUntil;
        row.Escalated = alert.Escalated;
        row.Basis = alert.Basis;
        row.Note = alert.Note;
        row.Revision = alert.Revision + 1;
    }

    private static ThresholdAlert AlertOf(AlertRow row) => new()
    {
        Budget = row.Budget,
        Period = row.Period,
        Threshold = row.Threshold,
        State = row.State,
        Entry = row.Entry,
        FirstAbove = row.FirstAbove,
        EnteredAt = row.EnteredAt,
        NotifiedAt = row.NotifiedAt,
        SnoozedUntil = row.SnoozedUntil,
        Escalated = row.Escalated,
        Basis = row.Basis,
        Note = row.Note,
        Revision = row.Revision,
    };

    private static AlertNoticeRow RowOf(AlertNotice notice) => new()
    {
        Key = notice.Key,
        Reader = notice.Reader,
        Budget = notice.Budget,
        Period = notice.Period,
        Kind = notice.Kind,
        Thresholds = string.Join('\n', notice.Thresholds),
        At = notice.At,
    };

    private static AlertNotice NoticeOf(AlertNoticeRow row) => new()
    {
        Key = row.Key,
        Reader = row.Reader,
        Budget = row.Budget,
        Period = row.Period,
        Kind = row.Kind,
        Thresholds = row.Thresholds.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        At = row.At,
    };
}
