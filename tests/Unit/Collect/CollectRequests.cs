using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Collect;

/// <summary>Requests as the stage makes them, for tests of one source.</summary>
internal static class CollectRequests
{
    public static CollectRequest For(Connection connection, string staging = "", params BillingPeriod[] periods) => new()
    {
        Connection = connection,
        AsOf = new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero),
        Periods = periods.Length == 0 ? [BillingPeriod.Month(2026, 11)] : periods,
        Current = [],
        Staging = staging,
        Calls = new CountedCalls(),
    };
}

/// <summary>Counts calls in memory; no cap.</summary>
internal sealed class CountedCalls : ICallGovernor
{
    public List<(string Operation, decimal Price)> Taken { get; } = [];

    public Task TakeAsync(Connection connection, string operation, decimal price, CancellationToken cancellationToken)
    {
        Taken.Add((operation, price));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<CallCount>> CountsAsync(int days, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CallCount>>([]);
}
