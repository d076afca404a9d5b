using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Currencies;

public sealed class ConvertedQueriesTests
{
    private static readonly BillingPeriod September = BillingPeriod.Parse("2026-09"), October = BillingPeriod.Parse("2026-10");
    private static readonly RateBook Rates = new([Rate(September, 1.1m), Rate(October, 1.2m)]);
    private static readonly Currency Yen = Currency.Parse("JPY");

    // 10 EUR at 1.1 and 10 at 1.2 are 23 USD: each month has its own rate. Yen have none and stay yen.
    [Fact]
    public async Task QueryAsync_ForeignCost_IsConvertedAtTheRateOfItsMonth()
    {
        IReadOnlyList<CostRow> rows = await AskAsync(Row("web", September, Currency.Eur, 10m), Row("web", October, Currency.Eur, 10m), Row("web", October, Currency.Usd, 5m), Row("web", September, Yen, 7m), Row("web", October, Yen, 8m));

        Assert.Equal([("web", "USD", 28m), ("web", "JPY", 15m)], rows.Select(row => (row.Keys[0], row.Currency.Code, row.Costs.Billed)));
        Assert.All(rows, row => Assert.Single(row.Keys));
    }

    [Fact]
    public async Task QueryAsync_MonthWithoutARate_StaysInItsCurrency()
    {
        IReadOnlyList<CostRow> rows = await AskAsync(Row("web", October, Currency.Eur, 10m), Row("web", October.Next, Currency.Eur, 4m));

        Assert.Equal([("USD", 12m), ("EUR", 4m)], rows.Select(row => (row.Currency.Code, row.Costs.Billed)));
    }

    // October has a rate and November none: 10 EUR in both months are no change, and not 12 USD that went.
    [Fact]
    public async Task CompareAsync_RateOfOneMonthAlone_LeavesTheCurrencyOutOfBoth()
    {
        var queries = new ConvertedQueries(new Lines([Row("web", October, Currency.Eur, 10m), Row("web", October, Currency.Usd, 5m), Row("web", October.Next, Currency.Eur, 10m), Row("web", October.Next, Currency.Usd, 6m)]), Rates, Currency.Usd);
        CostQuery Of(BillingPeriod month) => new(DayRange.Of(month), [new Dimension("team")], []);

        (IReadOnlyList<CostRow> before, IReadOnlyList<CostRow> after) = await queries.CompareAsync(new Snapshot(new SnapshotId("s"), [], "h", null), Of(October), Of(October.Next), TestContext.Current.CancellationToken);

        Assert.Equal([("USD", 5m), ("EUR", 10m)], before.Select(row => (row.Currency.Code, row.Costs.Billed)));
        Assert.Equal([("USD", 6m), ("EUR", 10m)], after.Select(row => (row.Currency.Code, row.Costs.Billed)));
    }

    /// <summary>Each window is asked once, whatever is converted and whatever has no rate.</summary>
    [Fact]
    public async Task CompareAsync_AnyRates_AsksEachWindowOnce()
    {
        var lines = new Lines([Row("web", October, Currency.Eur, 10m), Row("web", October.Next, Currency.Eur, 10m)]);
        CostQuery Of(BillingPeriod month) => new(DayRange.Of(month), [new Dimension("team")], []);

        await new ConvertedQueries(lines, Rates, Currency.Usd).CompareAsync(new Snapshot(new SnapshotId("s"), [], "h", null), Of(October), Of(October.Next), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Asked);
        await new ConvertedQueries(lines, Rates, Currency.Usd).QueryAsync(new Snapshot(new SnapshotId("s"), [], "h", null), Of(October), TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Asked);
    }

    private static async Task<IReadOnlyList<CostRow>> AskAsync(params (string Team, BillingPeriod Month, Currency Currency, decimal Cost)[] lines) =>
        await new ConvertedQueries(new Lines(lines), Rates, Currency.Usd).QueryAsync(new Snapshot(new SnapshotId("s"), [], "h", null), new CostQuery(DayRange.All, [new Dimension("team")], []), TestContext.Current.CancellationToken);

    private static (string, BillingPeriod, Currency, decimal) Row(string team, BillingPeriod month, Currency currency, decimal cost) => (team, month, currency, cost);

    private static ExchangeRate Rate(BillingPeriod month, decimal rate) => new(RateKind.Actual, month, Currency.Eur, Currency.Usd, rate, "treasury");

    private sealed class Lines((string Team, BillingPeriod Month, Currency Currency, decimal Cost)[] lines) : ICostQueries
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult<IReadOnlyList<CostRow>>(Answer(query));
        }

        private CostRow[] Answer(CostQuery query) =>
        [
            .. lines.Where(line => query.Days == DayRange.All || query.Days.Contains(line.Month.FirstDay)).GroupBy(line => (Keys: string.Join('|', query.By.Select(by => by.Name == "month" ? line.Month.ToString() : line.Team)), line.Currency))
                .Select(group => new CostRow(group.Key.Keys.Split('|'), group.Key.Currency, new Costs(group.Sum(line => line.Cost), 0m, 0m, 0m), group.LongCount())),
        ];
    }
}
