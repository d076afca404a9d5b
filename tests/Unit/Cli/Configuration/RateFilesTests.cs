using CostGuard.Core.Currencies;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class RateFilesTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_OwnTables_KeepsActualAndBudgetApart()
    {
        _home.With("rates/actual/2026.csv", "month,from,to,rate,source\n2026-10,EUR,USD,1.0850,treasury\n")
            .With("rates/budget/2026.csv", "month,from,to,rate,source\n2026-10,EUR,USD,1.05,plan\n");

        Assert.Equal(
            [
                new ExchangeRate(RateKind.Actual, BillingPeriod.Month(2026, 10), Currency.Eur, Currency.Usd, 1.0850m, "treasury"),
                new ExchangeRate(RateKind.Budget, BillingPeriod.Month(2026, 10), Currency.Eur, Currency.Usd, 1.05m, "plan"),
            ],
            _home.Read().Rates.Rates);
    }

    [Fact]
    public void Read_HistoryOfTheCentralBank_IsTheMeanOfTheMonthsDays()
    {
        // The bank's own form: newest day first, N/A where there is no rate, a comma at the end of each line.
        _home.With("rates/actual/eurofxref-hist.csv", "Date,USD,JPY,BGN,\n2026-10-02,1.10,160,N/A,\n2026-10-01,1.08,161,N/A,\n2026-09-30,1.2,150,N/A,\n");

        ExchangeRate[] rates = [.. _home.Read().Rates.Rates];

        Assert.Equal(["2026-09 JPY 150", "2026-09 USD 1.2", "2026-10 JPY 160.5", "2026-10 USD 1.09"],
            rates.Select(rate => FormattableString.Invariant($"{rate.Month} {rate.To} {rate.Rate / 1.0000000000m:0.######}")));
        Assert.Equal("ECB, mean of 2 days", rates[3].Source);
    }

    [Theory]
    [InlineData("month,from,to,rate\n", "rates/actual/r.csv:1:1 CG2502 The head line must be month,from,to,rate,source.")]
    [InlineData("month,from,to,rate,source\n2026-10,EUR,USD,1,bank\n2026-10,EUR,USD,2,bank\n", "rates/actual/r.csv:3:1 CG2503 2026-10 has a rate from EUR to USD already, in rates/actual/r.csv:2.")]
    [InlineData("month,from,to,rate,source\n2026-10,EUR,EUR,1,bank\n", "rates/actual/r.csv:2:3 CG2502 \"EUR\" is not another currency's code.")]
    [InlineData("month,from,to,rate,source\n2026-10,EUR,USD,\"1,08\",bank\n", "rates/actual/r.csv:2:4 CG2502 \"1,08\" is not a rate above 0.")]
    [InlineData("month,from,to,rate,source\n2026-10,EUR,USD,0,bank\n", "rates/actual/r.csv:2:4 CG2502 \"0\" is not a rate above 0.")]
    [InlineData("month,from,to,rate,source\n2026-10,EUR,USD,1,\n", "rates/actual/r.csv:2:5 CG2502 The source is empty: say who sets the rate.")]
    [InlineData("month,from,to,rate,source\nOct 2026,EUR,USD,1,bank\n", "rates/actual/r.csv:2:1 CG2502 \"Oct 2026\" is not a month such as 2026-10.")]
    public void Read_BadTable_NamesTheField(string text, string expected)
    {
        _home.With("rates/actual/r.csv", text);
        Assert.Equal([expected], _home.Lines());
    }

    [Fact]
    public void MoneyHash_ChangesWithARateAndWithAVersionOfABudget()
    {
        _home.WithTeam("web");
        string without = _home.Read().MoneyHash;
        _home.With("rates/actual/r.csv", "month,from,to,rate,source\n2026-10,EUR,USD,1,bank\n");
        string with = _home.Read().MoneyHash;
        _home.With("Budget", "budgets/web.yaml", "team: web", "amounts: { 2026-11: 1 }");
        string budget = _home.Read().MoneyHash;
        _home.With("Budget", "budgets/web.yaml", "team: web", "amounts: { 2026-11: 1 }", "versions: [{ from: 2026-11, amount: 2, reason: more }]");

        Assert.Equal(4, new HashSet<string> { without, with, budget, _home.Read().MoneyHash }.Count);
    }
}
