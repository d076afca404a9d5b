using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Currencies;

public sealed class RateBookTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly Currency Gbp = Currency.Parse("GBP");

    private static readonly RateBook Book = new(
    [
        Rate(RateKind.Actual, "2026-10", Currency.Eur, Currency.Usd, 1.0850m),
        Rate(RateKind.Actual, "2026-10", Currency.Eur, Gbp, 0.8680m),
        Rate(RateKind.Actual, "2026-11", Currency.Eur, Currency.Usd, 1.1m),
        Rate(RateKind.Budget, "2026-10", Currency.Eur, Currency.Usd, 1.05m),
    ]);

    [Fact]
    public void Need_WrittenPair_IsTheRateItself() => Assert.Equal(1.0850m, Book.Need(RateKind.Actual, October, Currency.Eur, Currency.Usd).Rate);

    [Fact]
    public void Need_BudgetRate_IsKeptApart() => Assert.Equal(1.05m, Book.Need(RateKind.Budget, October, Currency.Eur, Currency.Usd).Rate);

    [Fact]
    public void Need_PairTheOtherWay_IsTurnedRoundAndSaysSo()
    {
        ExchangeRate rate = Book.Need(RateKind.Actual, BillingPeriod.Parse("2026-11"), Currency.Usd, Currency.Eur);

        // 1 ÷ 1.1
        Assert.Equal((0.909090909091m, "treasury, turned round"), (rate.Rate, rate.Source));
    }

    [Fact]
    public void Need_TwoPairsWithTheEuro_GoThroughIt()
    {
        ExchangeRate rate = Book.Need(RateKind.Actual, October, Gbp, Currency.Usd);

        // 1.0850 ÷ 0.8680
        Assert.Equal((1.25m, "treasury, through EUR"), (rate.Rate, rate.Source));
    }

    // Dollars to euros 0.92 and pounds to euros 1.15: a pound is 1.15 ÷ 0.92 dollars. Dollars to euros 0.8 and euros to pounds 0.9: a dollar is 0.72 pounds.
    [Theory]
    [InlineData("USD", "EUR", "0.92", "GBP", "EUR", "1.15", "GBP", "USD", "1.25")]
    [InlineData("USD", "EUR", "0.8", "EUR", "GBP", "0.9", "USD", "GBP", "0.72")]
    [InlineData("USD", "EUR", "0.8", "EUR", "GBP", "0.9", "GBP", "USD", "1.388888888889")]
    public void Need_PairsWrittenAnyWay_AreFoundThroughWhatBothHave(string from1, string to1, string rate1, string from2, string to2, string rate2, string from, string to, string expected)
    {
        var book = new RateBook(
        [
            Rate(RateKind.Actual, "2026-10", Currency.Parse(from1), Currency.Parse(to1), decimal.Parse(rate1, CultureInfo.InvariantCulture)),
            Rate(RateKind.Actual, "2026-10", Currency.Parse(from2), Currency.Parse(to2), decimal.Parse(rate2, CultureInfo.InvariantCulture)),
        ]);

        ExchangeRate found = book.Need(RateKind.Actual, October, Currency.Parse(from), Currency.Parse(to));

        Assert.Equal((decimal.Parse(expected, CultureInfo.InvariantCulture), "treasury, through EUR"), (found.Rate, found.Source));
    }

    [Fact]
    public void Need_MissingMonth_IsAnErrorThatNamesPairAndMonth()
    {
        var error = Assert.Throws<CostGuardException>(() => Book.Need(RateKind.Actual, BillingPeriod.Parse("2026-12"), Currency.Eur, Currency.Usd));

        Assert.Equal((5, "CG2501", "There is no rate from EUR to USD for 2026-12."), (error.ExitCode, error.Problem.Code, error.Problem.Message));
    }

    [Fact]
    public void ConvertedRows_TwoMonthsAndCurrencies_TakeEachMonthAtItsRate()
    {
        CostRow[] rows =
        [
            Row("AmazonS3", "2026-10", Currency.Usd, 100m),
            Row("AmazonS3", "2026-10", Currency.Eur, 200m),
            Row("AmazonS3", "2026-11", Currency.Eur, -10m),
            Row(null, "2026-11", Currency.Eur, 1m),
        ];

        ConvertedRows converted = ConvertedRows.Of(rows, Currency.Usd, Book);

        // 100 + 200 × 1.085 − 10 × 1.1, and 1 × 1.1
        Assert.Equal([306m, 1.1m], converted.Rows.Select(row => row.Costs.Billed));
        Assert.All(converted.Rows, row => Assert.Equal(Currency.Usd, row.Currency));
        Assert.Equal([1.0850m, 1.1m], converted.Used.Select(rate => rate.Rate));
    }

    private static CostRow Row(string? service, string month, Currency currency, decimal cost) => new([service, month], currency, new Costs(cost, cost, cost, cost), 1);

    private static ExchangeRate Rate(RateKind kind, string month, Currency from, Currency to, decimal rate) =>
        new(kind, BillingPeriod.Parse(month), from, to, rate, "treasury");
}
