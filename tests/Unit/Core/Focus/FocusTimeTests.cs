using System.Text;
using CostGuard.Core.Focus;
using Xunit;

namespace CostGuard.Unit.Core.Focus;

public sealed class FocusTimeTests
{
    [Theory]
    [InlineData("2025-03-01T00:00Z", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-03-01T00:00:00Z", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-03-01T00:00:00.000Z", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-03-01T00:00:00.0000000Z", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-03-01T00:00:00+00:00", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-03-01T01:00:00+01:00", "2025-03-01T00:00:00.0000000")]
    [InlineData("2025-02-28T19:00:00-0500", "2025-03-01T00:00:00.0000000")]
    [InlineData("2024-09-18 22:00:00", "2024-09-18T22:00:00.0000000")]
    [InlineData("2024-09-18 22:00:00.5 UTC", "2024-09-18T22:00:00.5000000")]
    [InlineData("2024-09-18 22:00:00 UTC", "2024-09-18T22:00:00.0000000")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000")]
    [InlineData("2025-01-15T23:59:59.999999999Z", "2025-01-15T23:59:59.9999990")]
    [InlineData("1970-01-01", "1970-01-01T00:00:00.0000000")]
    public void TryParse_Variant_IsOneInstant(string text, string expected)
    {
        Assert.True(FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out long micros));
        Assert.Equal(expected, FocusTime.ToInstant(micros).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(micros, FocusTime.ToMicros(FocusTime.ToInstant(micros)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-02-29")]
    [InlineData("2025-13-01")]
    [InlineData("2025-03-01T24:00:00Z")]
    [InlineData("2025-03-01T00:60:00Z")]
    [InlineData("2025-03-01T00:00:00.Z")]
    [InlineData("2025-03-01T00:00:00X")]
    [InlineData("2025-03-01T00")]
    [InlineData("2025-03-01 ")]
    [InlineData(" 2025-03-01")]
    [InlineData("5/1/25")]
    [InlineData("20250301")]
    [InlineData("01-03-2025")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("5/1/25", false, "2025-05-01")]
    [InlineData("5/1/25", true, "2025-01-05")]
    [InlineData("31/12/2024", true, "2024-12-31")]
    public void TryParseShort_WithOrder_IsTheDay(string text, bool dayFirst, string expected)
    {
        Assert.True(FocusTime.TryParseShort(Encoding.UTF8.GetBytes(text), dayFirst, out long micros));
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", null), DateOnly.FromDateTime(FocusTime.ToInstant(micros).UtcDateTime));
    }

    [Theory]
    [InlineData("4/1/25-5/1/25", false)]
    [InlineData("1/4/25-1/5/25", true)]
    [InlineData("1/1/25-1/2/25", true)]
    [InlineData("1/1/25-2/1/25", false)]
    [InlineData("12/1/25-1/1/26", false)]
    [InlineData("4/1/25-5/2/25", null)]
    [InlineData("4/1/25-5/1/25|1/4/25-1/5/25", null)]
    [InlineData("2025-04-01-2025-05-01", null)]
    public void DayFirst_BillingPeriods_ProveOneReadingOrNone(string periods, bool? expected)
    {
        var proof = new ShortDateProof();
        foreach (string period in periods.Split('|'))
        {
            int dash = period.IndexOf('-', StringComparison.Ordinal);
            proof.Add(Encoding.UTF8.GetBytes(period[..dash]), Encoding.UTF8.GetBytes(period[(dash + 1)..]));
        }

        Assert.Equal(expected, proof.DayFirst);
    }

    [Fact]
    public void DayFirst_NoRows_ProvesNothing() => Assert.Null(new ShortDateProof().DayFirst);
}
