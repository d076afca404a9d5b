using CostGuard.Core.Ports;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.State;

public sealed class AnomalyNotesTests : IDisposable
{
    private static readonly AnomalyNote First = new(
        "team=a;service=S3;account=1;currency=USD", new DateOnly(2026, 11, 8), AnomalyDecision.Investigating, "who did this? 50 % ärger", null, "ana", new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));

    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task SaveAsync_AnotherProcess_ReadsTheSameNote()
    {
        AnomalyNote other = First with { Start = new DateOnly(2026, 11, 20), Decision = AnomalyDecision.Expected, Text = null, Until = new DateOnly(2026, 12, 31) };
        await new AnomalyNotes(_home.State).SaveAsync(other, LedgerHome.Stop);
        await new AnomalyNotes(_home.State).SaveAsync(First, LedgerHome.Stop);

        Assert.Equal([First, other], await new AnomalyNotes(new StateDbFactory(_home.Home)).ListAsync(LedgerHome.Stop));
    }

    [Fact]
    public async Task SaveAsync_SameScopeAndStart_ReplacesTheNote()
    {
        AnomalyNote later = First with { Decision = AnomalyDecision.Resolved, Text = "index dropped", Who = "ben", At = First.At.AddDays(1) };
        await new AnomalyNotes(_home.State).SaveAsync(First, LedgerHome.Stop);
        await new AnomalyNotes(_home.State).SaveAsync(later, LedgerHome.Stop);

        Assert.Equal([later], await new AnomalyNotes(_home.State).ListAsync(LedgerHome.Stop));
    }
}
