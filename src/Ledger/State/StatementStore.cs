using System.Text.Json;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Statements in the state database. Each change is one immediate transaction with its line of the audit log.</summary>
public sealed class StatementStore(StateDbFactory factory) : IStatementStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IssuedStatement>> ListAsync(BillingPeriod? period, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        int? month = period is { } asked ? CloseRows.Number(asked) : null;
        List<StatementRow> rows = await state.Statements.AsNoTracking().Where(row => month == null || row.Period == month)
            .OrderBy(row => row.Period).ThenBy(row => row.Team).ThenBy(row => row.Version).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Of)];
    }

    /// <inheritdoc/>
    public async Task<int> AddAsync(IReadOnlyList<IssuedStatement> statements, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        int added = 0;
        foreach (IssuedStatement each in statements)
        {
            if (await state.Statements.AnyAsync(row => row.Number == each.Number, cancellationToken).ConfigureAwait(false)) continue;
            state.Statements.Add(Of(each));
            state.Audit.Add(new AuditRow { At = each.IssuedAt, By = by, Action = "statement issue", Subject = each.Number, After = FormattableString.Invariant($"may be disputed until {each.DisputeUntil:O}") });
            added++;
        }

        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return added;
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(IssuedStatement statement, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(entry);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        StatementRow? row = await state.Statements.FindAsync([statement.Number], cancellationToken).ConfigureAwait(false);
        if (row is null || row.Revision != statement.Revision) return false;
        (row.Answer, row.By, row.AnsweredAt, row.Reason, row.Line) = (statement.Answer, statement.By, statement.AnsweredAt, statement.Reason, statement.Line);
        row.DisputesJson = statement.Disputes.Count == 0 ? null : JsonSerializer.Serialize(statement.Disputes);
        row.Revision++;
        state.Audit.Add(new AuditRow { At = entry.At, By = entry.By, Action = entry.Action, Subject = entry.Subject, Before = entry.Before, After = entry.After });
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static StatementRow Of(IssuedStatement each) => new()
    {
        Number = each.Number,
        Period = CloseRows.Number(each.Period),
        Team = each.Team,
        Version = each.Version,
        IssuedAt = each.IssuedAt,
        DisputeUntil = each.DisputeUntil.DayNumber,
        Content = each.Content,
        Lines = each.Lines,
    };

    private static IssuedStatement Of(StatementRow row) => new()
    {
        Number = row.Number,
        Period = CloseRows.Period(row.Period),
        Team = row.Team,
        Version = row.Version,
        IssuedAt = row.IssuedAt,
        DisputeUntil = DateOnly.FromDayNumber(row.DisputeUntil),
        Content = row.Content,
        Lines = row.Lines,
        Answer = row.Answer,
        By = row.By,
        AnsweredAt = row.AnsweredAt,
        Reason = row.Reason,
        Line = row.Line,
        Disputes = Disputes(row),
        Revision = row.Revision,
    };

    // Rows of earlier versions have the one dispute that was last.
    private static LineDispute[] Disputes(StatementRow row) => row.DisputesJson is { } json ? JsonSerializer.Deserialize<LineDispute[]>(json)!
        : row is { Answer: StatementAnswer.Disputed, Line: { } line, By: { } by, AnsweredAt: { } at } ? [new LineDispute(line, row.Reason ?? "", by, at)]
        : [];
}
