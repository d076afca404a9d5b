using System.Runtime.CompilerServices;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

/// <summary>What a machine costs a month, from fourteen days of its bill.</summary>
public sealed class SavingServiceTests
{
    /// <summary>Domain F-3 as a bill: 336 hours, 60 % by a plan with 28 % discount: 233.23 a month of 730 hours, 438 of them covered.</summary>
    [Fact]
    public async Task Judge_CoveredHours_AreKeptApart()
    {
        ResourceBill bill = (await JudgeAsync(Row(null, "Hours", 134.4m, 0.384m, 0.384m), Row("Used", "Hours", 201.6m, 0.384m, 0.27648m)))!;

        Assert.Equal((730m, 438m, 0.384m, 0.27648m), (decimal.Round(bill.Hours, 10), decimal.Round(bill.CoveredHours, 10), bill.OnDemandRate, decimal.Round(bill.CoveredRate!.Value, 10)));
        Assert.Equal(233.23m, decimal.Round(bill.Monthly, 2));
    }

    /// <summary>A bill in other units than hours: what a commitment pays for saves no cash all the same. 14 days of 7.20 and 2.40 are 219 and 73 a month.</summary>
    [Fact]
    public async Task Judge_CoveredWithoutHours_SavesOnlyTheRest()
    {
        ResourceBill bill = (await JudgeAsync(Row("Used", "Units", 100.8m, 1m, 1m), Row(null, "Units", 33.6m, 1m, 1m)))!;
        Saving saving = Saving.Share(bill, 1m);
        Assert.Equal((73m, 292m, 73m), (decimal.Round(saving.Immediate, 8), decimal.Round(saving.Full, 8), decimal.Round(saving.Headline, 8)));
    }

    /// <summary>Unused hours of a commitment are nobody's running hours, and storage has none at all.</summary>
    [Theory]
    [InlineData("Unused", "Hours")]
    [InlineData(null, "GB-Hours")]
    public async Task Judge_NoRunningHours_HasNoRate(string? status, string unit)
    {
        ResourceBill bill = (await JudgeAsync(Row(status, unit, 336m, 1m, 1m)))!;
        Assert.Equal((0m, null, null, null), (bill.Hours, bill.OnDemandRate, bill.CoveredRate, bill.ListRate));
        Assert.Equal(730m, decimal.Round(bill.Monthly, 10));
    }

    private static async Task<ResourceBill?> JudgeAsync(params QuantityRow[] rows)
    {
        var snapshot = new Snapshot(new SnapshotId("s"), [], "00", SomeResources.Day);
        await foreach (JudgedResource each in new SavingService(new Bill(rows), new OneResource()).JudgeAsync(snapshot, new SavingOptions(), TestContext.Current.CancellationToken)) return each.Case.Bill;
        return null;
    }

    private static QuantityRow Row(string? status, string unit, decimal quantity, decimal contracted, decimal effective) =>
        new(new CostRow(["r-1", status, unit], Currency.Usd, new Costs(quantity * effective, quantity * effective, quantity * contracted, quantity * contracted), 1), null, quantity);

    private sealed class Bill(QuantityRow[] rows) : IQuantityQueries
    {
        public Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<QuantityRow>>(rows);
    }

    private sealed class OneResource : IUsageSource
    {
        public Task<UsageFacts?> FactsAsync(CancellationToken cancellationToken) => Task.FromResult<UsageFacts?>(new UsageFacts(SomeResources.Day, PriceSheet.Empty, 1));

        public async IAsyncEnumerable<ResourceUse> ReadAsync(int days, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new ResourceUse(SomeResources.Of(ResourceKind.Machine), new Dictionary<string, MetricUse>());
        }
    }
}
