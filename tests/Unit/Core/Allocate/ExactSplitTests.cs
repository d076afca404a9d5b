using CostGuard.Core.Allocate;
using CostGuard.Core.Values;
using CsCheck;
using Xunit;

namespace CostGuard.Unit.Core.Allocate;

public sealed class ExactSplitTests
{
    private static readonly Gen<decimal> Amount =
        Gen.Select(Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000], Gen.Int[0, 18], (digits, scale) => Scaled(digits, scale));

    private static readonly Gen<decimal[]> Weights = Gen.Decimal[0m, 1_000_000m].Array[1, 10];

    [Fact]
    public void Split_DigitsBelowTheCent_GoToTheLargestWeight()
    {
        IReadOnlyList<Money> parts = ExactSplit.Split(new Money(100.004m, Currency.Usd), [1m, 2m, 1m]);
        Assert.Equal([25m, 50.004m, 25m], parts.Select(part => part.Amount));
    }

    [Fact]
    public void Split_BelowOneCent_GoesToOneTarget() =>
        Assert.Equal([0m, -0.000000000000000001m], ExactSplit.Split(new Money(-0.000000000000000001m, Currency.Usd), [1m, 2m]).Select(part => part.Amount));

    [Theory]
    [InlineData("USD")]
    [InlineData("JPY")]
    [InlineData("KWD")]
    public void Split_AnyAmount_AddsUpExactly(string code) => Gen.Select(Amount, Weights).Sample((amount, weights) =>
    {
        IReadOnlyList<Money> parts = ExactSplit.Split(new Money(amount, Currency.Parse(code)), weights);
        Assert.Equal(ExactSum.Of(amount), parts.Aggregate(ExactSum.Zero, (sum, part) => sum + ExactSum.Of(part.Amount)));
    });

    [Fact]
    public void Split_NegativeAmount_MirrorsThePositive() => Gen.Select(Amount, Weights).Sample((amount, weights) => Assert.Equal(
        ExactSplit.Split(new Money(amount, Currency.Usd), weights).Select(part => -part.Amount),
        ExactSplit.Split(new Money(-amount, Currency.Usd), weights).Select(part => part.Amount)));

    private static decimal Scaled(long digits, int scale) => new(
        unchecked((int)(uint)(Math.Abs(digits) & 0xFFFF_FFFF)), (int)(Math.Abs(digits) >> 32), 0, digits < 0, (byte)scale);
}
