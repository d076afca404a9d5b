using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class LoadTableTests
{
    [Fact]
    public void Build_LoadWithTwoCurrencies_HasARowForEachAndTellsWhatDoesNotTie()
    {
        ReportTable table = LoadTable.Build([Load(Total("USD", "10", "10"), Total("EUR", "5", "4"))], SomeTables.Meta);

        Assert.Equal(["USD", "EUR"], table.Column("currency"));
        Assert.Equal([10m, 4m], table.Column("billedCost"));
        Assert.Equal(["✓ TIES", "▲ DOES NOT TIE"], table.Column("ties"));
        Assert.Equal("1 load, 1 current; 1 control total does not tie", table.Title);
    }

    [Fact]
    public void Build_NoLoads_SaysHowToStoreOne() =>
        Assert.Contains("costguard import", LoadTable.Build([], SomeTables.Meta).Footnote, StringComparison.Ordinal);

    private static ControlTotal Total(string currency, string raw, string stored) => new(Currency.Parse(currency), 3, Costs(raw), Costs(stored), default);

    private static ExactCosts Costs(string amount) => new(ExactSum.Parse(amount), default, default, default);

    private static Load Load(params ControlTotal[] totals) => new()
    {
        Id = new LoadId("20261115T060000-abc"),
        Source = new SourceKey("aws"),
        Period = BillingPeriod.Parse("2026-11"),
        SealedAt = new DateTimeOffset(2026, 11, 15, 6, 0, 0, TimeSpan.Zero),
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = totals,
        Problems = [],
        RowsRead = 6,
        RowsRejected = 0,
        DataThrough = new DateOnly(2026, 11, 14),
        Folder = "",
    };
}
