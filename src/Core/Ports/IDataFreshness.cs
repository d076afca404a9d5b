namespace CostGuard.Core.Ports;

/// <summary>How old the billing data is, for schedules that wait for fresh data.</summary>
public interface IDataFreshness
{
    /// <summary>Age of the oldest source's newest data at <paramref name="now"/> (UTC); null when there is no data at all, which is never fresh.</summary>
    Task<TimeSpan?> AgeAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
