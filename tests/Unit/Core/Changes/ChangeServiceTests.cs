using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Changes;

public sealed class ChangeServiceTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");
    private static readonly Currency Usd = Currency.Parse("USD");

    private static readonly RateBook Rates = new(
    [
        new ExchangeRate(RateKind.Actual, BillingPeriod.Parse("2026-10"), Eur, Usd, 1.10m, "treasury"),
        new ExchangeRate(RateKind.Actual, BillingPeriod.Parse("2026-11"), Eur, Usd, 1.20m, "treasury"),
    ]);

    [Fact]
    public async Task ExplainAsync_OneCurrency_TellsTheRateApartFromUsage()
    {
        // EUR 100 → 150: usage +50 at the rate of before = USD +55; the rate gives 150 · 0.10 = USD +15; from USD 110 to USD 180.
        var lines = new Lines([Row("2026-10", Eur, 100m), Row("2026-11", Eur, 150m)]);

        ChangeAnswer answer = await AskAsync(lines, Question("2026-11") with { Target = Usd, Rates = Rates });

        Bridge bridge = Assert.Single(answer.Bridges);
        Assert.Equal((110m, 180m, 55m, 15m), (bridge.Before, bridge.After, bridge[ChangeCause.Usage], bridge[ChangeCause.Fx]));
        Assert.Equal([1.10m, 1.20m], answer.Used.Select(rate => rate.Rate));
    }

    [Fact]
    public async Task ExplainAsync_MissingRate_NamesPairAndMonth()
    {
        var lines = new Lines([Row("2026-09", Eur, 100m), Row("2026-10", Eur, 100m)]);

        CostGuardException exception = await Assert.ThrowsAsync<CostGuardException>(() => AskAsync(lines, Question("2026-10") with { Target = Usd, Rates = Rates }));

        Assert.Equal("CG2501", exception.Problem.Code);
        Assert.Contains("2026-09", exception.Problem.Message, StringComparison.Ordinal);
    }

    /// <summary>September has no rate of the euro, but one of the pound (1.30, then 1.40): 50 and 60 pounds are 65 and 84 dollars, with the 10 and 12 dollars 75 and 96. The euro stays apart in both months.</summary>
    [Fact]
    public async Task ExplainAsync_KeepsApart_ConvertsWhatCanBeConvertedInBothMonths()
    {
        Currency pound = Currency.Parse("GBP");
        RateBook rates = new([.. Rates.Rates, new ExchangeRate(RateKind.Actual, BillingPeriod.Parse("2026-09"), pound, Usd, 1.30m, "bank"), new ExchangeRate(RateKind.Actual, BillingPeriod.Parse("2026-10"), pound, Usd, 1.40m, "bank")]);
        var lines = new Lines([Row("2026-09", Usd, 10m), Row("2026-10", Usd, 12m), Row("2026-09", pound, 50m), Row("2026-10", pound, 60m), Row("2026-09", Eur, 100m), Row("2026-10", Eur, 150m)]);

        ChangeAnswer answer = await AskAsync(lines, Question("2026-10") with { Target = Usd, Rates = rates, KeepsApart = true });

        Assert.Equal([("EUR", 100m, 150m), ("USD", 75m, 96m)], answer.Bridges.Select(each => (each.Currency.Code, each.Before, each.After)));
        // 60 pounds at 1.30 are 78, of 12 more than 50 pounds are 13, and 0.10 on each of the 60 is 6.
        Assert.Equal((15m, 6m), (answer.Bridges[1][ChangeCause.Usage], answer.Bridges[1][ChangeCause.Fx]));
    }

    /// <summary>The euro is billed from October on: it needs no rate of September, and there is no effect of rates.</summary>
    [Fact]
    public async Task ExplainAsync_KeepsApart_CurrencyThatIsNewNeedsNoEarlierRate()
    {
        var lines = new Lines([Row("2026-09", Usd, 10m), Row("2026-10", Usd, 10m), Row("2026-10", Eur, 100m)]);

        Bridge bridge = Assert.Single((await AskAsync(lines, Question("2026-10") with { Target = Usd, Rates = Rates, KeepsApart = true })).Bridges);

        Assert.Equal((10m, 120m, 0m), (bridge.Before, bridge.After, bridge[ChangeCause.Fx]));
    }

    [Fact]
    public async Task ExplainAsync_AsReported_StartsFromWhatWasReportedThen()
    {
        // Reported 100, restated to 90, then 150: −10 restated, +60 usage, +50 in all.
        var lines = new Lines([Row("2026-10", Usd, 90m), Row("2026-11", Usd, 150m)]) { Then = [Row("2026-10", Usd, 100m)] };

        ChangeAnswer answer = await AskAsync(lines, Question("2026-11") with { AsReported = Lines.Earlier });

        Bridge bridge = Assert.Single(answer.Bridges);
        Assert.Equal((100m, 150m, -10m, 60m), (bridge.Before, bridge.After, bridge[ChangeCause.Restatement], bridge[ChangeCause.Usage]));
    }

    [Fact]
    public async Task ExplainAsync_ATeam_IsAskedOfTheAllocatedRollUp()
    {
        var lines = new Lines([]) { Team = [Row("2026-10", Usd, 10m), Row("2026-11", Usd, 14m), Row("2026-11", Usd, 3m, pool: "platform")] };

        ChangeAnswer answer = await AskAsync(lines, Question("2026-11") with { Filters = [new CostFilter(new Dimension("team"), ["payments"])] });

        Assert.True(answer.ByTeam);
        Bridge bridge = Assert.Single(answer.Bridges);
        Assert.Equal((10m, 17m, 4m, 3m), (bridge.Before, bridge.After, bridge[ChangeCause.UsageOrPrice], bridge[ChangeCause.SharedCost]));
    }

    [Fact]
    public async Task ExplainAsync_OnlyConsumedQuantity_IsThePriceUnit()
    {
        // 10 GB for 20 → 12 GB for 30: usage 2 · 2 = 4, price 0.5 · 12 = 6.
        var lines = new Lines([Row("2026-10", Usd, 20m) with { Pricing = null, Consumed = 10m }, Row("2026-11", Usd, 30m) with { Pricing = null, Consumed = 12m }]);

        Bridge bridge = Assert.Single((await AskAsync(lines, Question("2026-11"))).Bridges);

        Assert.Equal((4m, 6m), (bridge[ChangeCause.Usage], bridge[ChangeCause.Price]));
    }

    private static ChangeQuestion Question(string month)
    {
        var window = ChangeWindow.Parse(month, DateTimeOffset.UnixEpoch, new CompanyConfig { Company = "Acme", Currency = Usd, TimeZone = "UTC" });
        return new ChangeQuestion(window.Previous(), window, [], CostMetric.Effective);
    }

    private static Task<ChangeAnswer> AskAsync(Lines lines, ChangeQuestion question) =>
        new ChangeService(lines, lines).ExplainAsync(Lines.Now, question, TestContext.Current.CancellationToken);

    // Quantity = cost: one unit costs 1.
    private static QuantityRow Row(string month, Currency currency, decimal cost, string? pool = null) =>
        new(new CostRow([month, pool], currency, new Costs(cost, cost, cost, cost), 1), cost, cost);

    /// <summary>Lines of one SKU by month, and a team's roll-up.</summary>
    private sealed class Lines(QuantityRow[] now) : ICostQueries, IQuantityQueries
    {
        public static Snapshot Now { get; } = new(new SnapshotId("0123456789ab"), [], "hash", null);

        public static Snapshot Earlier { get; } = Now with { Id = new SnapshotId("ba9876543210") };

        public QuantityRow[] Then { get; init; } = [];

        public QuantityRow[] Team { get; init; } = [];

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<CostRow>>([.. Answer(Team, query).Select(row => row.Cost)]);

        public Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<QuantityRow>>([.. Answer(snapshot == Earlier ? Then : now, query)]);

        private static IEnumerable<QuantityRow> Answer(QuantityRow[] rows, CostQuery query) => rows
            .Where(row => query.Days.Contains(BillingPeriod.Parse(row.Cost.Keys[0]!).FirstDay))
            .Select(row => row with { Cost = row.Cost with { Keys = [.. query.By.Select(dimension => Key(dimension.Name, row.Cost.Keys))] } });

        private static string? Key(string name, IReadOnlyList<string?> keys) => name switch
        {
            "month" => keys[0],
            "pool" => keys[1],
            "skuId" => "sku",
            "pricingUnit" or "consumedUnit" => "GB",
            "chargeCategory" => "Usage",
            "service" or "region" or "subAccountId" or "resource" => name,
            _ => null,
        };
    }
}
