using CostGuard.Core.Ports;
using Microsoft.Extensions.Logging;

namespace CostGuard.Schedule;

/// <summary>Shows that a run's process lives, as long as the object does. The timer is monotonic: a clock set back does not stop it.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beats;

    public LeaseKeeper(IRunHistory history, long run, SchedulerOptions options, TimeProvider time, ILogger logger) =>
        _beats = BeatAsync(history, run, options, time, logger, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beats;
        _stop.Dispose();
    }

    private static async Task BeatAsync(
        IRunHistory history, long run, SchedulerOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(options.Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    await history.HeartbeatAsync(run, time.GetUtcNow(), options.Lease, cancellationToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // A busy database is no reason to stop the run: the lease is several heartbeats long.
                    logger.LogWarning(failure, "The lease of run {Run} could not be renewed; trying again in {Heartbeat}", run, options.Heartbeat);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run has ended.
        }
    }
}
