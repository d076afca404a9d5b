using System.Text.Json;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Savings.Verification;

public sealed class SavingVerifierTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    // Example H-7 and its twin in vectors.json.
    [Fact]
    public void BeforeAfter_ExampleH7_IsVerified()
    {
        JsonElement vector = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json"))).RootElement.GetProperty("H").GetProperty("verify");
        // The means are 14 days of 585.10 and 294.80 together.
        var plain = new BeforeAfter(585.10m / 14m, 294.80m / 14m);

        Assert.Equal((vector.GetProperty("base").GetDecimal(), vector.GetProperty("post").GetDecimal()), (Math.Round(plain.Before, 4), Math.Round(plain.After, 4)));
        Assert.Equal(vector.GetProperty("monthly").GetDecimal(), Math.Round(plain.PerMonth, 2));
        Assert.Equal(vector.GetProperty("ratio").GetDecimal(), Math.Round(plain.PerMonth / 600m, 4));
        Assert.Equal(SavingState.Verified, SavingStates.Of(plain.PerMonth, 600m));
    }

    [Theory]
    [InlineData(540, SavingState.Verified)]
    [InlineData(539.99, SavingState.Partial)]
    [InlineData(300, SavingState.Partial)]
    [InlineData(299.99, SavingState.NotRealised)]
    [InlineData(-50, SavingState.NotRealised)]
    public void States_OfPromised600_ChangeAt90And50Percent(double verified, SavingState state) => Assert.Equal(state, SavingStates.Of((decimal)verified, 600m));

    [Fact]
    public void Windows_OfAnAction_AreTwoWeeksEach()
    {
        var windows = new SavingWindows(new DateOnly(2026, 11, 20));

        Assert.Equal("2026-11-05..2026-11-18", windows.Before.ToString());
        Assert.Equal("2026-11-22..2026-12-05", windows.After.ToString());
        Assert.False(windows.IsMeasurable(new DateOnly(2026, 12, 4)));
        Assert.True(windows.IsMeasurable(new DateOnly(2026, 12, 5)));
        // The last window of the watch ends within 90 days: 22 November + 14 days + 10 weeks is 14 February.
        Assert.Equal("2027-01-31..2027-02-13", windows.Watch(new DateOnly(2027, 12, 1))[^1].ToString());
    }

    [Fact]
    public void Of_TooFewDaysAfter_IsPending() => Assert.Equal(SavingState.Pending, SavingVerifier.Of(Flat(100, 15, 10m, 6m), First.AddDays(100), 100m).State);

    // 10.00 a day to 6.00: 4 × 30.4375 = 121.75; the interval of a flat history is ±1 % of the ten.
    [Fact]
    public void Of_FlatUsage_IsTheDifferenceWithAnInterval()
    {
        VerifiedSaving saving = SavingVerifier.Of(Flat(100, 16, 10m, 6m), First.AddDays(100), 120m);

        Assert.Equal(121.75m, Math.Round(saving.PerMonth!.Value, 4));
        Assert.Equal((118.70625m, 124.79375m), (Math.Round(saving.Interval!.Low, 6), Math.Round(saving.Interval.High, 6)));
        Assert.Equal((SavingState.Verified, 0m, false), (saving.State, saving.PriceEffect, saving.IsPlain));
    }

    // Half of the usage and a price that is 20 % lower: the cut saves 5 × 0.8, and the price alone 5 × 0.2 a day; before/after calls it 6.
    [Fact]
    public void Of_PriceCut_IsNoSavingOfTheAction()
    {
        ResourceHistory flat = Flat(100, 16, 10m, 5m);
        var cheaper = new ResourceHistory(First, [.. flat.Cost.Select((cost, day) => day >= 100 ? cost * .8m : cost)], flat.Usage, []);
        VerifiedSaving saving = SavingVerifier.Of(cheaper, First.AddDays(100), 120m);

        Assert.Equal((121.75m, -30.4375m), (Math.Round(saving.PerMonth!.Value, 4), Math.Round(saving.PriceEffect!.Value, 4)));
        Assert.Equal(182.625m, saving.Plain!.PerMonth);
    }

    // A fifth of the peers on every day, whose course nobody can forecast. On the day of the action the peers double and the resource stays a tenth of them:
    // it saved the other tenth, where before/after sees nothing.
    [Fact]
    public void Of_PeersThatDouble_AreWhatWouldHaveBeen()
    {
        decimal[] peers = [.. Enumerable.Range(0, 116).Select(day => (day < 100 ? 1m : 2m) * (50m + (day * day % 17)))];
        decimal[] own = [.. peers.Select((usage, day) => usage / (day < 100 ? 5m : 10m))];

        VerifiedSaving saving = SavingVerifier.Of(new ResourceHistory(First, own, own, peers), First.AddDays(100), 300m);

        Assert.Equal((double)(peers[102..116].Sum() / 14m / 10m * 30.4375m), (double)saving.PerMonth!.Value, 1e-6);
        Assert.InRange(saving.Plain!.PerMonth, -50m, 50m);
    }

    [Fact]
    public void Of_CostThatComesBack_IsRegressed()
    {
        ResourceHistory flat = Flat(100, 60, 10m, 6m);
        decimal[] back = [.. flat.Usage.Select((usage, day) => day >= 130 ? 10m : usage)];
        VerifiedSaving saving = SavingVerifier.Of(new ResourceHistory(First, back, back, []), First.AddDays(100), 120m);

        Assert.Equal(SavingState.Regressed, saving.State);
        Assert.Equal(First.AddDays(130), saving.ReturnedOn);
        Assert.Equal(121.75m, Math.Round(saving.PerMonth!.Value, 4));
    }

    [Fact]
    public void Of_ShortHistory_FallsBackToBeforeAfterAndSaysSo()
    {
        VerifiedSaving saving = SavingVerifier.Of(Flat(20, 16, 10m, 6m), First.AddDays(20), 120m);

        Assert.True(saving.IsPlain);
        Assert.Equal((121.75m, null), (saving.PerMonth, saving.Interval));
    }

    [Fact]
    public void Split_TwoActionsOfOneWindow_AddUp() => Assert.Equal([66.67m, 33.33m], SharedSaving.Split(100m, [200m, 100m], Currency.Usd));

    [Fact]
    public void RunRate_OfAnAction_CountsForTwelveMonths()
    {
        var done = new DateOnly(2026, 11, 20);

        Assert.Equal([0m, 5m, 5m, 0m], new[] { "2026-11", "2026-12", "2027-11", "2027-12" }.Select(month => SharedSaving.RunRate(5m, done, BillingPeriod.Parse(month))));
    }

    private static ResourceHistory Flat(int before, int after, decimal level, decimal then)
    {
        decimal[] days = [.. Enumerable.Range(0, before + after).Select(day => day < before ? level : then)];
        return new ResourceHistory(First, days, days, []);
    }
}
