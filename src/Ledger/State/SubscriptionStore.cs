using System.Security.Cryptography;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Choices about mails on SQLite.</summary>
public sealed class SubscriptionStore(StateDbFactory factory) : ISubscriptionStore
{
    private const string Key = "unsubscribe";
    private const int KeyBytes = 32;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubscriptionChoice>> ListAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<SubscriptionRow> rows = await state.Subscriptions.AsNoTracking().OrderBy(row => row.Address).ThenBy(row => row.Mail).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new SubscriptionChoice(row.Address, row.Mail, row.Choice, row.By, row.At))];
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(SubscriptionChoice choice, CancellationToken cancellationToken)
    {
        string address = choice.Address.ToLowerInvariant();
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        SubscriptionRow? row = await state.Subscriptions.FindAsync([address, choice.Mail], cancellationToken).ConfigureAwait(false);
        if (row?.Choice == choice.Choice) return false;
        state.Audit.Add(new AuditRow { At = choice.At, By = choice.By, Action = "mail subscription", Subject = $"{address} {choice.Mail}", Before = row?.Choice, After = choice.Choice });
        if (row is null) state.Subscriptions.Add(row = new SubscriptionRow { Address = address, Mail = choice.Mail, Choice = choice.Choice, By = choice.By, At = choice.At });
        (row.Choice, row.By, row.At) = (choice.Choice, choice.By, choice.At);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Keys.FindAsync([Key], cancellationToken).ConfigureAwait(false) is { } known) return known.Value;
        byte[] made = RandomNumberGenerator.GetBytes(KeyBytes);
        state.Keys.Add(new KeyRow { Name = Key, Value = made });
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return made;
    }
}
