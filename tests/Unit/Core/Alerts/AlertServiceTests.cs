using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

public sealed class AlertServiceTests
{
    // Monday, 30 November 2026, 06:00 UTC; the sources that still deliver end the day before.
    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 6, 0, 0, TimeSpan.Zero);
    private static readonly BillingPeriod September = BillingPeriod.Parse("2026-09"), November = BillingPeriod.Parse("2026-11");

    private readonly Store _store = new();

    // Source 'eu' ended with September. What is there alone is 1,450 of 1,000, but nobody can tell the whole.
    [Fact]
    public async Task Run_SourceTwoMonthsBehind_SaysOnceThatTheBudgetIsNotWatched()
    {
        Load[] loads = [Load("aws", September, 30), Load("aws", September.Next, 31), Load("aws", November, 29), Load("eu", September, 30)];

        AlertOutcome first = await RunAsync(loads, Currency.Usd, Monday), second = await RunAsync(loads, Currency.Usd, Monday.AddHours(2));

        Assert.Equal((1, 1, 1), (first.Notices, first.Mailed, first.Unwatched));
        Assert.Equal((0, 0, 1), (second.Notices, second.Mailed, second.Unwatched));
        AlertItem item = Assert.Single(Assert.Single(_store.Letters).Items);
        Assert.Equal(AlertNoticeKind.StaleData, item.Notice.Kind);
        BudgetStatus status = Assert.Single(item.Unwatched);
        Assert.Equal(("payments-monthly", "Source eu has no data after 2026-09-30."), (status.Budget.Name, status.Reason));
        Assert.Equal(["fin@acme.test"], _store.Letters.Select(letter => letter.Reader));
    }

    [Fact]
    public async Task Run_CostWithoutARate_SaysThatTheBudgetIsNotWatched()
    {
        AlertOutcome told = await RunAsync([Load("aws", November, 29)], Currency.Eur, Monday);

        Assert.Equal((1, 1), (told.Notices, told.Unwatched));
        Assert.Equal("Cannot compare: EUR without rate.", Assert.Single(Assert.Single(Assert.Single(_store.Letters).Items).Unwatched).Reason);
    }

    // On the first of a month no day of it is complete: that is no fault, and the budget of November is over.
    [Fact]
    public async Task Run_FirstDayOfTheMonth_IsWaitedFor()
    {
        AlertOutcome told = await RunAsync([Load("aws", November, 30)], Currency.Usd, new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), amountOf: "2026-12");

        Assert.Equal((0, 0, 0), (told.Notices, told.Mailed, told.Unwatched));
    }

    [Fact]
    public async Task Run_BudgetWithoutAmount_IsNotMissed()
    {
        AlertOutcome told = await RunAsync([Load("aws", November, 29)], Currency.Eur, Monday, amountOf: "2026-10");

        Assert.Equal((0, 0), (told.Notices, told.Unwatched));
    }

    // 29 days of 35 are 1,015 and of 33 are 957 of 1,000. What nobody heard of at night is told when it is so again by day, though not 24 hours have passed.
    [Fact]
    public async Task Run_CrossingThatNobodyWasToldOf_IsToldTheNextTime()
    {
        Load[] loads = [Load("aws", November, 29)];
        var waits = new List<int>();
        foreach ((int hour, decimal daily) in new[] { (4, 35m), (5, 33m), (8, 35m), (9, 35m) })
            waits.Add((await RunAsync(loads, Currency.Usd, Monday.AddHours(hour - 6), daily: daily, quiet: true)).Waiting);

        Assert.Equal([1, 0, 0, 0], waits);
        Assert.Equal(["actual 1"], Assert.Single(Assert.Single(_store.Letters).Items).Notice.Thresholds);
    }

    private Task<AlertOutcome> RunAsync(Load[] loads, Currency currency, DateTimeOffset asOf, string amountOf = "2026-11", decimal daily = 50m, bool quiet = false)
    {
        BudgetConfig budget = SomeBudgets.Of((amountOf, 1_000m));
        CostGuardConfiguration configuration = SomeConfiguration.Of(new Connection { Name = "aws", Provider = "folder" }, new Connection { Name = "eu", Provider = "folder" }) with
        {
            Teams = [new TeamConfig { Id = new TeamId("payments"), Title = "Payments", Owner = "lead@acme.test", EffectiveFrom = BillingPeriod.Month(2026, 1) }],
            Budgets = [quiet ? budget with { Thresholds = [new BudgetThreshold(1m, Severity: "critical")] } : budget],
            Alerts = new AlertRouting { Quiet = quiet ? new QuietHours(new TimeOnly(20, 0), new TimeOnly(7, 0), false) : null },
            FinanceTo = ["fin@acme.test"],
        };
        var snapshot = new Snapshot(new SnapshotId("1f2e3d4c5b6a"), loads, "00", loads.Where(load => load.Period == November).Max(load => load.DataThrough));
        return new AlertService(new BudgetService(new Costs29(currency, daily)), _store, _store).RunAsync(snapshot, configuration, asOf, TestContext.Current.CancellationToken);
    }

    private static Load Load(string source, BillingPeriod month, int day) => new()
    {
        Id = new LoadId($"{source}-{month}"),
        Source = new SourceKey(source),
        Period = month,
        SealedAt = Monday,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = month.FirstDay.AddDays(day - 1),
        Folder = "none",
    };

    /// <summary>The same on each of 1 to 29 November: 50 a day are 1,450.</summary>
    private sealed class Costs29(Currency currency, decimal daily) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CostRow>>(
            [.. Enumerable.Range(1, 29).Select(day => new CostRow(["payments", "2026-11", $"2026-11-{day:00}", "Usage"], currency, new Costs(daily, daily, daily, daily), 1))]);
    }

    private sealed class Store : IAlertStore, IAlertWriter
    {
        private readonly Dictionary<(string, DateOnly, string), ThresholdAlert> _alerts = [];
        private readonly List<AlertNotice> _waiting = [];

        public List<AlertLetter> Letters { get; } = [];

        public Task<AlertBook> ReadAsync(DateOnly since, CancellationToken cancellationToken) =>
            Task.FromResult(new AlertBook([.. _alerts.Values], [.. _waiting], new Dictionary<string, DateTimeOffset>()));

        public Task<bool> SaveAsync(IReadOnlyList<ThresholdAlert> alerts, IReadOnlyList<AlertNotice> notices, CancellationToken cancellationToken)
        {
            foreach (ThresholdAlert alert in alerts) _alerts[(alert.Budget, alert.Period, alert.Threshold)] = alert with { Revision = alert.Revision + 1 };
            _waiting.AddRange(notices);
            return Task.FromResult(true);
        }

        public Task<bool> SettleAsync(IReadOnlyList<AlertNotice> notices, OutboxMessage? mail, string outcome, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _waiting.RemoveAll(notices.Contains);
            return Task.FromResult(true);
        }

        public Task<OutboxMessage> MailAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken)
        {
            Letters.Add(letter);
            return Task.FromResult(new OutboxMessage { Key = letter.Reader, MessageId = "none", Kind = "budget-alert", Subject = "none", To = [letter.Reader], Mime = [], Snapshot = context.Snapshot.Id, QueuedAt = context.AsOf });
        }
    }
}
