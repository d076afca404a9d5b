using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core;

public sealed class PeriodTextTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11", "2026-11-01", "2026-12-01")]
    [InlineData("mtd", "2026-11-01", "2026-12-01")]
    [InlineData("last-month", "2026-10-01", "2026-11-01")]
    [InlineData("2026-10..2026-12", "2026-10-01", "2027-01-01")]
    [InlineData("FY2026", "2025-10-01", "2026-10-01")]
    public void Parse_Text_IsHalfOpenMonths(string text, string start, string end)
    {
        PeriodText period = PeriodText.Parse(text, AsOf, Company(startMonth: 10, namedByEnd: true));

        Assert.Equal(new DayRange(DateOnly.Parse(start, null), DateOnly.Parse(end, null)), period.Days);
    }

    [Fact]
    public void Parse_FiscalYearNamedByStart_BeginsInThatYear() =>
        Assert.Equal("2026-04", PeriodText.Parse("fy2026", AsOf, Company(startMonth: 4, namedByEnd: false)).First.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("november")]
    [InlineData("2026-13")]
    [InlineData("2026-12..2026-10")]
    [InlineData("fy26")]
    public void Parse_Nonsense_IsRefusedWithExitCode2(string text) =>
        Assert.Equal(2, Assert.Throws<CostGuardException>(() => PeriodText.Parse(text, AsOf, Company(1, false))).ExitCode);

    private static CompanyConfig Company(int startMonth, bool namedByEnd) =>
        new() { Company = "Acme", Currency = Currency.Usd, FiscalYearStartMonth = startMonth, FiscalYearNamedByEnd = namedByEnd };
}
