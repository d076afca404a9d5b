using CostGuard.Cli.Composition;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class HomeWatchTests : IDisposable
{
    private readonly HomeFixture _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Stamp_FileOfTheConfiguration_ChangesWithItAndNothingElse()
    {
        var watch = new HomeWatch(_home.Home);
        string first = watch.Stamp();
        _home.With("data/out/reports/some.csv", "1");
        Assert.Equal(first, watch.Stamp());

        _home.WithTeam("web");
        Assert.NotEqual(first, watch.Stamp());
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
}
