using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetServiceTests
{
    private static readonly DayRange October = DayRange.Of(BillingPeriod.Parse("2024-10"));

    [Fact]
    public async Task EvaluateAsync_ChargeDayBeforeItsBillingMonth_CountsOnTheFirstDay()
    {
        BudgetStatus status = await EvaluateAsync([Row("payments", "2024-10", "2024-09-30", "Usage", 7m)], SomeBudgets.Of(("2024-10", 100m)));

        Assert.Equal(7m, status.Actual);
    }

    [Fact]
    public async Task EvaluateAsync_CreditsAndTax_CountOnlyWhenAsked()
    {
        CostRow[] rows =
        [
            Row("payments", "2024-10", "2024-10-01", "Usage", 50m),
            Row("payments", "2024-10", "2024-10-01", "Credit", -20m),
            Row("payments", "2024-10", "2024-10-01", "Tax", 9m),
        ];

        Assert.Equal(50m, (await EvaluateAsync(rows, SomeBudgets.Of(("2024-10", 100m)))).Actual);
        Assert.Equal(39m, (await EvaluateAsync(rows, SomeBudgets.Of(("2024-10", 100m)) with { GrossOfCredits = false, WithoutTax = false })).Actual);
    }

    [Fact]
    public async Task EvaluateAsync_BudgetForAll_HasUnallocatedAndCentralCostToo()
    {
        CostRow[] rows =
        [
            Row("payments", "2024-10", "2024-10-01", "Usage", 50m),
            Row("unallocated", "2024-10", "2024-10-02", "Usage", 3m),
            Row("central", "2024-10", "2024-10-02", "Purchase", 4m),
        ];

        Assert.Equal(57m, (await EvaluateAsync(rows, SomeBudgets.Of(("2024-10", 100m)) with { Team = new TeamId("all") })).Actual);
    }

    [Fact]
    public async Task EvaluateAsync_TeamWithTeamsBelow_CountsThemToo()
    {
        CostRow[] rows = [Row("payments", "2024-10", "2024-10-01", "Usage", 50m), Row("checkout", "2024-10", "2024-10-01", "Usage", 5m)];

        Assert.Equal(55m, (await EvaluateAsync(rows, SomeBudgets.Of(("2024-10", 100m)))).Actual);
    }

    [Fact]
    public async Task EvaluateAsync_BudgetOfOneTeam_AsksForItAndTheTeamsBelowOnly()
    {
        var queries = new FixedAnswer([]);
        await EvaluateAsync(queries, SomeBudgets.Of(("2024-10", 100m)));

        CostFilter filter = Assert.Single(queries.Asked!.Filters);
        Assert.Equal("team", filter.Dimension.Name);
        Assert.Equal(["checkout", "payments"], filter.Values);
    }

    [Fact]
    public async Task EvaluateAsync_OtherCurrency_IsNamed()
    {
        CostRow[] rows =
        [
            Row("payments", "2024-10", "2024-10-01", "Usage", 600m),
            Row("payments", "2024-10", "2024-10-01", "Usage", 3000m) with { Currency = Currency.Parse("CNY") },
        ];
        BudgetStatus status = await EvaluateAsync(rows, SomeBudgets.Of(("2024-10", 1000m)));

        Assert.Equal((600m, BudgetState.Unknown, "Cannot compare: CNY without rate."), (status.Actual!.Value, status.State, status.Reason));
    }

    [Fact]
    public async Task EvaluateAsync_OtherCurrencyWithRates_IsConvertedAndNamesWhatTheRatesCost()
    {
        CostRow[] rows =
        [
            Row("payments", "2024-10", "2024-10-02", "Usage", 600m),
            Row("payments", "2024-10", "2024-10-03", "Usage", 100m) with { Currency = Currency.Eur },
        ];
        BillingPeriod month = BillingPeriod.Parse("2024-10");
        var rates = new RateBook(
        [
            new ExchangeRate(RateKind.Actual, month, Currency.Eur, Currency.Usd, 1.09m, "treasury"),
            new ExchangeRate(RateKind.Budget, month, Currency.Eur, Currency.Usd, 1.05m, "plan"),
        ]);

        BudgetStatus status = await EvaluateAsync(new FixedAnswer(rows), SomeBudgets.Of(("2024-10", 2000m)), rates: rates);

        // 600 + 100 × 1.09; of it 100 × (1.09 − 1.05) is due to the rates.
        Assert.Equal((709m, 4m, BudgetState.Ok), (status.Actual, status.FxVariance, status.State));
    }

    [Fact]
    public async Task EvaluateAsync_BudgetWithRollover_AddsWhatTheMonthsBeforeLeft()
    {
        BudgetConfig budget = SomeBudgets.Of(("2024-09", 100m), ("2024-10", 100m)) with { Rollover = new BudgetRollover(0.25m) };
        Load[] loads = [Load("aws", "2024-09", "2024-09-30"), Load("aws", "2024-10", "2024-10-20")];

        BudgetStatus status = await EvaluateAsync([Row("payments", "2024-09", "2024-09-05", "Usage", 90m)], budget, loads);

        Assert.Equal((110m, 10m, 100m), (status.Amount, status.Carry, status.Original));
    }

    [Fact]
    public async Task EvaluateAsync_RolloverWithoutDataOfTheMonthBefore_CannotTell()
    {
        BudgetConfig budget = SomeBudgets.Of(("2024-09", 100m), ("2024-10", 100m)) with { Rollover = new BudgetRollover(0.25m) };

        BudgetStatus status = await EvaluateAsync([Row("payments", "2024-10", "2024-10-05", "Usage", 9m)], budget);

        Assert.Equal((BudgetState.Unknown, "The carry cannot be told: there are no data for 2024-09."), (status.State, status.Reason));
    }

    [Fact]
    public async Task EvaluateAsync_CarryFromAMonthWithCostWithoutRate_CannotTell()
    {
        BudgetConfig budget = SomeBudgets.Of(("2024-09", 100m), ("2024-10", 100m)) with { Rollover = new BudgetRollover(1m) };
        Load[] loads = [Load("aws", "2024-09", "2024-09-30"), Load("aws", "2024-10", "2024-10-20")];
        CostRow euro = Row("payments", "2024-09", "2024-09-05", "Usage", 90m) with { Currency = Currency.Eur };

        BudgetStatus status = await EvaluateAsync([euro], budget, loads);

        Assert.Equal((BudgetState.Unknown, "Cannot compare: EUR without rate."), (status.State, status.Reason));
    }

    [Fact]
    public async Task EvaluateAsync_CarryFromAMonthThatASourceLacks_CannotTell()
    {
        BudgetConfig budget = SomeBudgets.Of(("2024-08", 100m), ("2024-09", 100m), ("2024-10", 100m)) with { Rollover = new BudgetRollover(1m) };
        Load[] loads =
        [
            Load("aws", "2024-08", "2024-08-31"), Load("aws", "2024-09", "2024-09-30"), Load("aws", "2024-10", "2024-10-20"),
            Load("azure", "2024-08", "2024-08-31"), Load("azure", "2024-10", "2024-10-20"),
        ];

        BudgetStatus status = await EvaluateAsync([], budget, loads);

        Assert.Equal((BudgetState.Unknown, "The carry cannot be told: Source azure has no data for 2024-09."), (status.State, status.Reason));
    }

    [Fact]
    public async Task EvaluateAsync_SourceWithoutTheMonth_IsUnknown()
    {
        Load[] loads = [Load("aws", "2024-09", "2024-09-30"), Load("aws", "2024-10", "2024-10-20"), Load("azure", "2024-09", "2024-09-30")];
        BudgetStatus status = await EvaluateAsync([Row("payments", "2024-10", "2024-10-01", "Usage", 1m)], SomeBudgets.Of(("2024-10", 100m)), loads);

        Assert.Equal((BudgetState.Unknown, "Source azure has no data after 2024-09-30."), (status.State, status.Reason));
    }

    [Fact]
    public async Task EvaluateAsync_NothingLoaded_IsUnknown()
    {
        BudgetStatus status = await EvaluateAsync([], SomeBudgets.Of(("2024-10", 100m)), []);

        Assert.Equal((null, BudgetState.Unknown, "No data."), (status.Actual, status.State, status.Reason));
    }

    private static Task<BudgetStatus> EvaluateAsync(CostRow[] rows, BudgetConfig budget, Load[]? loads = null) =>
        EvaluateAsync(new FixedAnswer(rows), budget, loads);

    private static async Task<BudgetStatus> EvaluateAsync(FixedAnswer queries, BudgetConfig budget, Load[]? loads = null, RateBook? rates = null)
    {
        loads ??= [Load("aws", "2024-10", "2024-10-20")];
        var snapshot = new Snapshot(new SnapshotId("0123456789ab"), loads, "hash", loads.Length == 0 ? null : new DateOnly(2024, 10, 20));
        var configuration = new CostGuardConfiguration
        {
            Home = new HomeFolder("home"),
            Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
            MoneyHash = "hash",
            Budgets = [budget],
            Rates = rates ?? RateBook.Empty,
            Teams = [Team("payments", null), Team("checkout", "payments")],
        };
        IReadOnlyList<BudgetStatus> statuses = await new BudgetService(queries).EvaluateAsync(
            snapshot, configuration, October, new DateTimeOffset(2024, 10, 21, 6, 0, 0, TimeSpan.Zero), TestContext.Current.CancellationToken);
        return Assert.Single(statuses);
    }

    private static TeamConfig Team(string id, string? parent) => new()
    {
        Id = new TeamId(id),
        Title = id,
        Owner = "owner@example.com",
        EffectiveFrom = BillingPeriod.Parse("2020-01"),
        Parent = parent is null ? null : new TeamId(parent),
    };

    private static CostRow Row(string team, string month, string day, string category, decimal cost) =>
        new([team, month, day, category], Currency.Usd, new Costs(0m, cost, 0m, 0m), 1);

    private static Load Load(string source, string period, string through) => new()
    {
        Id = new LoadId($"{source}-{period}"),
        Source = new SourceKey(source),
        Period = BillingPeriod.Parse(period),
        SealedAt = new DateTimeOffset(2024, 10, 21, 0, 0, 0, TimeSpan.Zero),
        IsCurrent = true,
        FocusVersion = "1.0",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = DateOnly.ParseExact(through, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Folder = "",
    };

    private sealed class FixedAnswer(IReadOnlyList<CostRow> rows) : ICostQueries
    {
        public CostQuery? Asked { get; private set; }

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Asked = query;
            return Task.FromResult(rows);
        }
    }
}
