using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class UsageWindowTests
{
    private static DateOnly Day(int day) => new(2026, 11, day);

    /// <summary>At 02:59 UTC the day before may still lack samples; from 03:00 on it is asked for.</summary>
    [Theory]
    [InlineData("2026-11-15T02:59:59Z", 13)]
    [InlineData("2026-11-15T03:00:00Z", 14)]
    [InlineData("2026-11-15T04:00:00+01:00", 14)]
    public void Missing_EndsWithTheLastCompleteDay(string asOf, int last) =>
        Assert.Equal([Day(last - 2), Day(last)], UsageWindow.Missing([Day(last - 1)], 3, DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Nine days in a row and one apart: seven, two and one, the newest first.</summary>
    [Fact]
    public void Ranges_AreWithoutGapsAndNewestFirst() => Assert.Equal(
        [new DayRange(Day(8), Day(15)), new DayRange(Day(6), Day(8)), new DayRange(Day(2), Day(3))],
        UsageWindow.Ranges([Day(2), .. Enumerable.Range(6, 9).Select(Day)]));

    [Fact]
    public void Ranges_OfNothing_AreNone() => Assert.Empty(UsageWindow.Ranges([]));
}
