using CostGuard.Cli.Composition;
using CostGuard.Core.Close;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class HomeWatchTests : IDisposable
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    private readonly HomeFixture _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Stamp_FilesAndClosings_ChangesWithThemAndNothingElse()
    {
        var watch = new HomeWatch(_home.Home);
        string first = watch.Stamp();
        _home.With("data/out/reports/some.csv", "1");
        Assert.Equal(first, watch.Stamp());

        _home.WithTeam("web");
        string second = watch.Stamp();
        Assert.NotEqual(first, second);

        // Another process closes October, and opens it again.
        using var state = new StateDbFactory(_home.Home);
        await SaveAsync(state, ClosingState.Closed, 0);
        string closed = watch.Stamp();
        Assert.NotEqual(second, closed);
        await SaveAsync(state, ClosingState.Reopened, 1);
        Assert.Equal(second, watch.Stamp());
    }

    [Fact]
    public async Task Changed_UnreadableFirst_WaitsForTheChangeThatCanBeRead()
    {
        var watch = new HomeWatch(_home.Home, TimeSpan.FromMilliseconds(5));
        int asked = 0;
        Task<bool> change = watch.ChangedAsync(
            watch.Stamp(),
            () =>
            {
                if (++asked > 1) return true;
                _home.WithTeam("mobile");
                return false;
            },
            Stop);
        _home.WithTeam("web");

        Assert.True(await change);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Changed_Stopped_IsNoChange()
    {
        using var stop = new CancellationTokenSource();
        var watch = new HomeWatch(_home.Home, TimeSpan.FromMilliseconds(5));
        Task<bool> change = watch.ChangedAsync(watch.Stamp(), () => true, stop.Token);
        await stop.CancelAsync();

        Assert.False(await change);
    }

    private static Task<bool> SaveAsync(StateDbFactory state, ClosingState to, int revision) => new CloseStore(state).SaveAsync(
        new Closing { Period = October, State = to, Version = 1, ChangedAt = new DateTimeOffset(2026, 11, 5, 8, 0, 0, TimeSpan.Zero), Revision = revision },
        new AuditEntry(default, "fin@acme.test", "period close", "2026-10", null, null),
        Stop);
}
