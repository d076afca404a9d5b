using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Schedule;
using CostGuard.Unit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Schedule;

/// <summary>Downtime and dead processes, on the real state database.</summary>
public sealed class DowntimeTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("costguard-schedule-");
    private readonly RunHistory _history;

    public DowntimeTests() => _history = new RunHistory(new StateDbFactory(new HomeFolder(_home.FullName)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _home.Delete(recursive: true);
    }

    [Fact]
    public async Task Serve_FiveDaysDownOfCaseJ02_EachMissedKindRunsOnceMarkedLate()
    {
        using JsonDocument plan = Case("plan.json");
        using JsonDocument file = Case("expected.json");
        JsonElement expect = file.RootElement.GetProperty("expect");
        ScheduleConfig[] schedules = [.. plan.RootElement.EnumerateObject().Where(entry => !entry.Name.Contains("up", StringComparison.Ordinal) && !entry.Name.StartsWith("last", StringComparison.Ordinal))
            .Select(entry => FromPlan(entry.Name, entry.Value.GetString()!))];
        Assert.Equal(3, schedules.Length);
        DateTimeOffset lastUp = plan.RootElement.GetProperty("last_run_before").GetDateTimeOffset();
        FakeTimeProvider clock = new(plan.RootElement.GetProperty("up_again").GetDateTimeOffset());
        foreach (ScheduleConfig schedule in schedules) await SucceededAsync(schedule.Name, CronTimes.Between(schedule, lastUp.AddDays(-40), lastUp).Last());

        await using ServeHarness first = new(clock, _history, new SchedulerOptions(), schedules);
        await first.StartAsync();
        await first.StopAsync();

        ScheduledRun collect = Assert.Single(first.Runs, run => run.Run.Schedule.Name == "collector").Run;
        JsonElement days = expect.GetProperty("collector").GetProperty("must_cover_days");
        Assert.True(collect.CoversFrom <= At(days[0].GetString()! + "T23:59:59Z") && collect.DueAt >= At(days[1].GetString()! + "T23:59:59Z"));
        Assert.Equal("collector", first.Runs.First().Run.Schedule.Name);
        ScheduledRun weekly = Assert.Single(first.Runs, run => run.Run.Schedule.Name == "weekly_report").Run;
        Assert.Equal((expect.GetProperty("weekly_report").GetProperty("period").GetString(), true), (weekly.LastWeek.ToString(), weekly.Late));
        ScheduledRun monthly = Assert.Single(first.Runs, run => run.Run.Schedule.Name == "monthly_report").Run;
        Assert.Equal((BillingPeriod.Parse(expect.GetProperty("monthly_report").GetProperty("period").GetString()!), true), (monthly.LastMonth, monthly.Late));

        await using ServeHarness second = new(clock, _history, new SchedulerOptions(), schedules);
        await second.StartAsync();
        await second.AdvanceToAsync(clock.GetUtcNow().AddHours(3), TimeSpan.FromMinutes(15));
        Assert.Equal(expect.GetProperty("second_restart_same_day_adds").GetInt32(), second.Runs.Count);
    }

    // Trap J07.
    [Fact]
    public async Task Serve_ProcessDiedInARun_FailedAndStartedOnceAgainAfterTheLease()
    {
        DateTimeOffset due = At("2025-06-02T04:00:00Z");
        await SucceededAsync("collect", At("2025-06-01T04:00:00Z"));
        Assert.NotNull(await _history.TryStartAsync("collect", due, false, due, TimeSpan.FromMinutes(5), Token));
        FakeTimeProvider clock = new(due.AddMinutes(2));

        await using ServeHarness serve = Serve(clock);
        await serve.StartAsync();
        Assert.Empty(serve.Runs);
        await serve.AdvanceToAsync(due.AddMinutes(8), TimeSpan.FromMinutes(1));
        await serve.StopAsync();

        Assert.Equal(due, Assert.Single(serve.Runs).Run.DueAt);
        IReadOnlyList<RunRecord> runs = await _history.ListAsync("collect", 2, Token);
        Assert.Equal([(2, RunState.Succeeded), (1, RunState.Failed)], runs.Select(run => (run.Attempt, run.State)));
    }

    [Fact]
    public async Task TryStart_ProcessDiedTwice_NotAThirdTime()
    {
        DateTimeOffset due = At("2025-06-02T04:00:00Z");
        TimeSpan lease = TimeSpan.FromMinutes(5);

        Assert.NotNull(await _history.TryStartAsync("collect", due, false, due, lease, Token));
        Assert.Null(await _history.TryStartAsync("collect", due, false, due.AddMinutes(4), lease, Token));
        Assert.NotNull(await _history.TryStartAsync("collect", due, false, due.AddMinutes(6), lease, Token));
        Assert.Null(await _history.TryStartAsync("collect", due, false, due.AddMinutes(12), lease, Token));

        Assert.All(await _history.ListAsync("collect", 10, Token), run => Assert.Equal(RunState.Failed, run.State));
    }

    // Trap J04: two services on one database.
    [Fact]
    public async Task Serve_TwoProcessesOneDatabase_EachRunOnce()
    {
        FakeTimeProvider clock = new(At("2025-06-02T03:59:00Z"));
        await using ServeHarness one = Serve(clock);
        await using ServeHarness two = new(clock, new RunHistory(new StateDbFactory(new HomeFolder(_home.FullName))), new SchedulerOptions(), Schedules());
        await one.StartAsync();
        await two.StartAsync();

        while (clock.GetUtcNow() < At("2025-06-02T07:30:00Z"))
        {
            DateTimeOffset next = clock.GetUtcNow().AddMinutes(5);
            await Task.WhenAll(one.AdvanceToAsync(next, TimeSpan.FromMinutes(5)), two.AdvanceToAsync(next, TimeSpan.FromMinutes(5)));
        }

        await one.StopAsync();
        await two.StopAsync();
        Assert.Equal([At("2025-06-02T04:00:00Z")], one.DueOf("collect").Concat(two.DueOf("collect")));
        Assert.Equal([At("2025-06-02T07:00:00Z")], one.DueOf("weekly").Concat(two.DueOf("weekly")));
    }

    private static JsonDocument Case(string file) => JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "J02-catch-up-after-downtime", file)));

    // "daily 04:00 UTC", "Monday 07:00 UTC", "3rd 07:00 UTC".
    private static ScheduleConfig FromPlan(string name, string words)
    {
        string[] parts = words.Split(' ');
        string[] time = parts[1].Split(':');
        string days = parts[0] switch
        {
            "daily" => "* * ?",
            [>= '0' and <= '9', ..] day => $"{day[..^2]} * ?",
            string weekday => $"? * {weekday[..3].ToUpperInvariant()}",
        };
        return new ScheduleConfig
        {
            Name = name,
            Action = name == "collector" ? "collect" : "report",
            Cron = $"0 {int.Parse(time[1], CultureInfo.InvariantCulture)} {int.Parse(time[0], CultureInfo.InvariantCulture)} {days}",
            TimeZone = parts[2],
        };
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static ScheduleConfig[] Schedules() =>
    [
        new() { Name = "collect", Action = "collect", Cron = "0 0 4 * * ?", TimeZone = "UTC" },
        new() { Name = "weekly", Action = "mail", Cron = "0 0 7 ? * MON", TimeZone = "UTC" },
        new() { Name = "monthly", Action = "report", Cron = "0 0 7 3 * ?", TimeZone = "UTC" },
    ];

    private ServeHarness Serve(FakeTimeProvider clock) => new(clock, _history, new SchedulerOptions(), Schedules());

    private async Task SucceededAsync(string name, DateTimeOffset due)
    {
        RunRecord? run = await _history.TryStartAsync(name, due, false, due, TimeSpan.FromMinutes(5), Token);
        await _history.EndAsync(run!.Id, RunState.Succeeded, null, due, Token);
    }
}
