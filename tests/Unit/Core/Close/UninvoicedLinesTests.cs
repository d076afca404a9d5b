using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class UninvoicedLinesTests
{
    private static readonly BillingPeriod September = BillingPeriod.Parse("2026-09"), October = September.Next;

    // acme-aws has 3 and 4 lines of October in two answers of one currency, 2 in EUR, acme-azure 5, and September 6: October USD is 3 + 4 + 5 = 12.
    private static readonly CostRow[] Answer =
    [
        Row("2026-09-01", "acme-aws", Currency.Usd, 6), Row("2026-10-01", "acme-aws", Currency.Usd, 3), Row("2026-10-01", "acme-aws", Currency.Usd, 4),
        Row("2026-10-01", "acme-aws", Currency.Eur, 2), Row("2026-10-01", "acme-azure", Currency.Usd, 5), Row(null, "acme-aws", Currency.Usd, 99),
    ];

    [Fact]
    public async Task ByMonthAsync_AddsUpSourcesAndKeepsCurrenciesApart()
    {
        var costs = new Fixed(Answer);

        IReadOnlyDictionary<(BillingPeriod, Currency), long> lines = await new UninvoicedLines(costs).ByMonthAsync(Some(), DayRange.Of(September, October), TestContext.Current.CancellationToken);

        Assert.Equal([((September, Currency.Usd), 6L), ((October, Currency.Eur), 2L), ((October, Currency.Usd), 12L)], lines.OrderBy(each => each.Key.Item1).ThenBy(each => each.Key.Item2).Select(each => (each.Key, each.Value)));
        CostFilter filter = Assert.Single(Assert.Single(costs.Asked).Filters);
        Assert.Equal("invoiceId", filter.Dimension.Name);
        Assert.Equal([null], filter.Values);
    }

    [Fact]
    public async Task BySourceAsync_SaysTheSameBySource()
    {
        var lines = await new UninvoicedLines(new Fixed(Answer)).BySourceAsync(Some(), DayRange.Of(September, October), TestContext.Current.CancellationToken);

        Assert.Equal((6L, 7L, 2L, 5L), (lines["acme-aws"][(September, Currency.Usd)], lines["acme-aws"][(October, Currency.Usd)], lines["acme-aws"][(October, Currency.Eur)], lines["acme-azure"][(October, Currency.Usd)]));
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task ByMonthAsync_NoLoads_AsksNothing()
    {
        var costs = new Fixed(Answer);

        Assert.Empty(await new UninvoicedLines(costs).ByMonthAsync(new Snapshot(new SnapshotId("s"), [], "h", null), DayRange.All, TestContext.Current.CancellationToken));
        Assert.Empty(costs.Asked);
    }

    private static Snapshot Some() => new(new SnapshotId("s"), [Load()], "h", null);

    private static Load Load() => new()
    {
        Id = new LoadId("l"),
        Source = new SourceKey("acme-aws"),
        Period = October,
        SealedAt = October.End,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "",
    };

    private static CostRow Row(string? month, string source, Currency currency, long rows) => new([month, source], currency, new Costs(1m, 1m, 1m, 1m), rows);

    private sealed class Fixed(CostRow[] rows) : ICostQueries
    {
        public List<CostQuery> Asked { get; } = [];

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Asked.Add(query);
            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }
    }
}
