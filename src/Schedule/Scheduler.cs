using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CostGuard.Schedule;

/// <summary>
/// The scheduler of <c>costguard serve</c>. Quartz wakes each schedule at its instants; a sweep every minute finds what triggers cannot know:
/// runs missed while nothing ran, runs waiting for fresh data, runs whose process died. Sweeps are timed monotonically, so a clock that is
/// set back delays nothing.
/// </summary>
public sealed class Scheduler
{
    private static readonly string[] Collecting = ["collect", "daily"];

    private readonly IReadOnlyDictionary<string, ScheduleConfig> _schedules;
    private readonly ScheduleRunner _runner;
    private readonly SchedulerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;
    private readonly ILogger<Scheduler> _logger;
    private readonly IServiceWatch? _watch;

    internal Scheduler(CostGuardConfiguration configuration, ScheduleRunner runner, SchedulerOptions options, TimeProvider time, ILoggerFactory logs, IServiceWatch? watch = null)
    {
        _watch = watch;
        _schedules = configuration.Schedules.Where(schedule => schedule.Enabled).ToDictionary(schedule => schedule.Name, StringComparer.Ordinal);
        (_runner, _options, _time, _logs) = (runner, options, time, logs);
        _logger = logs.CreateLogger<Scheduler>();
    }

    /// <summary>When the last sweep ended, UTC: a sign of life for health checks. Null before the first.</summary>
    public DateTimeOffset? SweptAt { get; private set; }

    /// <summary>True while a schedule is looked at, or its action runs, in this process.</summary>
    public bool IsBusy => _runner.IsBusy;

    /// <summary>Runs until cancelled. Missed runs are caught up first; on cancellation running actions are stopped and waited for.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using ServiceProvider quartz = Quartz(cancellationToken);
        IScheduler scheduler = await quartz.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        try
        {
            foreach (ScheduleConfig schedule in _schedules.Values) await AddAsync(scheduler, schedule, cancellationToken);
            await scheduler.Start(cancellationToken);
            _logger.LogInformation("Scheduler started with {Count} schedules", _schedules.Count);
            using PeriodicTimer timer = new(_options.Sweep, _time);
            do
            {
                await SweepAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _logger.LogInformation("Scheduler stops");
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
            // Quartz's own wait can end while a job that was just woken still runs.
            await _runner.IdleAsync();
        }
    }

    // Quartz has a container of its own, so that commands which never schedule anything do not pay for it.
    private ServiceProvider Quartz(CancellationToken stopping)
    {
        ServiceCollection services = new();
        services.AddSingleton(_logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(new WakeContext(_schedules, _runner, stopping));
        services.AddTransient<WakeJob>();
        services.AddQuartz(quartz => quartz
            .UseTimeProvider(_time)
            .UseInMemoryStore(_ => { })
            .UseDefaultThreadPool(Math.Max(4, Environment.ProcessorCount)));
        return services.BuildServiceProvider();
    }

    private async Task AddAsync(IScheduler scheduler, ScheduleConfig schedule, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder.Create<WakeJob>().WithIdentity(schedule.Name).StoreDurably().Build();
        ITrigger[] triggers = [.. CronTimes.Expand(schedule.Cron).Select((cron, number) => (ITrigger)TriggerBuilder.Create(_time)
            .WithIdentity($"{schedule.Name}#{number}")
            .ForJob(job)
            .StartAt(_time.GetUtcNow())
            .WithCronSchedule(cron, builder => builder.InTimeZone(CronTimes.Zone(schedule)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build())];
        await scheduler.ScheduleJob(job, triggers, default, cancellationToken);
    }

    /// <summary>Collectors first: a report that is caught up must see the data that is caught up.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (ScheduleConfig schedule in _schedules.Values
            .OrderBy(schedule => Collecting.Contains(schedule.Action) ? 0 : 1)
            .ThenBy(schedule => schedule.Name, StringComparer.Ordinal))
        {
            try
            {
                await _runner.DispatchAsync(schedule, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _logger.LogError(failure, "Schedule {Schedule} could not be looked at; trying again in {Sweep}", schedule.Name, _options.Sweep);
            }
        }

        await WatchAsync(cancellationToken);
        SweptAt = _time.GetUtcNow();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_watch is not null) await _watch.LookAsync(_time.GetUtcNow(), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _logger.LogError(failure, "The service could not look after itself; trying again in {Sweep}", _options.Sweep);
        }
    }
}
