using CostGuard.Core.Benchmarks;
using Xunit;

namespace CostGuard.Unit.Core.Benchmarks;

// All right values are those that domain D.8 publishes, but for the third number of 64 bits: two digits are swapped there,
// as its own uniform shows (0.27860113025513866 × 2⁵³ is 5139283748462763858 >> 11).
public sealed class SyntheticSpendTests
{
    [Fact]
    public void SplitMix64_Seed42_GivesThePublishedNumbers()
    {
        var bits = new SplitMix64(42);
        Assert.Equal(
            [13679457532755275413UL, 2949826092126892291UL, 5139283748462763858UL], new[] { bits.NextBits(), bits.NextBits(), bits.NextBits() });

        var uniforms = new SplitMix64(42);
        Assert.Equal(.7415648787718233, uniforms.NextUniform(), 15);
        Assert.Equal(.1599103928769201, uniforms.NextUniform(), 15);
        Assert.Equal(.27860113025513866, uniforms.NextUniform(), 15);

        var normals = new SplitMix64(42);
        Assert.Equal(.882248906222, normals.NextNormal(), 11);
        Assert.Equal(1.388473285288, normals.NextNormal(), 11);
        Assert.Equal(-.450849875719, normals.NextNormal(), 11);
    }

    [Theory]
    [InlineData("stable", 548893.71)]
    [InlineData("weekday", 417603.13)]
    [InlineData("growth", 426219.8)]
    [InlineData("fee", 340242.0)]
    [InlineData("step", 410918.48)]
    [InlineData("bursty", 161080.9)]
    [InlineData("decline", 357497.84)]
    [InlineData("monthend", 291678.79)]
    [InlineData("mixed", 472639.99)]
    [InlineData("sparse", 40307.77)]
    public void Of_SeedOne_AddsUpToThePublishedSum(string profile, double sum) =>
        Assert.InRange(SyntheticSpend.Of(Named(profile), 1, labels: false).Values.Sum(), sum - .05, sum + .05);

    [Fact]
    public void Of_MixedWithLabels_AddsUpToThePublishedSum()
    {
        SyntheticSpend spend = SyntheticSpend.Of(Named("mixed"), 1, labels: true);

        Assert.InRange(spend.Values.Sum(), 481165.67 - .05, 481165.67 + .05);
        Assert.Equal(["spike", "run", "drift", "drop", "new resource", "spike"], spend.Events.Select(each => each.Kind));
    }

    private static SpendProfile Named(string name) => SpendProfile.All.Single(profile => profile.Name == name);
}
