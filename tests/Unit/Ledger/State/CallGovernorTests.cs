using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Ledger.State;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class CallGovernorTests : IDisposable
{
    private readonly LedgerHome _home = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 16, 23, 50, 0, TimeSpan.Zero));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task TakeAsync_PriceCap_RefusesTheCallThatWouldPassItAndOpensTheNextDay()
    {
        var connection = new Connection { Name = "acme", Provider = "aws", PricePerDayMax = 0.05m };
        var governor = new CallGovernor(_home.State, _clock);
        for (int call = 0; call < 5; call++) await governor.TakeAsync(connection, "GetCostAndUsage", 0.01m, LedgerHome.Stop);

        // Another process (a new governor) must not get a second cap.
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(
            () => new CallGovernor(_home.State, _clock).TakeAsync(connection, "GetCostAndUsage", 0.01m, LedgerHome.Stop));
        Assert.Equal(CollectErrors.CapReached.Code, refused.Problem.Code);
        Assert.Equal(7, refused.ExitCode);

        _clock.Advance(TimeSpan.FromMinutes(10));
        await governor.TakeAsync(connection, "GetCostAndUsage", 0.01m, LedgerHome.Stop);
        Assert.Equal(
            [new CallCount("acme", new DateOnly(2026, 11, 17), 1, 0.01m), new CallCount("acme", new DateOnly(2026, 11, 16), 5, 0.05m)],
            await governor.CountsAsync(2, LedgerHome.Stop));
    }

    [Fact]
    public async Task TakeAsync_CallCap_HoldsForFreeCallsToo()
    {
        var connection = new Connection { Name = "acme", Provider = "azure", CallsPerDayMax = 2, PricePerDayMax = 0m };
        var governor = new CallGovernor(_home.State, _clock);
        await governor.TakeAsync(connection, "query", 0m, LedgerHome.Stop);
        await governor.TakeAsync(connection, "query", 0m, LedgerHome.Stop);

        await Assert.ThrowsAsync<CostGuardException>(() => governor.TakeAsync(connection, "query", 0m, LedgerHome.Stop));
        await governor.TakeAsync(connection with { Name = "other" }, "query", 0m, LedgerHome.Stop);
    }
}
