using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>Sums of decimals that never lose a digit silently.</summary>
internal static class ExactMath
{
    /// <summary>Decimals that files keep, and that quotients are rounded to.</summary>
    public const int Decimals = 18;

    /// <summary>The exact sum.</summary>
    /// <exception cref="CostGuardException">CG2641: it has more than 28 digits.</exception>
    public static decimal Add(decimal left, decimal right)
    {
        decimal sum = left + right;
        // An addition that drops digits is left with fewer decimals than its parts.
        return sum.Scale >= Math.Max(left.Scale, right.Scale) ? sum : ToDecimal(ExactSum.Of(left) + ExactSum.Of(right));
    }

    /// <summary>The exact difference.</summary>
    /// <exception cref="CostGuardException">CG2641: it has more than 28 digits.</exception>
    public static decimal Subtract(decimal left, decimal right) => Add(left, -right);

    /// <summary>The exact sum.</summary>
    /// <exception cref="CostGuardException">CG2641: it has more than 28 digits.</exception>
    public static decimal Sum(IEnumerable<decimal> amounts) => amounts.Aggregate(0m, Add);

    /// <summary>An amount at a rate, rounded half-even to the decimals that files keep.</summary>
    public static decimal Times(decimal amount, decimal rate) => decimal.Round(amount * rate, Decimals, MidpointRounding.ToEven);

    /// <summary>Part ÷ whole of an amount, rounded half-even; null when the numbers are out of a decimal's range.</summary>
    public static decimal? Share(decimal amount, decimal part, decimal whole)
    {
        try
        {
            return decimal.Round(amount * part / whole, Decimals, MidpointRounding.ToEven);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static decimal ToDecimal(ExactSum sum)
    {
        try
        {
            return sum.ToDecimal();
        }
        catch (OverflowException exception)
        {
            throw new CostGuardException(1, ChangeErrors.TooManyDigits.At($"The sum {sum} has more than 28 digits."), inner: exception);
        }
    }
}
