using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using Xunit;

namespace CostGuard.Unit.Ledger.Snapshots;

public sealed class EarlierLoadsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 9, 6, 0, 0, TimeSpan.Zero);
    private static readonly Load October = Of("oct-1", 10, Monday.AddDays(-8)), Corrected = Of("oct-2", 10, Monday.AddDays(1));
    private static readonly Load November = Of("nov-1", 11, Monday.AddHours(-1)), Azure = Of("az-1", 11, Monday.AddHours(-1), "azure");

    [Fact]
    public void Of_Moment_TakesWhatReadersSawThen() =>
        Assert.Equal([October, November, Azure], EarlierLoads.Of([October, Corrected, November, Azure], Monday).OrderByDescending(load => load.Id.Value));

    [Fact]
    public void Of_MomentBeforeAllLoads_IsNothing() => Assert.Empty(EarlierLoads.Of([October, Corrected], Monday.AddYears(-1)));

    [Fact]
    public void Of_NoMoment_TakesReplacedLoadsAndTheOthersAsTheyAre() =>
        Assert.Equal([October, November, Azure], EarlierLoads.Of([Azure, Corrected, November, October], null).OrderByDescending(load => load.Id.Value));

    [Fact]
    public void Of_NoMomentAndNothingReplaced_IsNothing() => Assert.Empty(EarlierLoads.Of([October, November, Azure], null));

    private static Load Of(string id, int month, DateTimeOffset sealedAt, string source = "aws") => new()
    {
        Id = new LoadId(id),
        Source = new SourceKey(source),
        Period = BillingPeriod.Month(2026, month),
        SealedAt = sealedAt,
        IsCurrent = id != "oct-1",
        FocusVersion = "1.0",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = null,
        Folder = id,
    };
}
