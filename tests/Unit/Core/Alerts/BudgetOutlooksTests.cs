using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

public sealed class BudgetOutlooksTests
{
    private static readonly DateTimeOffset AsOf = new(2025, 5, 21, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Through = new(2025, 5, 20);

    // Two teams of different weeks; only one is the budget's.
    private static readonly CostRow[] Rows =
    [
        .. Enumerable.Range(0, 140).Select(i => Row("payments", i, i % 7 < 5 ? 10.01m + (i % 3) : 4.5m)),
        .. Enumerable.Range(0, 140).Select(i => Row("web", i, 70m + (i % 5))),
    ];

    [Fact]
    public async Task EvaluateAsync_RunningMonth_HasTheForecastThatForecastShowGives()
    {
        BudgetStatus status = await EvaluateAsync(new Answers(Rows), null);
        var question = new ForecastQuestion(new Dimension("service"), [], CostMetric.Effective, Currency.Usd, AsOf);
        ScopeForecast shown = (await new ForecastService(new Answers([.. Rows.Where(row => row.Keys[0] == "payments")]))
            .ForecastAsync(Snapshot(), question, TestContext.Current.CancellationToken)).Total;

        Assert.Equal(shown.Months[0].Forecast, status.Forecast!.AtEnd);
        Assert.Equal((shown.Months[0].Inner!.Low, shown.Months[0].Inner!.High), (status.Forecast.Lower, status.Forecast.Upper));
        Assert.Equal(shown.Past.Day20, status.Forecast.PastError);
        Assert.Equal(status.Forecast.AtEnd, status.AtEnd);
        Assert.Equal("forecast", status.AheadWord);
    }

    [Fact]
    public async Task EvaluateAsync_KeptForecast_IsEqualAndAsksNothing()
    {
        var cache = new MemoryCache();
        var answers = new Answers(Rows);
        BudgetOutlook? made = (await EvaluateAsync(answers, cache)).Forecast;
        int questions = answers.Questions;
        BudgetOutlook? kept = (await EvaluateAsync(answers, cache)).Forecast;

        Assert.NotNull(made);
        Assert.Equal(made, kept);
        // The second time only the budget's own actuals were asked.
        Assert.Equal((2, 1), (questions, answers.Questions - questions));
    }

    [Fact]
    public async Task EvaluateAsync_AmountBetweenForecastAndActual_IsAtRiskByTheForecast()
    {
        BudgetStatus status = await EvaluateAsync(new Answers([.. Enumerable.Range(0, 140).Select(i => Row("payments", i, 10m))]), null, 255m);

        // 20 days × 10.00, then 10.00 a day: 250.00 after the 25th, 260.00 after the 26th.
        Assert.Equal((200m, 310m), (status.Actual, status.Forecast!.AtEnd));
        Assert.Equal((new DateOnly(2025, 5, 26), 6, BudgetState.AtRisk), (status.ExhaustedOn, status.DaysToExhaustion, status.State));
        Assert.Equal("By the forecast the budget is used up on 2025-05-26.", status.Reason);
    }

    [Fact]
    public async Task EvaluateAsync_FourDaysOfData_HasNoForecast()
    {
        BudgetStatus status = await EvaluateAsync(new Answers([.. Rows.Where(row => string.CompareOrdinal(row.Keys[2], "2025-05-17") >= 0)]), null);

        Assert.Null(status.Forecast);
        Assert.Equal("at this pace", status.AheadWord);
    }

    private static async Task<BudgetStatus> EvaluateAsync(Answers answers, IOutlookCache? cache, decimal amount = 1000m)
    {
        CostGuardConfiguration configuration = SomeConfiguration(SomeBudgets.Of(("2025-05", amount)));
        return Assert.Single(await new BudgetService(answers, new BudgetOutlooks(new ForecastService(answers), cache))
            .EvaluateAsync(Snapshot(), configuration, DayRange.Of(BillingPeriod.Parse("2025-05")), AsOf, TestContext.Current.CancellationToken));
    }

    private static CostGuardConfiguration SomeConfiguration(BudgetConfig budget) => new()
    {
        Home = new HomeFolder("home"),
        Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
        MoneyHash = "hash",
        Budgets = [budget],
    };

    private static Snapshot Snapshot() =>
        new(new SnapshotId("0123456789ab"), [.. Enumerable.Range(0, 5).Select(i => SomeLoad(BillingPeriod.Of(Through).AddMonths(-i)))], "hash", Through);

    private static Load SomeLoad(BillingPeriod month) => new()
    {
        Id = new LoadId($"load-{month}"),
        Source = new SourceKey("aws"),
        Period = month,
        SealedAt = DateTimeOffset.UnixEpoch,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = month.LastDay < Through ? month.LastDay : Through,
        Folder = "folder",
    };

    // Day 0 is 1 January; day 139 is 20 May.
    private static CostRow Row(string team, int day, decimal cost)
    {
        string text = new DateOnly(2025, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new CostRow([team, text[..7], text, "Usage", null], Currency.Usd, new Costs(0m, cost, 0m, 0m), 1);
    }

    private sealed class Answers(IReadOnlyList<CostRow> rows) : ICostQueries
    {
        public int Questions { get; private set; }

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult(rows);
        }
    }

    private sealed class MemoryCache : IOutlookCache
    {
        private IReadOnlyDictionary<string, BudgetOutlook?> _kept = new Dictionary<string, BudgetOutlook?>();

        public Task<IReadOnlyDictionary<string, BudgetOutlook?>> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken) => Task.FromResult(_kept);

        public Task WriteAsync(Snapshot snapshot, IReadOnlyDictionary<string, BudgetOutlook?> outlooks, CancellationToken cancellationToken)
        {
            _kept = outlooks;
            return Task.CompletedTask;
        }
    }
}
