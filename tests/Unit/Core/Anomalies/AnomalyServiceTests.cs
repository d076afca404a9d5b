using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

public sealed class AnomalyServiceTests
{
    private static readonly DateOnly Through = new(2026, 11, 15);
    private static readonly DateTimeOffset AsOf = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);

    // Traps F08: A 100 → 180, B 100 → 20, total 200 on both days. The sum hides both; they are named as one move.
    [Fact]
    public async Task FindAsync_RiseAndFallOfOneSize_IsOneMove()
    {
        Anomaly move = Assert.Single(await FindAsync([.. Series("a", "S3", "A", 100m, 180m, 5), .. Series("a", "S3", "B", 100m, 20m, 5)]));

        Assert.Equal(("A", "B"), (move.Scope.Account, move.MovedFrom!.Scope.Account));
        Assert.Equal((400m, -400m, 0m), (move.Impact, move.MovedFrom.Impact, move.NetImpact));
        Assert.False(move.IsOpen);
    }

    [Fact]
    public async Task FindAsync_RiseAndFallOfOtherSizes_AreTwo() =>
        Assert.Equal(2, (await FindAsync([.. Series("a", "S3", "A", 100m, 180m, 5), .. Series("a", "S3", "B", 100m, 60m, 5)])).Count(anomaly => !anomaly.Scope.IsTeam));

    [Fact]
    public async Task FindAsync_NothingInCommon_IsNoMove() =>
        Assert.DoesNotContain(await FindAsync([.. Series("a", "S3", "A", 100m, 180m, 5), .. Series("b", "EC2", "B", 100m, 20m, 5)]), anomaly => anomaly.MovedFrom is not null);

    // Domain E.3: the service explains all of the team's rise, so that the team isn't named beside it.
    [Fact]
    public async Task FindAsync_OnePartExplainsTheTeam_IsOneAnomaly()
    {
        Anomaly found = Assert.Single(await FindAsync([.. Series("a", "S3", "A", 100m, 300m, 3), .. Series("a", "EC2", "A", 200m, 200m, 3)]));

        Assert.Equal(("S3", 600m, 300m, AnomalySeverity.Medium), (found.Scope.Service, found.Impact, found.Expected, found.Severity));
        Assert.Equal(AnomalyState.New, found.State);
    }

    // Thirty services rise by 9 %, each below its floor: only the team shows it.
    [Fact]
    public async Task FindAsync_ManySmallRises_AreTheTeams()
    {
        Anomaly found = Assert.Single(await FindAsync([.. Enumerable.Range(0, 30).SelectMany(i => Series("a", $"service {i}", "A", 40m, 49m, 3))]));

        Assert.True(found.Scope.IsTeam);
        Assert.Equal(30 * 9m * 3, found.Impact);
    }

    // Traps F06: the last two days of a bill still grow. A fall there is no news; the third day is.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public async Task FindAsync_FallOnTheNewestDays_WaitsForTheData(int days, int found) =>
        Assert.Equal(found, (await FindAsync(Series("a", "S3", "A", 100m, 40m, days))).Count);

    [Fact]
    public async Task FindAsync_PurchasesCreditsAndCorrections_AreLeftOut()
    {
        CostRow[] rows = [.. Series("a", "S3", "A", 100m, 100m, 1), Row("a", "S3", "A", Through, 5000m, "Purchase"), Row("a", "S3", "A", Through, 900m, "Usage", "Correction")];

        Assert.Empty(await FindAsync(rows));
    }

    [Fact]
    public async Task FindAsync_ServiceWithoutHistory_IsNewSpend()
    {
        CostRow[] rows = [.. Series("a", "EC2", "A", 200m, 200m, 1), Row("a", "SageMaker", "A", Through.AddDays(-1), 60m), Row("a", "SageMaker", "A", Through, 70m)];

        Anomaly found = (await FindAsync(rows)).Single(anomaly => !anomaly.Scope.IsTeam);

        Assert.True(found.IsNewSpend);
        Assert.Equal(("SageMaker", 130m, 0m, null), (found.Scope.Service, found.Impact, found.Expected, found.Share));
    }

    [Fact]
    public async Task FindAsync_NewSpendBelow25_IsNotNamed() =>
        Assert.Empty(await FindAsync([.. Series("a", "EC2", "A", 2000m, 2000m, 1), Row("a", "SQS", "A", Through, 24.99m)]));

    // A support fee on day 1, nothing else: new in its first two months, then expected; half as much again is news.
    [Theory]
    [InlineData(100, 0)]
    [InlineData(160, 1)]
    public async Task FindAsync_MonthlyFeeAlone_IsNoNews(int newest, int found)
    {
        CostRow[] fees = [.. Enumerable.Range(8, 4).Select(month => Row("a", "Support", "A", new DateOnly(2026, month, 1), month == 11 ? newest : 100m))];

        IReadOnlyList<Anomaly> all = await FindAsync([.. Series("a", "EC2", "A", 2000m, 2000m, 1), .. fees]);

        Assert.Equal(found, all.Count);
        Assert.All(all, anomaly => Assert.Equal((newest, 100m), (anomaly.Actual, anomaly.Expected)));
    }

    [Fact]
    public async Task FindAsync_Currencies_AreNeverAdded()
    {
        CostRow[] euro = [.. Series("a", "S3", "A", 100m, 20m, 5).Select(row => row with { Currency = Currency.Eur })];

        IReadOnlyList<Anomaly> found = await FindAsync([.. Series("a", "S3", "A", 100m, 180m, 5), .. euro]);

        Assert.Equal([Currency.Eur, Currency.Usd], found.Where(anomaly => !anomaly.Scope.IsTeam).Select(anomaly => anomaly.Scope.Currency).Order());
        Assert.DoesNotContain(found, anomaly => anomaly.MovedFrom is not null);
    }

    [Fact]
    public async Task DecideAsync_RunAgain_KeepsTheStateAndTheId()
    {
        var notes = new MemoryNotes();
        CostRow[] rows = [.. Series("a", "S3", "A", 100m, 300m, 3), .. Series("a", "EC2", "A", 200m, 200m, 3)];
        Anomaly before = Assert.Single(await FindAsync(rows, notes));
        await Service(rows, notes).DecideAsync(before, AnomalyDecision.Investigating, "new index", null, "ana", AsOf, TestContext.Current.CancellationToken);

        Anomaly after = Assert.Single(await FindAsync(rows, notes));

        Assert.Equal((before.Id, AnomalyState.Investigating, "new index", "ana"), (after.Id, after.State, after.Note!.Text, after.Note.Who));
    }

    // Expected until the 14th: on the 15th the cost goes on, and the anomaly is open again.
    [Theory]
    [InlineData(14, AnomalyState.New)]
    [InlineData(15, AnomalyState.Expected)]
    public async Task DecideAsync_ExpectedUntil_IsOverAfterThatDay(int until, AnomalyState state)
    {
        var notes = new MemoryNotes();
        CostRow[] rows = Series("a", "S3", "A", 100m, 300m, 3);
        Anomaly before = (await FindAsync(rows, notes))[0];
        await Service(rows, notes).DecideAsync(before, AnomalyDecision.Expected, null, new DateOnly(2026, 11, until), "ana", AsOf, TestContext.Current.CancellationToken);

        Assert.Equal(state, (await FindAsync(rows, notes))[0].State);
    }

    [Fact]
    public async Task DecideAsync_UntilBeforeTheStart_IsRefused()
    {
        CostRow[] rows = Series("a", "S3", "A", 100m, 300m, 3);
        Anomaly found = (await FindAsync(rows))[0];

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() =>
            Service(rows, new MemoryNotes()).DecideAsync(found, AnomalyDecision.Expected, null, new DateOnly(2026, 11, 1), "ana", AsOf, TestContext.Current.CancellationToken));

        Assert.Equal((AnomalyErrors.UntilBeforeStart.Code, 2), (refused.Problem.Code, refused.ExitCode));
    }

    [Fact]
    public void Rank_ThirdsOfACent_AddUpToTheWhole()
    {
        CostPart[] parts = [.. Enumerable.Range(0, 40).Select(i => new CostPart([$"r{i:00}"], 1m / 3m, (i * 1.000000000000000001m) - 3m))];

        IReadOnlyList<RootCause> causes = RootCauses.Rank(parts, 123.456789012345678901m, 5);

        Assert.Equal(6, causes.Count);
        Assert.Equal(123.456789012345678901m, causes.Sum(cause => cause.Impact));
    }

    private static Task<IReadOnlyList<Anomaly>> FindAsync(CostRow[] rows, IAnomalyNotes? notes = null) => Service(rows, notes ?? new MemoryNotes()).FindAsync(
        new Snapshot(new SnapshotId("s"), [], "00", Through), SomeConfiguration.Of(), 31, null, AsOf, TestContext.Current.CancellationToken);

    private static AnomalyService Service(CostRow[] rows, IAnomalyNotes notes) => new(new FixedAnswer(rows), notes);

    /// <summary>A hundred days at one cost, the last ones at another.</summary>
    private static CostRow[] Series(string team, string service, string account, decimal before, decimal now, int days) =>
        [.. Enumerable.Range(0, 100).Select(i => Row(team, service, account, Through.AddDays(-i), i < days ? now : before))];

    private static CostRow Row(string team, string service, string account, DateOnly day, decimal cost, string category = "Usage", string? chargeClass = null) => new(
        [team, service, account, "file", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), category, chargeClass], Currency.Usd, new Costs(cost, cost, cost, cost), 1);

    private sealed class FixedAnswer(IReadOnlyList<CostRow> rows) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult(rows);
    }

    private sealed class MemoryNotes : IAnomalyNotes
    {
        private readonly List<AnomalyNote> _notes = [];

        public Task<IReadOnlyList<AnomalyNote>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AnomalyNote>>(_notes);

        public Task SaveAsync(AnomalyNote note, CancellationToken cancellationToken)
        {
            _notes.RemoveAll(each => each.Scope == note.Scope && each.Start == note.Start);
            _notes.Add(note);
            return Task.CompletedTask;
        }
    }
}
