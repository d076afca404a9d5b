using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Queries;
using Xunit;

namespace CostGuard.Unit.Ledger.Queries;

public sealed class SourceLineReaderTests
{
    private static readonly Dimension[] Told = [new("service"), new("day")];

    [Fact]
    public async Task ReadAsync_CsvOfTwoMonths_NamesFileAndRecordOfTheMonthTheLargestFirst()
    {
        using var home = new LedgerHome();
        Load load = (await home.ImportAsync(home.Csv("bill.csv", LedgerHome.Row("1.5") + LedgerHome.Row("9", "2026-10") + LedgerHome.Row("-7.25", service: "Credits") + LedgerHome.Row("1.5")), source: "aws"))[0].Load;

        SourceLines lines = await new SourceLineReader(home.Files).ReadAsync(load, Told, [], 10, LedgerHome.Stop);

        // The record of October is not September's second: a load counts its own.
        Assert.Equal([("bill.csv", 2L, -7.25m), ("bill.csv", 1L, 1.5m), ("bill.csv", 3L, 1.5m)], lines.Lines.Select(line => (line.File, line.Row, line.Costs.Billed)));
        Assert.Equal(["Credits", "2026-09-10"], lines.Lines[0].Keys);
        Assert.Equal((-4.25m, 3L), (Assert.Single(lines.Totals).Costs.Billed, lines.Totals[0].Rows));
    }

    [Fact]
    public async Task ReadAsync_FewerThanMatch_StillAddsUpAllThatMatch()
    {
        using var home = new LedgerHome();
        Load load = (await home.ImportAsync(home.Csv("bill.csv", LedgerHome.Row("1") + LedgerHome.Row("2") + LedgerHome.Row("4", service: "Storage"))))[0].Load;

        SourceLines lines = await new SourceLineReader(home.Files).ReadAsync(load, Told, [new CostFilter(new Dimension("service"), ["Compute"])], 1, LedgerHome.Stop);

        Assert.Equal(2m, Assert.Single(lines.Lines).Costs.Billed);
        Assert.Equal((3m, 2L), (Assert.Single(lines.Totals).Costs.Billed, lines.Totals[0].Rows));
    }

    [Fact]
    public async Task ReadAsync_Parquet_CountsRecordsAsInTheFile()
    {
        using var home = new LedgerHome();
        SourceFile file = await home.ParquetAsync("bill.parquet", """
            SELECT * FROM (VALUES (3.0, 'B'), (5.0, 'A'), (4.0, 'A')) v(BilledCost, ServiceName),
            (SELECT 0.0 AS EffectiveCost, 'USD' AS BillingCurrency, TIMESTAMP '2026-09-01' AS BillingPeriodStart, TIMESTAMP '2026-09-10' AS ChargePeriodStart,
                    TIMESTAMP '2026-09-11' AS ChargePeriodEnd, 'Usage' AS ChargeCategory, '1' AS SubAccountId)
            """);
        Load load = (await home.ImportAsync(file))[0].Load;

        SourceLines lines = await new SourceLineReader(home.Files).ReadAsync(load, Told, [new CostFilter(new Dimension("service"), ["A"])], 10, LedgerHome.Stop);

        Assert.Equal([("bill.parquet", 2L), ("bill.parquet", 3L)], lines.Lines.Select(line => (line.File, line.Row)));
    }

    [Theory]
    [InlineData("team", "A line of a load has no 'team'")]
    [InlineData("tag:env", "ask for rawTag:env")]
    public async Task ReadAsync_WhatNoLineKnows_IsRefused(string dimension, string words)
    {
        using var home = new LedgerHome();
        Load load = (await home.ImportAsync(home.Csv("bill.csv", LedgerHome.Row("1"))))[0].Load;

        var refused = await Assert.ThrowsAsync<CostGuardException>(() => new SourceLineReader(home.Files).ReadAsync(load, [Dimension.Parse(dimension)], [], 10, LedgerHome.Stop));

        Assert.Equal(("CG1402", 2), (refused.Problem.Code, refused.ExitCode));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
