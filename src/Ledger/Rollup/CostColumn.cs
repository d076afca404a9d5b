using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using CostGuard.Core.Focus;
using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>Costs in units of 10⁻¹⁸.</summary>
internal interface ICostColumn : IRowColumn
{
    /// <summary>Units of each row.</summary>
    Int128[] Units { get; }

    /// <summary>True where a row has no value.</summary>
    bool[] IsNull { get; }
}

/// <summary>Reads costs of one physical type.</summary>
internal abstract class CostColumn<T>(int column) : FlatColumn<T>(column), ICostColumn
    where T : unmanaged
{
    public Int128[] Units { get; } = new Int128[RollupScan.BlockRows];

    public bool[] IsNull { get; } = new bool[RollupScan.BlockRows];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(ReadOnlySpan<T> values, int at, int rows)
    {
        int next = 0;
        for (int i = 0; i < rows; i++)
        {
            bool has = Has(i);
            IsNull[at + i] = !has;
            Units[at + i] = has ? UnitsOf(values[next++]) : 0;
        }
    }

    protected abstract Int128 UnitsOf(T value);
}

/// <summary>A DOUBLE means its shortest decimal text.</summary>
internal sealed class DoubleCost(int column) : CostColumn<double>(column)
{
    private const double Ten = 1e10;
    private const long UnitsOfTen = 100_000_000;

    // A double below 100,000 whose ten-decimal rounding gives it back has at most 15 significant digits, and two such decimals never share a double:
    // the integer is then exactly its shortest text.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Int128 UnitsOf(double value)
    {
        double ten = Math.Round(value * Ten);
        if (Math.Abs(value) < 100_000 && ten / Ten == value)
        {
            long high = Math.BigMul((long)ten, UnitsOfTen, out long low);
            return new Int128(unchecked((ulong)high), unchecked((ulong)low));
        }

        Span<byte> text = stackalloc byte[64];
        if (double.IsFinite(value) && value.TryFormat(text, out int length, "R", System.Globalization.CultureInfo.InvariantCulture)
            && FocusNumber.Parse(text[..length], out Int128 units, out bool exact) == NumberFault.None && exact) return units;
        Odd = true;
        return 0;
    }
}

/// <summary>DECIMAL in 4 bytes.</summary>
internal sealed class Decimal32Cost(int column, int scale) : CostColumn<int>(column)
{
    private readonly Int128 _factor = CostUnits.Factor(scale);

    protected override Int128 UnitsOf(int value) => value * _factor;
}

/// <summary>DECIMAL in 8 bytes.</summary>
internal sealed class Decimal64Cost(int column, int scale) : CostColumn<long>(column)
{
    private readonly Int128 _factor = CostUnits.Factor(scale);

    protected override Int128 UnitsOf(long value) => value * _factor;
}

/// <summary>DECIMAL in big-endian bytes, at most 16.</summary>
internal sealed class DecimalBytesCost(int column, int bytes, int scale) : CostColumn<FixedLenByteArray>(column)
{
    private readonly Int128 _factor = CostUnits.Factor(scale);
    private readonly Int128 _limit = CostUnits.Limit / CostUnits.Factor(scale);

    protected override unsafe Int128 UnitsOf(FixedLenByteArray value)
    {
        Int128 unscaled;
        if (bytes == 16)
        {
            unscaled = BinaryPrimitives.ReadInt128BigEndian(new ReadOnlySpan<byte>((void*)value.Pointer, bytes));
        }
        else
        {
            byte* data = (byte*)value.Pointer;
            unscaled = (sbyte)data[0];
            for (int i = 1; i < bytes; i++) unscaled = (unscaled << 8) | data[i];
        }

        // Too wide for 18 decimals: the general way says so.
        if (unscaled >= _limit || unscaled <= -_limit)
        {
            Odd = true;
            return 0;
        }

        return _factor == Int128.One ? unscaled : unscaled * _factor;
    }
}

/// <summary>What all cost columns know.</summary>
internal static class CostUnits
{
    /// <summary>20 integer digits and 18 decimals.</summary>
    public static readonly Int128 Limit = Int128.Parse("100000000000000000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>10^(18 − scale).</summary>
    public static Int128 Factor(int scale)
    {
        Int128 factor = 1;
        for (int i = scale; i < FocusNumber.Scale; i++) factor *= 10;
        return factor;
    }
}
