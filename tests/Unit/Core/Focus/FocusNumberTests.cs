using System.Globalization;
using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Focus;

public sealed class FocusNumberTests
{
    [Theory]
    [InlineData("1.2E-7", "0.00000012")]
    [InlineData("3.5e-05", "0.000035")]
    [InlineData("-2E-8", "-0.00000002")]
    [InlineData("1E2", "100")]
    [InlineData("0E-10", "0")]
    [InlineData("35.2E-7", "0.00000352")]
    [InlineData("1234.5", "1234.5")]
    [InlineData("-0", "0")]
    [InlineData("00012", "12")]
    [InlineData(" 1", "1")]
    [InlineData("0.00 ", "0")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("0.123456789012345678", "0.123456789012345678")]
    [InlineData("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999")]
    [InlineData("-99999999999999999999", "-99999999999999999999")]
    [InlineData("123456789012345678901E-3", "123456789012345678.901")]
    [InlineData("0.0000000000000000000000", "0")]
    public void Parse_FocusNumber_IsExact(string text, string expected)
    {
        foreach (string culture in new[] { "de-DE", "tr-TR", "hu-HU" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(NumberFault.None, FocusNumber.Parse(Encoding.UTF8.GetBytes(text), out Int128 units, out bool exact));
            Assert.True(exact);
            Assert.Equal(expected, FocusNumber.OfUnits(units).ToString());
            Assert.Equal(expected, FocusNumber.Exact(Encoding.UTF8.GetBytes(text)).ToString());
        }
    }

    [Theory]
    [InlineData("4E-30", "0", "0.000000000000000000000000000004")]
    [InlineData("-4E-30", "0", "-0.000000000000000000000000000004")]
    [InlineData("0.0000000000000000005", "0", "0.0000000000000000005")]
    [InlineData("0.0000000000000000015", "0.000000000000000002", "0.0000000000000000015")]
    [InlineData("0.00000000000000000050000001", "0.000000000000000001", "0.00000000000000000050000001")]
    [InlineData("-1.0000000000000000025", "-1.000000000000000002", "-1.0000000000000000025")]
    [InlineData("16.296932136636644627485419", "16.296932136636644627", "16.296932136636644627485419")]
    [InlineData("0.9999999999999999999", "1", "0.9999999999999999999")]
    public void Parse_MoreThan18Decimals_RoundsHalfEvenAndKeepsEveryDigit(string text, string stored, string raw)
    {
        Assert.Equal(NumberFault.None, FocusNumber.Parse(Encoding.UTF8.GetBytes(text), out Int128 units, out bool exact));
        Assert.False(exact);
        Assert.Equal(stored, FocusNumber.OfUnits(units).ToString());
        Assert.Equal(raw, FocusNumber.Exact(Encoding.UTF8.GetBytes(text)).ToString());
    }

    [Theory]
    [InlineData("+333")]
    [InlineData("1,5")]
    [InlineData("3,432,342")]
    [InlineData("$32")]
    [InlineData("$10,000.00 ")]
    [InlineData("1_000")]
    [InlineData("1 1/2")]
    [InlineData("1.2.3")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("E5")]
    [InlineData("1E")]
    [InlineData("1E-")]
    [InlineData("1E5.5")]
    [InlineData("1E99999")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("\u0661")]
    [InlineData("N/A")]
    public void Parse_AnythingElse_IsRefused(string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal(NumberFault.NotANumber, FocusNumber.Parse(Encoding.UTF8.GetBytes(text), out _, out _));
    }

    [Theory]
    [InlineData("100000000000000000000")]
    [InlineData("1E20")]
    [InlineData("-1E300")]
    [InlineData("99999999999999999999.9999999999999999999")]
    public void Parse_MoreThan20IntegerDigits_IsTooLarge(string text) =>
        Assert.Equal(NumberFault.TooLarge, FocusNumber.Parse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public void Parse_RandomDecimals_AgreesWithTheExactSum()
    {
        var random = new Random(20260801);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? "-" : "")}{random.NextInt64(1_000_000_000)}.{random.NextInt64(1_000_000_000):D9}{random.NextInt64(1_000_000_000):D9}");
            Assert.Equal(NumberFault.None, FocusNumber.Parse(Encoding.ASCII.GetBytes(text), out Int128 units, out bool exact));
            Assert.True(exact);
            Assert.Equal(ExactSum.Parse(text), FocusNumber.OfUnits(units));
        }
    }
}
