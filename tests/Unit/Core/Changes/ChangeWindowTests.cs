using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Changes;

public sealed class ChangeWindowTests
{
    [Theory]
    [InlineData("2026-11-01..2026-11-15", "2026-11-01", "2026-11-16", false, "2026-10-17..2026-10-31")]
    [InlineData("2026-11-30", "2026-11-30", "2026-12-01", false, "2026-11-29..2026-11-29")]
    [InlineData("2026-11", "2026-11-01", "2026-12-01", true, "2026-10")]
    [InlineData("mtd", "2026-11-01", "2026-12-01", true, "2026-10")]
    [InlineData("2026-10..2026-12", "2026-10-01", "2027-01-01", true, "2026-07..2026-09")]
    public void Parse_DaysAndMonths_HaveAWindowOfTheSameLengthBefore(string text, string start, string end, bool byBillingPeriod, string previous)
    {
        ChangeWindow window = Parse(text);

        Assert.Equal((Day(start), Day(end), byBillingPeriod), (window.Days.Start, window.Days.End, window.ByBillingPeriod));
        Assert.Equal(previous, window.Previous().Text);
        Assert.Equal(window.Days.Start, window.Previous().Days.End);
    }

    [Theory]
    [InlineData("2026-11-15..2026-11-01", "CG2640")]
    [InlineData("2026-11-31", "CG5002")]
    [InlineData("yesterday", "CG5002")]
    public void Parse_NoWindow_IsRefused(string text, string code)
    {
        CostGuardException exception = Assert.Throws<CostGuardException>(() => Parse(text));

        Assert.Equal((2, code), (exception.ExitCode, exception.Problem.Code));
    }

    [Fact]
    public void Previous_All_IsRefused() => Assert.Equal("CG2640", Assert.Throws<CostGuardException>(() => Parse("all").Previous()).Problem.Code);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11", "2026-11-15", "2026-10-01..2026-10-15", "2026-11-01..2026-11-15")]
    [InlineData("2026-03", "2026-03-30", "2026-02-01..2026-02-28", "2026-03-01..2026-03-30")]
    public void SoFar_MonthThatRuns_IsComparedWithTheSameDays(string month, string through, string before, string after)
    {
        (ChangeWindow Before, ChangeWindow After)? windows = Parse(month).SoFar(DateOnly.Parse(through, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((before, after), (windows!.Value.Before.Text, windows.Value.After.Text));
    }

    [Theory]
    [InlineData("2026-11", "2026-11-30")]
    [InlineData("2026-11", "2026-10-31")]
    [InlineData("2026-10..2026-11", "2026-11-15")]
    [InlineData("2026-11-01..2026-11-10", "2026-11-05")]
    public void SoFar_AnythingElse_IsNothing(string window, string through) =>
        Assert.Null(Parse(window).SoFar(DateOnly.Parse(through, System.Globalization.CultureInfo.InvariantCulture)));

    private static ChangeWindow Parse(string text) =>
        ChangeWindow.Parse(text, new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero), new CompanyConfig { Company = "Acme", Currency = Currency.Parse("USD"), TimeZone = "UTC" });
}
