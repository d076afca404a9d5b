using CostGuard.Core.Configuration;
using Quartz;

namespace CostGuard.Schedule;

/// <summary>What a wake-up needs: the schedule of its name, the runner, and the token that a stop of the service cancels.</summary>
internal sealed record WakeContext(IReadOnlyDictionary<string, ScheduleConfig> Schedules, ScheduleRunner Runner, CancellationToken Stopping);

/// <summary>The one Quartz job: its key's name is the schedule's.</summary>
[DisallowConcurrentExecution]
internal sealed class WakeJob(WakeContext wake) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await wake.Runner.DispatchAsync(wake.Schedules[context.JobDetail.Key.Name], wake.Stopping);
        }
        catch (OperationCanceledException) when (wake.Stopping.IsCancellationRequested)
        {
            // The service stops; the run's lease has been given back.
        }
    }
}
