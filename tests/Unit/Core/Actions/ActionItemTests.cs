using CostGuard.Core.Actions;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings.Verification;
using Xunit;

namespace CostGuard.Unit.Core.Actions;

public sealed class ActionItemTests
{
    [Theory]
    [InlineData("A-3", 3)]
    [InlineData("a-3", 3)]
    [InlineData("3", 3)]
    [InlineData("A-0", 0)]
    [InlineData("A-", 0)]
    [InlineData("B-3", 0)]
    [InlineData("A--3", 0)]
    public void TryParse_ReadsWhatPeopleWrite(string text, long number)
    {
        Assert.Equal(number > 0, ActionId.TryParse(text, out ActionId id));
        Assert.Equal(number, id.Number);
    }

    [Fact]
    public void CountsOn_TwelveMonthsFromTheMonthAfter()
    {
        ActionItem done = SomeActions.Of(1, 100m, ActionState.Done, new DateOnly(2026, 3, 15));
        Assert.False(done.CountsOn(new DateOnly(2026, 3, 14)));
        Assert.True(done.CountsOn(new DateOnly(2026, 3, 15)));
        Assert.True(done.CountsOn(new DateOnly(2027, 3, 31)));
        Assert.False(done.CountsOn(new DateOnly(2027, 4, 1)));
    }

    [Fact]
    public void IsWatched_UntilNinetyDaysOfDataAreIn()
    {
        ActionItem done = SomeActions.Of(1, 100m, ActionState.Done, new DateOnly(2026, 8, 1));
        Assert.True(done.IsWatched);
        Assert.True((done with { Proof = SomeActions.Proof(SavingState.Verified, 100m) with { Through = new DateOnly(2026, 10, 29) } }).IsWatched);
        Assert.False((done with { Proof = SomeActions.Proof(SavingState.Verified, 100m) with { Through = new DateOnly(2026, 10, 30) } }).IsWatched);
        Assert.False((done with { Type = ActionType.Avoid }).IsWatched);
    }

    [Fact]
    public void Machine_DoneIsCorrectedAndCancelledStays()
    {
        ActionItem done = ActionMachine.Finish(SomeActions.Of(1), new DateOnly(2026, 11, 14), SomeActions.Today, [], ["r-2"]) with { Proof = SomeActions.Proof(SavingState.Verified, 100m) };
        ActionItem corrected = ActionMachine.Finish(done, new DateOnly(2026, 11, 13), SomeActions.Today, ["r-3"], ["r-2"]);

        Assert.Equal((new DateOnly(2026, 11, 13), null), (corrected.DoneOn, corrected.Proof));
        Assert.Equal(["r-1", "r-3"], corrected.Resources);
        Assert.Equal(["r-2"], corrected.Replacements);
        Assert.Equal("CG2812", Assert.Throws<CostGuardException>(() => ActionMachine.Start(done, null)).Problem.Code);
        Assert.Equal("CG2812", Assert.Throws<CostGuardException>(() => ActionMachine.Finish(SomeActions.Of(1), new DateOnly(2026, 11, 16), SomeActions.Today, [], [])).Problem.Code);
        ActionItem cancelled = ActionMachine.Cancel(SomeActions.Of(1), "not worth it");
        Assert.Equal(9, Assert.Throws<CostGuardException>(() => ActionMachine.Finish(cancelled, SomeActions.Today, SomeActions.Today, [], [])).ExitCode);
    }

    /// <summary>Domain H.4: seven days before, on the day, weekly once late, and beyond 14 days in the parent's pack.</summary>
    [Theory]
    [InlineData("2026-11-22", null)]
    [InlineData("2026-11-23", ReminderKind.DueSoon)]
    [InlineData("2026-11-30", ReminderKind.DueToday)]
    [InlineData("2026-12-01", ReminderKind.Overdue)]
    [InlineData("2026-12-14", ReminderKind.Overdue)]
    [InlineData("2026-12-15", ReminderKind.LongOverdue)]
    public void Reminder_ByTheDueDay(string day, ReminderKind? expected) =>
        Assert.Equal(expected, ActionReminders.Of(SomeActions.Of(1), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
