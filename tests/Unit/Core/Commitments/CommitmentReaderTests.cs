using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Commitments;

public sealed class CommitmentReaderTests
{
    [Theory]
    [InlineData("sp-1", "Used", "sp-1", CommitmentUse.Used)]
    [InlineData("sp-1", "Unused", "sp-1", CommitmentUse.Unused)]
    [InlineData("sp-1", null, "sp-1", CommitmentUse.Unknown)]
    [InlineData(null, "Used", "(unnamed)", CommitmentUse.Used)]
    [InlineData("", null, null, CommitmentUse.OnDemand)]
    public async Task ReadAsync_IdAndStatus_SayWhatTheChargeIs(string? id, string? status, string? expected, CommitmentUse use)
    {
        IReadOnlyList<CommitmentCharge> charges = await new CommitmentReader(new OneCharge(id, status)).ReadAsync(Snapshot(), DayRange.All, "EC2", TestContext.Current.CancellationToken);

        CommitmentCharge charge = Assert.Single(charges);
        Assert.Equal((expected, use, 1.0, new DateOnly(2026, 11, 1)), (charge.Id, charge.Use, charge.Hours, charge.Day));
    }

    [Fact]
    public async Task ReadAsync_NoServiceWithACommitment_ReadsNothing() =>
        Assert.Empty(await new CommitmentReader(new OneCharge(null, null)).ReadAsync(Snapshot(), DayRange.All, null, TestContext.Current.CancellationToken));

    [Fact]
    public void MissingPrices_DefaultedColumn_NamesTheSource()
    {
        var load = new Load
        {
            Id = new LoadId("load-1"),
            Source = new SourceKey("azure"),
            Period = BillingPeriod.Parse("2026-11"),
            SealedAt = DateTimeOffset.UnixEpoch,
            IsCurrent = true,
            FocusVersion = "1.2",
            Files = [],
            Totals = [],
            Problems = [FocusErrors.ColumnDefaulted.At("x", column: "ContractedCost")],
            RowsRead = 1,
            RowsRejected = 0,
            DataThrough = null,
            Folder = "",
        };
        Snapshot snapshot = Snapshot() with { Loads = [load] };

        Assert.Contains("azure", CommitmentReader.MissingPrices(snapshot, DayRange.Of(load.Period))!.Message, StringComparison.Ordinal);
        Assert.Null(CommitmentReader.MissingPrices(snapshot, DayRange.Of(load.Period.Next)));
    }

    private static Snapshot Snapshot() => new(new SnapshotId("0123456789ab"), [], "hash", new DateOnly(2026, 11, 14));

    private sealed class OneCharge(string? id, string? status) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            string?[] keys = [.. query.By.Select(dimension => dimension.Name switch
            {
                "commitmentDiscountId" => id,
                "commitmentDiscountStatus" => status,
                "chargePeriodStart" => "2026-11-01T23:00:00Z",
                "chargePeriodEnd" => "2026-11-02T00:00:00Z",
                "chargeCategory" => "Usage",
                _ => null,
            })];
            return Task.FromResult<IReadOnlyList<CostRow>>([new CostRow(keys, Currency.Usd, new Costs(1m, 1m, 1m, 1m), 1)]);
        }
    }
}
