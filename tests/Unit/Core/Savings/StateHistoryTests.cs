using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

public sealed class StateHistoryTests
{
    private static readonly DateOnly Before = new(2026, 11, 1), Today = new(2026, 11, 14);

    private static CloudResource Disk(string state, string attached, DateOnly? since = null) =>
        new() { Id = "vol-1", Provider = "aws", Kind = ResourceKind.Disk, State = state, AttachedTo = attached, StateSince = since };

    [Fact]
    public void Continue_SameState_KeepsTheFirstDay() => Assert.Equal(Before, Only([Disk("available", "")], [Disk("available", "", Before)]));

    [Fact]
    public void Continue_OtherState_BeginsToday() => Assert.Equal(Today, Only([Disk("available", "")], [Disk("in-use", "i-1", Before)]));

    [Fact]
    public void Continue_New_BeginsToday() => Assert.Equal(Today, Only([Disk("available", "")], []));

    [Fact]
    public void Continue_ProviderSays_IsTaken() => Assert.Equal(new DateOnly(2026, 10, 1), Only([Disk("available", "", new DateOnly(2026, 10, 1))], [Disk("available", "", Before)]));

    private static DateOnly? Only(CloudResource[] now, CloudResource[] before) => Assert.Single(StateHistory.Continue(now, before, Today)).StateSince;
}
