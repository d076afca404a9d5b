using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Savings.Verification;

public sealed class VerificationServiceTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Done = First.AddDays(100);

    // 24 hours a day at 0.50; from the action on 12 hours, and everything 20 % cheaper: 12 × 0.40 a day are saved, and 1.20 are the price.
    [Fact]
    public async Task VerifyAsync_HalfTheHoursAndAPriceCut_KeepsThemApart()
    {
        VerifiedSaving saving = await VerifyAsync(day => true);

        Assert.Equal(146.10m, Math.Round(saving.PerMonth!.Value, 2));
        Assert.Equal(Math.Round(-1.20m * 30.4375m, 4), Math.Round(saving.PriceEffect!.Value, 4));
        Assert.Equal(7.20m * 30.4375m, saving.Plain!.PerMonth);
        Assert.Equal(SavingState.Verified, saving.State);
    }

    [Fact]
    public async Task VerifyAsync_DaysMissing_CannotTell()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => VerifyAsync(day => day != 50));

        Assert.Equal((5, "CG1472"), (refusal.ExitCode, refusal.Problem.Code));
    }

    [Fact]
    public async Task VerifyAsync_UnknownResource_IsNotFound()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => VerifyAsync(day => true, "vm-9"));

        Assert.Equal((8, "CG1471"), (refusal.ExitCode, refusal.Problem.Code));
    }

    private static Task<VerifiedSaving> VerifyAsync(Func<int, bool> there, string resource = "vm-1") => new VerificationService(new TwoMachines(there)).VerifyAsync(
        new Snapshot(new SnapshotId("0123456789ab"), [], "hash", First.AddDays(130)), new SavingQuestion([resource], Done, 140m, Currency.Usd), TestContext.Current.CancellationToken);

    private sealed class TwoMachines(Func<int, bool> there) : IQuantityQueries
    {
        public Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            string? only = query.Filters.FirstOrDefault(filter => filter.Dimension.Name == "resourceId")?.Values[0];
            IEnumerable<QuantityRow> rows = from day in Enumerable.Range(0, 131).Where(there)
                                            from machine in new[] { "vm-1", "vm-2" }
                                            where only is null || only == machine
                                            select Row(query, day, machine == "vm-1" && day >= 100 ? 12m : 24m, day >= 100 ? .40m : .50m);
            return Task.FromResult<IReadOnlyList<QuantityRow>>([.. rows]);
        }

        private static QuantityRow Row(CostQuery query, int day, decimal hours, decimal price)
        {
            string?[] keys = [.. query.By.Select(dimension => dimension.Name switch
            {
                "day" => First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "skuId" => "vm",
                "pricingUnit" => "Hours",
                _ => "Compute",
            })];
            return new QuantityRow(new CostRow(keys, Currency.Usd, new Costs(0m, 0m, 0m, hours * price), 1), hours, hours);
        }
    }
}
