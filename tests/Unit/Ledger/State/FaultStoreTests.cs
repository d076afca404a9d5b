using CostGuard.Core.Faults;
using CostGuard.Ledger.State;
using CostGuard.Unit.Publish;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class FaultStoreTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    private readonly LedgerHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Fault Broken => new()
    {
        Subject = "connection:acme-aws",
        State = FaultState.Failing,
        Entry = 2,
        Since = At,
        LastGood = At.AddDays(-1),
        Attempts = 3,
        Code = "CG1102",
        Message = "denied",
        ToldAt = At,
        Log = ["first", "second"],
        Note = "li: seen",
    };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Save_AndList_KeepsEveryField()
    {
        var store = new FaultStore(_home.State);
        Assert.True(await store.SaveAsync(Broken, [], Stop));
        Fault read = Assert.Single(await store.ListAsync(Stop));
        Assert.Equal(Broken.Log, read.Log);
        Assert.Equal(Broken with { Revision = 1, Log = read.Log }, read);
    }

    [Fact]
    public async Task Save_OlderRevision_WritesNeitherFaultNorMail()
    {
        var store = new FaultStore(_home.State);
        await store.SaveAsync(Broken, [], Stop);
        Assert.False(await store.SaveAsync(Broken with { State = FaultState.Fine }, [SomeMail.Message("failure-notice/late")], Stop));
        Assert.Equal(FaultState.Failing, Assert.Single(await store.ListAsync(Stop)).State);
        Assert.Empty(await new Outbox(_home.State).ListAsync(10, Stop));
    }

    // A process that dies at a step leaves both the fault and its mail, or neither; the same sighting then does what is missing.
    [Theory]
    [InlineData("write", 0)]
    [InlineData("commit", 0)]
    [InlineData("done", 1)]
    public async Task Save_DiesAtAStep_LeavesBothOrNeither(string step, int left)
    {
        var dying = new FaultStore(_home.State, at =>
        {
            if (at == step) throw new OperationCanceledException($"dies at {at}");
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => dying.SaveAsync(Broken, [SomeMail.Message("failure-notice/1")], Stop));
        Assert.Equal(left, (await new FaultStore(_home.State).ListAsync(Stop)).Count);
        Assert.Equal(left, (await new Outbox(_home.State).ListAsync(10, Stop)).Count);
    }
}
