using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Schedule;

/// <summary>The scheduler of one process under a clock that the test moves. Everything but clock, data age and actions is the real thing.</summary>
internal sealed class ServeHarness : IDataFreshness, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private Task _serving = Task.CompletedTask;

    public ServeHarness(FakeTimeProvider clock, IRunHistory history, SchedulerOptions options, params ScheduleConfig[] schedules)
    {
        (Clock, History) = (clock, history);
        CostGuardConfiguration configuration = new()
        {
            Home = new HomeFolder(Path.GetTempPath()),
            Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
            MoneyHash = "test",
            Schedules = schedules,
        };
        ServiceCollection services = new();
        services.AddSingleton(configuration).AddSingleton(history).AddSingleton<IDataFreshness>(this).AddSingleton<TimeProvider>(clock).AddSingleton(options);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        foreach (string key in new[] { "collect", "mail", "report" }) services.AddSingleton<IScheduledAction>(new Recording(key, this));
        _services = services.AddSchedule().BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; }

    public IRunHistory History { get; }

    public TimeSpan? DataAge { get; set; } = TimeSpan.Zero;

    /// <summary>What an action does; recorded before it is called.</summary>
    public Func<ScheduledRun, CancellationToken, Task<RunOutcome>> Act { get; set; } = (_, _) => Task.FromResult(new RunOutcome(RunState.Succeeded, "done"));

    public System.Collections.Concurrent.ConcurrentQueue<(ScheduledRun Run, DateTimeOffset At)> Runs { get; } = new();

    public ScheduleService Service => _services.GetRequiredService<ScheduleService>();

    private Scheduler Scheduler => _services.GetRequiredService<Scheduler>();

    public DateTimeOffset[] DueOf(string name) => [.. Runs.Where(run => run.Run.Schedule.Name == name).Select(run => run.Run.DueAt).Order()];

    /// <summary>Starts to serve and waits for the first sweep: what was missed is caught up then.</summary>
    public async Task StartAsync()
    {
        _serving = Scheduler.RunAsync(_stop.Token);
        await SettleAsync();
    }

    /// <summary>Moves the clock in steps, each followed by a sweep.</summary>
    public async Task AdvanceToAsync(DateTimeOffset instant, TimeSpan step)
    {
        while (Clock.GetUtcNow() < instant)
        {
            TimeSpan left = instant - Clock.GetUtcNow();
            Clock.Advance(left < step ? left : step);
            await SettleAsync();
        }
    }

    /// <summary>Waits in real time until it is true; fails after 20 seconds.</summary>
    public static async Task UntilAsync(Func<bool> condition, Action? nudge = null)
    {
        for (int tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 4000, "The scheduler did not get there in 20 s.");
            if (tries % 40 == 39) nudge?.Invoke();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    Task<TimeSpan?> IDataFreshness.AgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(DataAge);

    // The timer of the sweep may be armed just after the clock moved; a second more then sets it off.
    private async Task SettleAsync()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        for (int tries = 0; Scheduler.SweptAt is not { } swept || swept < now; tries++)
        {
            Assert.False(_serving.IsCompleted, $"The scheduler has stopped: {_serving.Exception}");
            Assert.True(tries < 20_000, "No sweep within 20 s.");
            if (tries % 50 == 49) Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        }

        // What was begun, by a sweep or by a trigger, ends before the clock goes on, as it would in real time; a run that a test holds open does not stop the clock.
        for (int tries = 0; tries < 400 && Scheduler.IsBusy; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
    }

    private sealed class Recording(string key, ServeHarness harness) : IScheduledAction
    {
        public string Key => key;

        public Task<RunOutcome> RunAsync(ScheduledRun run, CancellationToken cancellationToken)
        {
            harness.Runs.Enqueue((run, harness.Clock.GetUtcNow()));
            return harness.Act(run, cancellationToken);
        }
    }
}
