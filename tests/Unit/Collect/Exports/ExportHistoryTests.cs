using CostGuard.Collect.Exports;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class ExportHistoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-08:100 2026-09:110 2026-10:105 2026-11:55", CheckState.Ok, "4 months, 2026-08 to 2026-11")]
    [InlineData("2026-07:100 2026-10:105 2026-11:55", CheckState.Warning, "without 2026-08, 2026-09")]
    // The open month has to be there from its fourth day on.
    [InlineData("2026-09:100 2026-10:105", CheckState.Warning, "without 2026-11")]
    [InlineData("2026-08:100 2026-09:49 2026-10:50 2026-11:30", CheckState.Warning, "2026-09 has 49 bytes, the month before it 100")]
    [InlineData("2026-08:100 2026-09:51 2026-10:50 2026-11:30", CheckState.Ok, "none much smaller")]
    // 15 of 30 days are over: half of 1,000 is expected, a quarter of it is the least.
    [InlineData("2026-10:1000 2026-11:249", CheckState.Warning, "2026-11 has 249 bytes, the month before it 1,000")]
    [InlineData("2026-10:1000 2026-11:250", CheckState.Ok, "2 months")]
    public void Examine_Months_FindsGapsAndFalls(string months, CheckState state, string words)
    {
        ExportObject[] chosen = [.. months.Split(' ').Select(month => month.Split(':')).Select(part => new ExportObject($"focus/data/BILLING_PERIOD={part[0]}/a.csv", long.Parse(part[1], null), Now))];

        CheckResult result = ExportHistory.Examine(chosen, Now);

        Assert.Equal(state, result.State);
        Assert.Contains(words, result.Finding, StringComparison.Ordinal);
        if (state == CheckState.Warning) Assert.NotNull(result.Fix);
    }

    [Fact]
    public void Examine_FirstDays_DoNotMissTheOpenMonth()
    {
        var third = new DateTimeOffset(2026, 11, 3, 7, 0, 0, TimeSpan.Zero);

        Assert.Equal(CheckState.Ok, ExportHistory.Examine([new ExportObject("rep/20261001-20261101/a.csv", 100, third)], third).State);
        Assert.Equal(CheckState.Warning, ExportHistory.Examine([new ExportObject("rep/20261001-20261101/a.csv", 100, third)], third.AddDays(1)).State);
    }

    [Fact]
    public void Examine_NoMonthFolders_IsNotJudged() => Assert.Equal(CheckState.Skipped, ExportHistory.Examine([new ExportObject("a/b.csv", 1, Now)], Now).State);

    [Theory]
    [InlineData("a/20261101-20261201/x.csv", "2026-11")]
    [InlineData("a/20261101-20261130/run/x.csv", "2026-11")]
    [InlineData("a/BILLING_PERIOD=2026-02/x.csv", "2026-02")]
    [InlineData("a/20261301-20261401/x.csv", null)]
    public void MonthOf_Key_IsItsFolders(string key, string? month) => Assert.Equal(month, ExportHistory.MonthOf(key)?.ToString());
}
