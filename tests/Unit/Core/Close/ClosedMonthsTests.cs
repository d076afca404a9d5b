using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class ClosedMonthsTests : IDisposable
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void WithLockedRates_ChangedFile_KeepsTheClosedMonthAndTakesTheOthers()
    {
        CostGuardConfiguration now = With(Rate(October, 2m), Rate(October.Next, 3m), Rate(October, 4m) with { Kind = RateKind.Budget });

        ExchangeRate[] rates = [.. ClosedMonths.WithLockedRates(now, [Closed(now) with { Rates = [Rate(October, 1.0850m)] }]).Rates.Rates];

        Assert.Equal([1.0850m, 3m, 4m], rates.Select(rate => rate.Rate).Order());
    }

    [Theory]
    [InlineData("1.0850", null)]
    [InlineData("2", "2026-10 is closed: the rate from EUR to USD is 1.085, not 2 as the file says now.")]
    [InlineData(null, "2026-10 is closed with 1.085 from EUR to USD, which no file says now.")]
    public void Check_Rates_TellsWhatTheFileSaysOtherwise(string? rate, string? told)
    {
        CostGuardConfiguration now = rate is null ? With() : With(Rate(October, decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)));

        Problem[] problems = [.. ClosedMonths.Check(now, [Closed(now) with { Rates = [Rate(October, 1.0850m)] }])];

        Assert.Equal(told is null ? [] : [("CG2710", Severity.Warning, told)], problems.Select(problem => (problem.Code, problem.Severity, problem.Message)));
    }

    [Theory]
    [InlineData("2026-10-01", true)]
    [InlineData("2026-10-31", true)]
    [InlineData("2026-11-01", false)]
    public void Check_BudgetVersion_IsRefusedWithinTheClosedMonthOnly(string from, bool refused)
    {
        BudgetConfig budget = Budgets.SomeBudgets.Of(("2026-10", 100m));
        CostGuardConfiguration then = With() with { Budgets = [budget] };
        var revision = new BudgetRevision(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), 120m, new Dictionary<BillingPeriod, decimal>());

        Problem[] problems = [.. ClosedMonths.Check(then with { Budgets = [budget with { Revisions = [revision] }] }, [Closed(then)])];

        Assert.Equal(refused ? ["CG2711"] : [], problems.Select(problem => problem.Code));
        Assert.All(problems, problem => Assert.Equal(Severity.Error, problem.Severity));
    }

    [Fact]
    public void Check_BudgetVersionDatedBeforeTheClosedMonth_IsRefusedForItsAmount()
    {
        BudgetConfig budget = Budgets.SomeBudgets.Of(("2026-10", 100m));
        CostGuardConfiguration then = With() with { Budgets = [budget] };
        var revision = new BudgetRevision(new DateOnly(2026, 9, 1), 120m, new Dictionary<BillingPeriod, decimal>());

        Problem problem = Assert.Single(ClosedMonths.Check(then with { Budgets = [budget with { Revisions = [revision] }] }, [Closed(then)]));

        Assert.Equal("CG2711", problem.Code);
        Assert.Contains("was 100 when 2026-10 was closed, and is 120 now", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BudgetThatIsNewOrGone_IsNoMatterOfTheClosedMonth()
    {
        BudgetConfig budget = Budgets.SomeBudgets.Of(("2026-10", 100m));
        CostGuardConfiguration then = With() with { Budgets = [budget] };
        var revision = new BudgetRevision(new DateOnly(2026, 10, 11), 120m, new Dictionary<BillingPeriod, decimal>());

        Assert.Empty(ClosedMonths.Check(then with { Budgets = [] }, [Closed(then)]));
        Assert.Empty(ClosedMonths.Check(then with { Budgets = [budget with { Name = "another name", Revisions = [revision] }] }, [Closed(then)]));
    }

    private static ExchangeRate Rate(BillingPeriod month, decimal rate) => new(RateKind.Actual, month, Currency.Eur, Currency.Usd, rate, "treasury");

    private static Closing Closed(CostGuardConfiguration then) =>
        new() { Period = October, State = ClosingState.Closed, Rates = ClosedMonths.RatesOf(then, October), Budgets = ClosedMonths.BudgetsOf(then, October) };

    private CostGuardConfiguration With(params ExchangeRate[] rates) => _home.Read() with { Rates = new RateBook(rates), Budgets = [] };
}
