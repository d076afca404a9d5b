using CostGuard.Core.Ports;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class RunHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly LedgerHome _home = new();

    [Fact]
    public async Task TryStart_ManyProcessesOneDue_OneStarts()
    {
        RunRecord?[] started = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            new RunHistory(new StateDbFactory(_home.Home)).TryStartAsync("daily", Now, false, Now, Lease, LedgerHome.Stop))));

        Assert.Single(started, run => run is not null);
    }

    [Fact]
    public async Task TryStart_OtherRunOfNameHoldsLease_WaitsUntilItExpires()
    {
        var history = new RunHistory(_home.State);
        RunRecord first = (await history.TryStartAsync("daily", Now, false, Now, Lease, LedgerHome.Stop))!;
        DateTimeOffset due = Now.AddMinutes(1);

        Assert.Null(await history.TryStartAsync("daily", due, false, due, Lease, LedgerHome.Stop));
        await history.HeartbeatAsync(first.Id, due, Lease, LedgerHome.Stop);
        Assert.Null(await history.TryStartAsync("daily", due, true, Now.AddMinutes(2.5), Lease, LedgerHome.Stop));
        Assert.NotNull(await history.TryStartAsync("daily", due, true, Now.AddMinutes(3.5), Lease, LedgerHome.Stop));
        Assert.Equal(RunState.Failed, (await history.ListAsync("daily", 10, LedgerHome.Stop)).Single(run => run.Id == first.Id).State);
    }

    [Fact]
    public async Task TryStart_CommandOfTheSameName_HasALeaseOfItsOwn()
    {
        var history = new RunHistory(_home.State);
        RunRecord command = (await history.TryStartAsync(RunRecord.OfCommand("daily-collect"), Now, false, Now, Lease, LedgerHome.Stop))!;

        Assert.Equal("costguard daily-collect", command.Name);
        Assert.NotNull(await history.TryStartAsync("daily-collect", Now, false, Now, Lease, LedgerHome.Stop));
    }

    [Fact]
    public async Task End_GivesLeaseBackAndSameDueNeverRunsAgain()
    {
        var history = new RunHistory(_home.State);
        RunRecord run = (await history.TryStartAsync("daily", Now, false, Now, Lease, LedgerHome.Stop))!;
        await history.EndAsync(run.Id, RunState.Succeeded, "ok", Now.AddSeconds(5), LedgerHome.Stop);

        Assert.Null(await history.TryStartAsync("daily", Now, true, Now.AddHours(1), Lease, LedgerHome.Stop));
        Assert.NotNull(await history.TryStartAsync("daily", Now.AddSeconds(10), false, Now.AddSeconds(10), Lease, LedgerHome.Stop));
    }

    [Fact]
    public async Task Last_DueTimesWithOffsets_OrdersByInstant()
    {
        // Case S03: 23:30-05:00 on 31 January is later than 05:00+01:00 and 01:00Z on 1 February.
        var history = new RunHistory(_home.State);
        foreach (string line in File.ReadLines(SharedFolder.Path("cases", "S03-offset-times-order", "events.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            DateTimeOffset due = DateTimeOffset.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture);
            RunRecord run = (await history.TryStartAsync("s03", due, false, due, Lease, LedgerHome.Stop))!;
            await history.EndAsync(run.Id, RunState.Succeeded, cells[0], due, LedgerHome.Stop);
        }

        IReadOnlyList<RunRecord> newestFirst = await history.ListAsync("s03", 10, LedgerHome.Stop);
        Assert.Equal(["b", "c", "a"], newestFirst.Reverse().Select(run => run.Detail));
        Assert.Equal(new DateTimeOffset(2025, 2, 1, 4, 30, 0, TimeSpan.Zero), (await history.LastAsync("s03", LedgerHome.Stop))!.DueAt);
    }

    [Fact]
    public async Task SetPaused_TwiceAndBack_Remembers()
    {
        var history = new RunHistory(_home.State);
        await history.SetPausedAsync("daily", true, Now, LedgerHome.Stop);
        await history.SetPausedAsync("daily", true, Now, LedgerHome.Stop);
        Assert.Equal(["daily"], await history.PausedAsync(LedgerHome.Stop));
        await history.SetPausedAsync("daily", false, Now, LedgerHome.Stop);
        Assert.Empty(await history.PausedAsync(LedgerHome.Stop));
    }

    public void Dispose() => _home.Dispose();
}
