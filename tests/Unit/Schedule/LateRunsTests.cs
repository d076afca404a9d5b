using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Schedule;
using Xunit;

namespace CostGuard.Unit.Schedule;

public sealed class LateRunsTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    // Mondays 07:00, waits until 10:00.
    private static readonly ScheduleConfig Digest = new()
    {
        Name = "weekly-digest",
        Action = "mail",
        Arguments = ["weekly-team"],
        Cron = "0 0 7 ? * MON",
        TimeZone = "UTC",
        WaitFor = new WaitForData(TimeSpan.FromHours(36), new TimeOnly(10, 0), SendWithBanner: false),
    };

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    private static RunRecord Run(DateTimeOffset due, RunState state, string? detail = null) => new(1, Digest.Name, due, due, due, state, false, detail);

    [Fact]
    public void Of_NeverServed_IsNotExpected() => Assert.Null(LateRuns.Of(Digest, [], At(16, 23), Grace));

    [Fact]
    public void Of_WeekPassedWithoutARun_IsLateOnlyAfterItsWaitAndTheGrace()
    {
        RunRecord[] history = [Run(At(9, 7), RunState.Succeeded)];

        Assert.Null(LateRuns.Of(Digest, history, At(16, 10, 30), Grace));
        LateRun? late = LateRuns.Of(Digest, history, At(16, 10, 31), Grace);
        Assert.Equal(At(16, 7), late?.DueAt);
    }

    [Theory]
    [InlineData(RunState.Succeeded, false)]
    [InlineData(RunState.Partial, false)]
    [InlineData(RunState.Failed, true)]
    [InlineData(RunState.Skipped, true)]
    [InlineData(RunState.Running, true)]
    public void Of_LastRun_CountsByHowItEnded(RunState state, bool late) =>
        Assert.Equal(late, LateRuns.Of(Digest, [Run(At(9, 7), RunState.Succeeded), Run(At(16, 7), state, "Withheld. Data is 60 h old.")], At(16, 12), Grace) is not null);

    [Fact]
    public void Of_FirstSeenOrRunByHandAfterwards_IsNotLate()
    {
        Assert.Null(LateRuns.Of(Digest, [Run(At(14, 9, 13), RunState.Skipped, "First seen: runs are due from here on.")], At(15, 12), Grace));
        Assert.Null(LateRuns.Of(Digest, [Run(At(16, 7), RunState.Failed, "no"), Run(At(16, 13, 2), RunState.Succeeded)], At(16, 14), Grace));
    }

    [Fact]
    public void Became_WithheldAndOnlyTheNextWeekWentOut_IsTheOneThatDidNot() =>
        Assert.Equal((At(16, 7), false), LateRuns.Became(Digest, [Run(At(9, 7), RunState.Succeeded), Run(At(16, 7), RunState.Skipped, "Withheld."), Run(At(23, 7), RunState.Succeeded)], At(16, 11), Grace));

    [Fact]
    public void Became_NeverStarted_IsTheOneThatDidNot() =>
        Assert.Equal((At(16, 7), false), LateRuns.Became(Digest, [Run(At(9, 7), RunState.Succeeded), Run(At(23, 7), RunState.Succeeded)], At(16, 11), Grace));

    [Theory]
    [InlineData(7, 0)]
    [InlineData(13, 2)]
    public void Became_ASecondAttemptOrAPersonBroughtIt_IsNone(int hour, int minute) =>
        Assert.Equal((At(16, 7), true), LateRuns.Became(Digest, [Run(At(9, 7), RunState.Succeeded), Run(At(16, 7), RunState.Failed, "no"), Run(At(16, hour, minute), RunState.Succeeded)], At(16, 11), Grace));

    // Twenty runs later nobody can tell what became of it: that it came would be a guess.
    [Fact]
    public void Became_HistoryBeginsAfterIt_IsNotKnown() => Assert.Null(LateRuns.Became(Digest, [Run(At(23, 7), RunState.Succeeded)], At(16, 11), Grace));

    [Fact]
    public void Of_CollectionThatFailed_IsToldByItsConnections()
    {
        ScheduleConfig collect = Digest with { Action = "collect", WaitFor = null };
        Assert.Null(LateRuns.Of(collect, [Run(At(16, 7), RunState.Failed)], At(16, 12), Grace));
        Assert.NotNull(LateRuns.Of(collect, [Run(At(9, 7), RunState.Failed)], At(16, 12), Grace));
    }
}
