using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

public sealed class SettledFilesTests : IDisposable
{
    private readonly LedgerHome _home = new();

    [Fact]
    public async Task Import_OneOfTwoMonthsChanged_OtherKeepsItsLoad()
    {
        SourceFile september = _home.Csv("sep.csv", LedgerHome.Row("1"));
        IReadOnlyList<ImportedLoad> first = await ImportAsync(september, _home.Csv("oct.csv", LedgerHome.Row("2", "2026-10")));
        _home.Clock.Advance(TimeSpan.FromDays(1));

        IReadOnlyList<ImportedLoad> second = await ImportAsync(september, _home.Csv("oct2.csv", LedgerHome.Row("2.5", "2026-10")));

        Assert.Equal(first[0].Load.Id, Of(second, 9).Load.Id);
        Assert.True(Of(second, 9).Unchanged);
        Assert.Equal(first[1].Load.Id, Of(second, 10).Replaced);
        Assert.Equal("2.5", Of(second, 10).Load.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Import_NewFileOfASettledMonth_ReadsBoth()
    {
        SourceFile a = _home.Csv("a.csv", LedgerHome.Row("1"));
        await ImportAsync(a);

        IReadOnlyList<ImportedLoad> second = await ImportAsync(a, _home.Csv("b.csv", LedgerHome.Row("2")));

        Assert.Equal("3", Assert.Single(second).Load.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Import_OneOfTwoEqualFilesGone_IsReadAgain()
    {
        SourceFile a = _home.Csv("a.csv", LedgerHome.Row("1"));
        SourceFile twin = _home.Csv("twin.csv", LedgerHome.Row("1"));
        SourceFile october = _home.Csv("oct.csv", LedgerHome.Row("4", "2026-10"));
        Assert.Equal("2", Of(await ImportAsync(a, twin, october), 9).Load.Totals[0].Stored.Billed.ToString());

        IReadOnlyList<ImportedLoad> second = await ImportAsync(a, october);

        Assert.Equal("1", Of(second, 9).Load.Totals[0].Stored.Billed.ToString());
        Assert.True(Of(second, 10).Unchanged);
    }

    public void Dispose() => _home.Dispose();

    private static ImportedLoad Of(IReadOnlyList<ImportedLoad> loads, int month) => loads.Single(load => load.Load.Period == BillingPeriod.Month(2026, month));

    private Task<IReadOnlyList<ImportedLoad>> ImportAsync(params SourceFile[] files) =>
        _home.Ledger().ImportAsync(new SourceKey("test"), files, ReadOptions.Strict, null, LedgerHome.Stop);
}
