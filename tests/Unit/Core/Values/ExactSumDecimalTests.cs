using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Values;

public sealed class ExactSumDecimalTests
{
    [Theory]
    [InlineData("2147483648")]
    [InlineData("-619697.870124276708")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001")]
    public void Of_AnyDecimal_KeepsEveryDigit(string text)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(text, ExactSum.Of(value).ToString());
        Assert.Equal(value, ExactSum.Of(value).ToDecimal());
    }
}
