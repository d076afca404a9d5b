using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class CollectWindowTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);
    private static readonly Connection Any = new() { Name = "acme", Provider = "aws" };

    [Fact]
    public void PeriodsOf_NothingCollected_ThirteenMonthsWithTheOpenOne()
    {
        IReadOnlyList<BillingPeriod> periods = CollectWindow.PeriodsOf(Any, [], null, AsOf);

        Assert.Equal(13, periods.Count);
        Assert.Equal("2025-11", periods[0].ToString());
        Assert.Equal("2026-11", periods[^1].ToString());
    }

    [Theory]
    [InlineData("2026-11", "2026-09")] // up to date: two closed months are read again
    [InlineData("2026-10", "2026-09")] // a day of failed runs
    [InlineData("2026-03", "2026-03")] // a backfill that stopped in March goes on there
    public void PeriodsOf_SomeCollected_FromWhatMayHaveChanged(string last, string first)
    {
        Load[] current = [LoadOf(BillingPeriod.Parse("2025-11")), LoadOf(BillingPeriod.Parse(last))];

        IReadOnlyList<BillingPeriod> periods = CollectWindow.PeriodsOf(Any, current, null, AsOf);

        Assert.Equal(first, periods[0].ToString());
        Assert.Equal("2026-11", periods[^1].ToString());
        Assert.Equal(periods.Order(), periods);
    }

    [Fact]
    public void PeriodsOf_SinceOfAPerson_Wins() =>
        Assert.Equal(
            ["2026-10", "2026-11"],
            CollectWindow.PeriodsOf(Any, [], BillingPeriod.Parse("2026-10"), AsOf).Select(period => period.ToString()));

    [Fact]
    public void PeriodsOf_SinceInTheFuture_Nothing() => Assert.Empty(CollectWindow.PeriodsOf(Any, [], BillingPeriod.Parse("2026-12"), AsOf));

    [Fact]
    public void PeriodsOf_FirstDayOfAMonth_HasTheNewMonth() =>
        Assert.Equal("2025-05", CollectWindow.PeriodsOf(Any, [], null, new DateTimeOffset(2025, 5, 1, 0, 20, 0, TimeSpan.Zero))[^1].ToString());

    internal static Load LoadOf(BillingPeriod period) => new()
    {
        Id = new LoadId("load-" + period),
        Source = new SourceKey("acme"),
        Period = period,
        SealedAt = AsOf,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 0,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "",
    };
}
