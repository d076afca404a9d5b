using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CostGuard.Schedule;

/// <summary>Registers the room.</summary>
public static class ScheduleServices
{
    /// <summary>
    /// Adds <see cref="Scheduler"/> and <see cref="ScheduleService"/>. The composition root registers the configuration, <see cref="IRunHistory"/>,
    /// <see cref="IDataFreshness"/>, every <see cref="IScheduledAction"/>, a <see cref="TimeProvider"/> and, if there,
    /// <see cref="SchedulerOptions"/>, <see cref="IServiceWatch"/> and <see cref="IDeadMan"/>.
    /// </summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services)
    {
        services.TryAddSingleton(new SchedulerOptions());
        services.TryAddSingleton(provider => new ScheduleRunner(
            provider.GetRequiredService<IRunHistory>(),
            provider.GetRequiredService<IDataFreshness>(),
            provider.GetServices<IScheduledAction>(),
            provider.GetRequiredService<SchedulerOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduleRunner>>(),
            provider.GetService<IDeadMan>()));
        services.TryAddSingleton(provider => new Scheduler(
            provider.GetRequiredService<CostGuardConfiguration>(),
            provider.GetRequiredService<ScheduleRunner>(),
            provider.GetRequiredService<SchedulerOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<IServiceWatch>()));
        services.TryAddSingleton(provider => new ScheduleService(
            provider.GetRequiredService<CostGuardConfiguration>(),
            provider.GetRequiredService<IRunHistory>(),
            provider.GetRequiredService<ScheduleRunner>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
