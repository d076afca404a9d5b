using CostGuard.Core.Configuration;

namespace CostGuard.Core.Ports;

/// <summary>Calls of one connection on one UTC day.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Day">UTC day.</param>
/// <param name="Calls">Calls made, failed ones too: providers charge them.</param>
/// <param name="Price">Their price in USD.</param>
public sealed record CallCount(string Connection, DateOnly Day, long Calls, decimal Price);

/// <summary>
/// Stands before every call that costs money or quota: counts it before it is made, also over restarts, and refuses it when the connection's cap
/// of the day is reached.
/// </summary>
public interface ICallGovernor
{
    /// <summary>Counts one call of <paramref name="price"/> USD. Throws <see cref="Errors.CostGuardException"/> (exit code 7) at the cap.</summary>
    Task TakeAsync(Connection connection, string operation, decimal price, CancellationToken cancellationToken);

    /// <summary>Counts of the last <paramref name="days"/> UTC days, newest first.</summary>
    Task<IReadOnlyList<CallCount>> CountsAsync(int days, CancellationToken cancellationToken);
}
