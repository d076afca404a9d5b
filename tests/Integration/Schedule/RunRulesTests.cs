using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Schedule;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Schedule;

/// <summary>Waiting, overlap, pause, stop and failure, on the contract in memory.</summary>
public sealed class RunRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new(Start);
    private readonly MemoryRunHistory _history = new();

    [Fact]
    public async Task Serve_DataBecomesFreshWhileWaiting_RunsThenWithoutBanner()
    {
        await using ServeHarness serve = Serve(Mail(banner: true));
        serve.DataAge = TimeSpan.FromHours(40);
        await serve.StartAsync();

        await serve.AdvanceToAsync(Start.AddHours(2.5), Step);
        Assert.Empty(serve.Runs);
        serve.DataAge = TimeSpan.FromHours(1);
        await serve.AdvanceToAsync(Start.AddHours(5), Step);

        (ScheduledRun run, DateTimeOffset at) = Assert.Single(serve.Runs);
        Assert.Equal(Start.AddHours(1), run.DueAt);
        Assert.InRange(at, Start.AddHours(2.5), Start.AddHours(2.6));
        Assert.Null(run.StaleBanner);
        Assert.False(run.Late);
    }

    [Fact]
    public async Task Serve_DataStaleUntilTheEndWithBanner_RunsThenWithBanner()
    {
        await using ServeHarness serve = Serve(Mail(banner: true));
        serve.DataAge = TimeSpan.FromHours(40);
        await serve.StartAsync();

        await serve.AdvanceToAsync(Start.AddHours(3.9), Step);
        Assert.Empty(serve.Runs);
        await serve.AdvanceToAsync(Start.AddHours(5), Step);

        (ScheduledRun run, _) = Assert.Single(serve.Runs);
        Assert.Equal("Data is 40 h old; this schedule wants at most 36 h and waited until 10:00.", run.StaleBanner);
        Assert.False(run.Late);
    }

    [Fact]
    public async Task Serve_DataStaleUntilTheEndWithoutBanner_WithheldAndRecorded()
    {
        await using ServeHarness serve = Serve(Mail(banner: false));
        serve.DataAge = null;
        await serve.StartAsync();

        await serve.AdvanceToAsync(Start.AddHours(5), Step);

        Assert.Empty(serve.Runs);
        RunRecord? last = await _history.LastAsync("mail", TestContext.Current.CancellationToken);
        Assert.Equal((RunState.Skipped, Start.AddHours(1)), (last!.State, last.DueAt));
        Assert.Equal("Withheld. There is no data yet; this schedule waited until 10:00.", last.Detail);
    }

    [Fact]
    public async Task Serve_RunLongerThanItsInterval_NeverOverlaps()
    {
        TaskCompletionSource release = new();
        await using ServeHarness serve = Serve(Every5Minutes());
        serve.Act = async (_, cancellationToken) =>
        {
            await release.Task.WaitAsync(cancellationToken);
            return new RunOutcome(RunState.Succeeded, null);
        };
        await serve.StartAsync();

        _clock.Advance(TimeSpan.FromMinutes(5));
        await ServeHarness.UntilAsync(() => serve.Runs.Count == 1, () => _clock.Advance(TimeSpan.FromSeconds(1)));
        for (int minute = 0; minute < 20; minute++)
        {
            _clock.Advance(Step);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Single(serve.Runs);
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => serve.Service.RunNowAsync("often", TestContext.Current.CancellationToken));
        Assert.Equal((9, "CG2324"), (refused.ExitCode, refused.Problem.Code));
        release.SetResult();
    }

    [Fact]
    public async Task Serve_ActionThrows_RunFailedAndTheNextRuns()
    {
        await using ServeHarness serve = Serve(Every5Minutes());
        serve.Act = (_, _) => serve.Runs.Count == 1 ? throw new InvalidOperationException("boom") : Task.FromResult(new RunOutcome(RunState.Succeeded, null));
        await serve.StartAsync();

        await serve.AdvanceToAsync(Start.AddMinutes(11), Step);
        await serve.StopAsync();

        IReadOnlyList<RunRecord> runs = await _history.ListAsync("often", 10, TestContext.Current.CancellationToken);
        Assert.Equal([RunState.Succeeded, RunState.Failed, RunState.Skipped], runs.Select(run => run.State));
        Assert.Equal("boom", runs[1].Detail);
        Assert.Null(serve.Runs.Last().Run.CoversFrom);
    }

    [Fact]
    public async Task Serve_StoppedDuringARun_NextProcessTakesItOverAtOnce()
    {
        await using (ServeHarness first = Serve(Every5Minutes()))
        {
            first.Act = async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new RunOutcome(RunState.Succeeded, null);
            };
            await first.StartAsync();
            _clock.Advance(TimeSpan.FromMinutes(5));
            await ServeHarness.UntilAsync(() => first.Runs.Count == 1, () => _clock.Advance(TimeSpan.FromSeconds(1)));
        }

        await using ServeHarness second = Serve(Every5Minutes());
        await second.StartAsync();

        // The first sweep begins the run; it is recorded and ends a moment later. Seconds pass, but never the five minutes of a lease.
        IReadOnlyList<RunRecord> runs = [];
        for (int tries = 0; tries < 4000 && runs is not [{ State: RunState.Succeeded }, ..]; tries++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            if (tries % 50 == 49) _clock.Advance(TimeSpan.FromSeconds(1));
            runs = await _history.ListAsync("often", 2, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Start.AddMinutes(5), Assert.Single(second.Runs).Run.DueAt);
        Assert.Equal([(RunState.Succeeded, 2), (RunState.Failed, 1)], runs.Select(run => (run.State, run.Attempt)));
    }

    [Fact]
    public async Task Pause_ThenResume_NothingRunsAndNothingIsCaughtUp()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await using ServeHarness serve = Serve(Every5Minutes());
        await serve.StartAsync();

        await serve.Service.PauseAsync("often", token);
        await serve.AdvanceToAsync(Start.AddMinutes(23), Step);
        Assert.Empty(serve.Runs);
        Assert.Null((await serve.Service.ListAsync(token)).Single().Next);
        await serve.Service.ResumeAsync("often", token);
        await serve.AdvanceToAsync(Start.AddMinutes(26), Step);
        await serve.StopAsync();

        Assert.Equal([Start.AddMinutes(25)], serve.DueOf("often"));
    }

    [Fact]
    public async Task Next_TwoSchedules_MergedInOrderOfTime()
    {
        await using ServeHarness serve = Serve(Every5Minutes(), Mail(banner: true));

        IReadOnlyList<ComingRun> next = await serve.Service.NextAsync(13, null, TestContext.Current.CancellationToken);

        Assert.Equal(13, next.Count);
        Assert.Equal("mail", next.Where(run => run.DueAt == Start.AddHours(1)).First().Schedule.Name);
        Assert.Equal(next.OrderBy(run => run.DueAt).Select(run => run.DueAt), next.Select(run => run.DueAt));
    }

    [Fact]
    public async Task RunNow_UnknownSchedule_NotFound()
    {
        await using ServeHarness serve = Serve(Every5Minutes());

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => serve.Service.RunNowAsync("oftn", TestContext.Current.CancellationToken));

        Assert.Equal((8, "CG2323"), (refused.ExitCode, refused.Problem.Code));
    }

    private static ScheduleConfig Every5Minutes() => new() { Name = "often", Action = "collect", Cron = "0 0/5 * * * ?", TimeZone = "UTC" };

    private static ScheduleConfig Mail(bool banner) => new()
    {
        Name = "mail",
        Action = "mail",
        Cron = "0 0 7 * * ?",
        TimeZone = "UTC",
        WaitFor = new WaitForData(TimeSpan.FromHours(36), TimeOnly.Parse("10:00", CultureInfo.InvariantCulture), banner),
    };

    private ServeHarness Serve(params ScheduleConfig[] schedules) => new(_clock, _history, new SchedulerOptions(), schedules);
}
