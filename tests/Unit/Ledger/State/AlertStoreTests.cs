using CostGuard.Core.Alerts;
using CostGuard.Core.Ports;
using CostGuard.Ledger.State;
using CostGuard.Unit.Publish;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class AlertStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 15, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly November = new(2026, 11, 1);
    private readonly LedgerHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_AndRead_KeepsEveryField()
    {
        var store = new AlertStore(_home.State);
        ThresholdAlert alert = Triggered with { FirstAbove = new(2026, 11, 12), SnoozedUntil = At.AddDays(3), Escalated = true, Basis = "48000 actual 0.8", Note = "li: seen" };

        Assert.True(await store.SaveAsync([alert], [Notice("lead@acme.test")], Stop));
        AlertBook book = await store.ReadAsync(November, Stop);

        Assert.Equal([alert with { Revision = 1 }], book.Alerts);
        AlertNotice waiting = Assert.Single(book.Waiting);
        Assert.Equal(("lead@acme.test", At), (waiting.Reader, waiting.At));
        Assert.Equal(["actual 0.5", "actual 0.8"], waiting.Thresholds);
        Assert.Empty(book.LastMails);
    }

    [Fact]
    public async Task Save_OfAnOlderRevision_WritesNothingAtAll()
    {
        var store = new AlertStore(_home.State);
        await store.SaveAsync([Triggered], [], Stop);
        ThresholdAlert seen = AlertMachine.Acknowledge(Triggered with { Revision = 1 }, "li", At);
        Assert.True(await store.SaveAsync([seen], [], Stop));

        // Another process read before the acknowledgement.
        bool late = await store.SaveAsync([Triggered with { Revision = 1, Escalated = true }, Other], [Notice("boss@acme.test")], Stop);

        AlertBook book = await store.ReadAsync(November, Stop);
        Assert.False(late);
        Assert.Equal([AlertState.Acknowledged], book.Alerts.Select(alert => alert.State));
        Assert.Empty(book.Waiting);
    }

    [Fact]
    public async Task Save_OfTheSameNotice_KeepsOne()
    {
        var store = new AlertStore(_home.State);
        await store.SaveAsync([], [Notice("lead@acme.test"), Notice("deputy@acme.test")], Stop);
        await store.SaveAsync([], [Notice("lead@acme.test")], Stop);

        Assert.Equal(2, (await store.ReadAsync(November, Stop)).Waiting.Count);
    }

    [Fact]
    public async Task Settle_Twice_QueuesOneMail()
    {
        var store = new AlertStore(_home.State);
        AlertNotice notice = Notice("lead@acme.test");
        await store.SaveAsync([], [notice], Stop);

        Assert.True(await store.SettleAsync([notice], SomeMail.Message("one"), "mailed", At, Stop));
        Assert.False(await store.SettleAsync([notice], SomeMail.Message("two"), "mailed", At, Stop));

        Assert.Empty((await store.ReadAsync(November, Stop)).Waiting);
        await store.SaveAsync([], [Notice("deputy@acme.test")], Stop);
        AlertBook book = await store.ReadAsync(November, Stop);
        Assert.Equal(At, book.LastMails["LEAD@acme.test"]);
        Assert.Equal([(notice.Key, "lead@acme.test")], book.Told);
        Assert.Equal(["one"], (await new Outbox(_home.State).ListAsync(9, Stop)).Select(message => message.Key));
    }

    [Theory]
    [InlineData("save: write")]
    [InlineData("save: commit")]
    public async Task Save_AbortedBefore_TheCommit_LeavesNothing(string abort)
    {
        var dying = new AlertStore(_home.State, step => { if (step == abort) throw new IOException(step); });

        await Assert.ThrowsAsync<IOException>(() => dying.SaveAsync([Triggered], [Notice("lead@acme.test")], Stop));

        AlertBook book = await new AlertStore(_home.State).ReadAsync(November, Stop);
        Assert.Empty(book.Alerts);
        Assert.Empty(book.Waiting);
    }

    [Theory]
    [InlineData("settle: write", false)]
    [InlineData("settle: commit", false)]
    [InlineData("settle: done", true)]
    public async Task Settle_Aborted_IsDoneOrNotButNeverHalf(string abort, bool done)
    {
        AlertNotice notice = Notice("lead@acme.test");
        await new AlertStore(_home.State).SaveAsync([], [notice], Stop);
        var dying = new AlertStore(_home.State, step => { if (step == abort) throw new IOException(step); });

        await Assert.ThrowsAsync<IOException>(() => dying.SettleAsync([notice], SomeMail.Message("k"), "mailed", At, Stop));

        Assert.Equal(done ? 0 : 1, (await new AlertStore(_home.State).ReadAsync(November, Stop)).Waiting.Count);
        Assert.Equal(done, await new Outbox(_home.State).FindAsync("k", Stop) is not null);
    }

    public void Dispose() => _home.Dispose();

    private static ThresholdAlert Triggered => new()
    {
        Budget = "payments-monthly",
        Period = November,
        Threshold = "actual 0.8",
        State = AlertState.Triggered,
        Entry = 1,
        EnteredAt = At,
        NotifiedAt = At,
    };

    private static ThresholdAlert Other => Triggered with { Threshold = "actual 1" };

    private static AlertNotice Notice(string reader) => new()
    {
        Key = Triggered.Key(AlertNoticeKind.Crossed),
        Reader = reader,
        Budget = "payments-monthly",
        Period = November,
        Kind = AlertNoticeKind.Crossed,
        Thresholds = ["actual 0.5", "actual 0.8"],
        At = At,
    };
}
