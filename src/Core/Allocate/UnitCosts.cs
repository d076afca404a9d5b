using System.Globalization;
using CostGuard.Core.Focus;

namespace CostGuard.Core.Allocate;

/// <summary>The four costs of a cell in one currency, as whole units of 10⁻¹⁸ (the precision of the stored files): splits of them are exact.</summary>
/// <param name="Billed">BilledCost × 10¹⁸.</param>
/// <param name="Effective">EffectiveCost × 10¹⁸.</param>
/// <param name="List">ListCost × 10¹⁸.</param>
/// <param name="Contracted">ContractedCost × 10¹⁸.</param>
public readonly record struct UnitCosts(Int128 Billed, Int128 Effective, Int128 List, Int128 Contracted)
{
    /// <summary>Decimals of a unit.</summary>
    public const int Decimals = 18;

    private const ulong Unit = 1_000_000_000_000_000_000;

    /// <summary>True when all four are zero.</summary>
    public bool IsZero => this == default;

    /// <summary>The cost by metric.</summary>
    public Int128 this[CostMetric metric] => metric switch
    {
        CostMetric.Billed => Billed,
        CostMetric.Effective => Effective,
        CostMetric.List => List,
        _ => Contracted,
    };

    /// <summary>The exact sum; the caller keeps currencies apart.</summary>
    public static UnitCosts operator +(UnitCosts left, UnitCosts right) => new(
        checked(left.Billed + right.Billed), checked(left.Effective + right.Effective), checked(left.List + right.List), checked(left.Contracted + right.Contracted));

    /// <summary>Units of an exact decimal text with at most 18 decimals, such as "-12.5".</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static Int128 Units(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? text : text.Remove(point, 1);
        int missing = Decimals - (point < 0 ? 0 : text.Length - point - 1);
        if (missing < 0) throw new FormatException($"'{text}' has more than {Decimals} decimals.");
        return Int128.Parse(digits.PadRight(digits.Length + missing, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>The exact decimal text of units, with a point and 18 decimals.</summary>
    public static string Text(Int128 units)
    {
        (UInt128 whole, UInt128 rest) = UInt128.DivRem((UInt128)Int128.Abs(units), Unit);
        return string.Create(CultureInfo.InvariantCulture, $"{(units < 0 ? "-" : "")}{whole}.{(ulong)rest:D18}");
    }
}
