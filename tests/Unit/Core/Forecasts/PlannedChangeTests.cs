using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

public sealed class PlannedChangeTests
{
    private static readonly DayRange December = DayRange.Of(BillingPeriod.Parse("2026-12"));

    // A savings plan of 80.00 a day for what costs 200.00 on demand ends on the 11th: 21 days of 120.00.
    [Theory]
    [InlineData("2026-12-11, 120.00/day, savings plan ends", "2520.00")]
    [InlineData("2026-11-11, 120.00/day, savings plan ends", "3720.00")]
    [InlineData("2027-01-01, 120.00/day, savings plan ends", "0")]
    [InlineData("2026-12-31, -500, refund, 60 %", "-300")]
    [InlineData("2026-11-30, -500, refund", "0")]
    public void In_December_IsWhatFallsIntoIt(string text, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), PlannedChange.Parse(text).In(December));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Parse_AnyCulture_ReadsTheDot(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(new PlannedChange(new DateOnly(2026, 12, 1), 1.5m, true, "price") { Probability = .5m }, PlannedChange.Parse("2026-12-01, 1.5/day, price, 50%"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-12-01, 5")]
    [InlineData("01.12.2026, 5, note")]
    [InlineData("2026-12-01, 5 a day, note")]
    [InlineData("2026-12-01, 5, note, 0 %")]
    [InlineData("2026-12-01, 5, note, 140 %")]
    [InlineData("2026-12-01, 5, note, likely")]
    public void Parse_NoChange_IsRefused(string text) =>
        Assert.Equal("CG1423", Assert.Throws<CostGuardException>(() => PlannedChange.Parse(text)).Problem.Code);
}
