using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

/// <summary>Alerts, mails, forecasts, workbook and command line ask the same: it is judged once, until people decide or settings change.</summary>
public sealed class AnomalyCacheTests
{
    private static readonly DateOnly Through = new(2026, 11, 15);
    private static readonly DateTimeOffset AsOf = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);

    private readonly Memory _memory = new();
    private readonly Spend _spend = new();

    [Fact]
    public async Task FindAsync_Twice_JudgesOnce()
    {
        Anomaly first = Assert.Single(await FindAsync());
        Anomaly second = Assert.Single(await FindAsync());

        Assert.Equal((first.Id, 600m, 1), (second.Id, second.Impact, _spend.Questions));
    }

    [Fact]
    public async Task FindAsync_OtherDaysMetricOrThreshold_AreJudgedByThemselves()
    {
        await FindAsync();
        await FindAsync(days: 40);
        await FindAsync(threshold: 6);
        await FindAsync(threshold: 6);

        Assert.Equal(4, _spend.Questions);
    }

    [Fact]
    public async Task FindAsync_OtherSettings_IsJudgedAgain()
    {
        await FindAsync();
        CostGuardConfiguration strict = SomeConfiguration.Of();
        IReadOnlyList<Anomaly> found = await FindAsync(strict with { Company = strict.Company with { Anomalies = new AnomalySettings { AmountMin = 10_000 } } });

        Assert.Equal((0, 2), (found.Count, _spend.Questions));
    }

    // Decided at noon: from then on the answer is another; a month that was closed in the morning keeps what was known then.
    [Fact]
    public async Task FindAsync_Decision_IsJudgedAgainAndDoesNotReachIntoClosedMonths()
    {
        Anomaly found = Assert.Single(await FindAsync());
        Assert.Equal(AnomalyState.New, Assert.Single(await FindAsync(saidUntil: AsOf)).State);
        await Service.DecideAsync(found, AnomalyDecision.Investigating, null, null, "ana", AsOf.AddHours(6), TestContext.Current.CancellationToken);

        Assert.Equal(AnomalyState.Investigating, Assert.Single(await FindAsync()).State);
        Assert.Equal(AnomalyState.New, Assert.Single(await FindAsync(saidUntil: AsOf)).State);
        Assert.Equal(3, _spend.Questions);
    }

    private AnomalyService Service => new(_spend, _memory, _memory);

    private Task<IReadOnlyList<Anomaly>> FindAsync(CostGuardConfiguration? configuration = null, int days = 31, double? threshold = null, DateTimeOffset? saidUntil = null) => Service.FindAsync(
        new Snapshot(new SnapshotId("s"), [], "00", Through), configuration ?? SomeConfiguration.Of(), days, threshold, AsOf, TestContext.Current.CancellationToken, saidUntil);

    /// <summary>A hundred days: one service at 100 a day and three days at 300, beside one at 200.</summary>
    private sealed class Spend : ICostQueries
    {
        public int Questions { get; private set; }

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult<IReadOnlyList<CostRow>>([.. Enumerable.Range(0, 100).SelectMany(i => (CostRow[])[Row("S3", i, i < 3 ? 300m : 100m), Row("EC2", i, 200m)])]);
        }

        private static CostRow Row(string service, int back, decimal cost) => new(
            ["a", service, "A", "file", Through.AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "Usage", null], Currency.Usd, new Costs(cost, cost, cost, cost), 1);
    }

    private sealed class Memory : IAnomalyNotes, IJudgementCache
    {
        private readonly List<AnomalyNote> _notes = [];
        private readonly Dictionary<string, (string Key, object Answer)> _kept = [];

        public Task<IReadOnlyList<AnomalyNote>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AnomalyNote>>(_notes);

        public Task SaveAsync(AnomalyNote note, CancellationToken cancellationToken)
        {
            _notes.Add(note);
            return Task.CompletedTask;
        }

        public Task<T?> ReadAsync<T>(Snapshot snapshot, string name, string key, CancellationToken cancellationToken)
            where T : class => Task.FromResult(_kept.TryGetValue(name, out (string Key, object Answer) found) && found.Key == key ? (T)found.Answer : null);

        public Task WriteAsync<T>(Snapshot snapshot, string name, string key, T answer, CancellationToken cancellationToken)
            where T : class
        {
            _kept[name] = (key, answer);
            return Task.CompletedTask;
        }
    }
}
