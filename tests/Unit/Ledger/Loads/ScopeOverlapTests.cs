using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

/// <summary>Case C38: the same April as CUR and as FOCUS must not count twice.</summary>
public sealed class ScopeOverlapTests : IDisposable
{
    private static readonly ReadOptions Collected = ReadOptions.Strict with { CrossChecks = new HashSet<string>() };
    private readonly LedgerHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task ImportAsync_SameAccountAndMonthFromAnotherConnection_IsRefusedAndNothingStored()
    {
        await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("100.00")), Collected, "cur");

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(
            () => _home.ImportAsync(_home.Csv("b.csv", LedgerHome.Row("60.00") + LedgerHome.Row("40.00")), Collected, "focus"));

        Assert.Equal(LedgerErrors.ScopeOverlap.Code, refused.Problem.Code);
        Assert.Contains("012345678901 (in 'cur')", refused.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(["cur"], (await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Select(load => load.Source.Value));
    }

    [Fact]
    public async Task ImportAsync_OtherMonthOrNamedCrossCheck_IsStored()
    {
        await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("100.00")), Collected, "cur");
        await _home.ImportAsync(_home.Csv("b.csv", LedgerHome.Row("100.00", month: "2026-10")), Collected, "focus");
        await _home.ImportAsync(
            _home.Csv("c.csv", LedgerHome.Row("90.00", month: "2026-10")), ReadOptions.Strict with { CrossChecks = new HashSet<string> { "focus" } }, "cur");

        Assert.Equal(3, (await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Count);
    }

    [Fact]
    public async Task ImportAsync_SameAccountByHand_IsStoredWithAWarning()
    {
        await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("100.00")), source: "one");

        ImportedLoad second = Assert.Single(await _home.ImportAsync(_home.Csv("b.csv", LedgerHome.Row("1.00")), source: "two"));

        Problem warning = Assert.Single(second.Load.Problems, problem => problem.Code == LedgerErrors.ScopeOverlap.Code);
        Assert.Equal(Severity.Warning, warning.Severity);
    }
}
