using System.Globalization;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class HeadlineTextTests
{
    [Theory]
    [InlineData("39655.71", "USD", "39.7k USD")]
    [InlineData("172235.71", "USD", "172k USD")]
    [InlineData("999600", "USD", "1M USD")]
    [InlineData("1234567", "EUR", "1.23M EUR")]
    [InlineData("-1350", "USD", "-1.35k USD")]
    [InlineData("12.345", "USD", "12.3 USD")]
    [InlineData("0.126", "USD", "0.13 USD")]
    [InlineData("0", "JPY", "0 JPY")]
    public void Amount_AnySize_HasThreeSignificantDigitsWhateverTheCulture(string amount, string currency, string expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (string culture in new[] { "", "de-DE", "ar-SA", "fr-FR" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, HeadlineText.Amount(decimal.Parse(amount, CultureInfo.InvariantCulture), Currency.Parse(currency)));
        }

        CultureInfo.CurrentCulture = before;
    }
}
