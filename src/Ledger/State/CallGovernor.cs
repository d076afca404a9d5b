using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Counts in the state database, so that a restart or a second process cannot spend a day's cap twice.</summary>
public sealed class CallGovernor(StateDbFactory factory, TimeProvider clock) : ICallGovernor
{
    private const decimal Micros = 1_000_000m;

    /// <inheritdoc/>
    public async Task TakeAsync(Connection connection, string operation, decimal price, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        int day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        long micros = checked((long)decimal.Ceiling(price * Micros));
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        CallRow? row = await state.Calls.FindAsync([connection.Name, day], cancellationToken).ConfigureAwait(false);
        if (row is null) state.Calls.Add(row = new CallRow { Connection = connection.Name, Day = day, Calls = 0, PriceMicros = 0 });
        if (row.Calls + 1 > connection.CallsPerDayMax)
            throw Refused(connection, operation, $"{connection.CallsPerDayMax.ToString(CultureInfo.InvariantCulture)} calls");
        if (micros > 0 && row.PriceMicros + micros > connection.PricePerDayMax * Micros)
            throw Refused(connection, operation, $"{connection.PricePerDayMax.ToString(CultureInfo.InvariantCulture)} USD");
        row.Calls++;
        row.PriceMicros += micros;
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CallCount>> CountsAsync(int days, CancellationToken cancellationToken)
    {
        int since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber - days;
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<CallRow> rows = await state.Calls.AsNoTracking().Where(row => row.Day > since)
            .OrderByDescending(row => row.Day).ThenBy(row => row.Connection).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new CallCount(row.Connection, DateOnly.FromDayNumber(row.Day), row.Calls, row.PriceMicros / Micros))];
    }

    private static CostGuardException Refused(Connection connection, string operation, string cap) =>
        new(7, CollectErrors.CapReached.At($"Connection '{connection.Name}': {operation} would go past {cap} today (UTC). Nothing more was called.", $"connections/{connection.Name}.yaml"));
}
