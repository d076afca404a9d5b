using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus;

/// <summary>What became of a number's text.</summary>
public enum NumberFault
{
    /// <summary>It is a number.</summary>
    None,

    /// <summary>It is not in FOCUS NumericFormat.</summary>
    NotANumber,

    /// <summary>It has more than 20 integer digits (or is longer than any real one).</summary>
    TooLarge,
}

/// <summary>
/// Reads FOCUS NumericFormat from UTF-8 into units of 10⁻¹⁸, rounded half-even: "-12.50", "35.2E-7". No leading plus sign, separator or
/// currency sign, whatever the culture. Blanks around the number are no part of it: real exports pad cells, and nothing has to be guessed.
/// </summary>
public static class FocusNumber
{
    /// <summary>Decimals kept.</summary>
    public const int Scale = 18;

    private const int TextBytesMax = 200;
    private const int ExponentMax = 400;

    private static readonly ulong[] Powers = [.. Enumerable.Range(0, Scale + 1).Select(exponent => (ulong)PowerOfTen(exponent))];
    private static readonly Int128 Limit = PowerOfTen(38);

    /// <summary>Reads a number.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="units">Value × 10¹⁸, rounded half-even.</param>
    /// <param name="exact">False when digits beyond the 18th decimal were rounded away; <see cref="Exact"/> has them.</param>
    public static NumberFault Parse(ReadOnlySpan<byte> utf8, out Int128 units, out bool exact)
    {
        units = 0;
        exact = true;
        utf8 = utf8.Trim((byte)' ');
        int i = utf8.Length > 0 && utf8[0] == '-' ? 1 : 0;
        ulong digits = 0;
        int decimals = -1;
        int count = 0;
        for (; i < utf8.Length; i++)
        {
            uint digit = unchecked((uint)(utf8[i] - '0'));
            if (digit <= 9)
            {
                if (++count > 19) return Slow(utf8, out units, out exact);
                digits = unchecked((digits * 10) + digit);
                if (decimals >= 0) decimals++;
            }
            else if (utf8[i] == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return Slow(utf8, out units, out exact);
            }
        }

        if (count == 0) return NumberFault.NotANumber;
        if (decimals > Scale) return Slow(utf8, out units, out exact);
        var value = (Int128)Math.BigMul(digits, Powers[Scale - Math.Max(decimals, 0)]);
        units = utf8[0] == '-' ? -value : value;
        return NumberFault.None;
    }

    /// <summary>Every digit of a text that <see cref="Parse"/> takes.</summary>
    public static ExactSum Exact(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.ASCII.GetString(utf8.Trim((byte)' '));
        return ExactSum.Parse(text.StartsWith("-.", StringComparison.Ordinal) ? $"-0{text[1..]}" : text.StartsWith('.') ? $"0{text}" : text);
    }

    /// <summary>The exact sum of units of 10⁻¹⁸.</summary>
    public static ExactSum OfUnits(Int128 units) => new(units, Scale);

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    // Exponents, and more digits than a ulong or the scale holds.
    private static NumberFault Slow(ReadOnlySpan<byte> utf8, out Int128 units, out bool exact)
    {
        units = 0;
        exact = true;
        if (!TryScan(utf8, out int point, out int exponent, out Span<byte> digits, stackalloc byte[TextBytesMax]))
            return utf8.Length > TextBytesMax && utf8.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? NumberFault.TooLarge : NumberFault.NotANumber;

        // 'point' digits stand before the decimal point; 'kept' of them are units.
        int kept = point + exponent + Scale;
        digits = digits.TrimStart((byte)0, ref kept);
        if (digits.IsEmpty) return NumberFault.None;
        if (kept > 38) return NumberFault.TooLarge;
        Int128 value = 0;
        for (int i = 0; i < kept; i++) value = (value * 10) + (i < digits.Length ? digits[i] : 0);
        ReadOnlySpan<byte> cut = kept < 0 ? default : kept < digits.Length ? digits[kept..] : default;
        exact = kept >= 0 ? cut.IndexOfAnyExcept((byte)0) < 0 : false;
        if (!exact && kept >= 0 && RoundsUp(cut, value)) value++;
        if (value >= Limit) return NumberFault.TooLarge;
        units = utf8[0] == '-' ? -value : value;
        return NumberFault.None;
    }

    private static bool RoundsUp(ReadOnlySpan<byte> cut, Int128 value) =>
        cut[0] > 5 || (cut[0] == 5 && (cut[1..].IndexOfAnyExcept((byte)0) >= 0 || Int128.IsOddInteger(value)));

    private static Span<byte> TrimStart(this Span<byte> digits, byte zero, ref int kept)
    {
        int zeros = digits.IndexOfAnyExcept(zero);
        if (zeros < 0) return default;
        kept -= zeros;
        return digits[zeros..];
    }

    private static bool TryScan(ReadOnlySpan<byte> utf8, out int point, out int exponent, out Span<byte> digits, Span<byte> buffer)
    {
        point = -1;
        exponent = 0;
        digits = default;
        if (utf8.Length > TextBytesMax) return false;
        int count = 0;
        int i = utf8.Length > 0 && utf8[0] == '-' ? 1 : 0;
        for (; i < utf8.Length && (utf8[i] | 0x20) != 'e'; i++)
        {
            if (char.IsAsciiDigit((char)utf8[i])) buffer[count++] = (byte)(utf8[i] - '0');
            else if (utf8[i] == '.' && point < 0) point = count;
            else return false;
        }

        if (count == 0) return false;
        if (point < 0) point = count;
        digits = buffer[..count];
        return i == utf8.Length || TryExponent(utf8[(i + 1)..], out exponent);
    }

    private static bool TryExponent(ReadOnlySpan<byte> utf8, out int exponent)
    {
        exponent = 0;
        bool signed = utf8.Length > 0 && utf8[0] is (byte)'-' or (byte)'+';
        bool negative = signed && utf8[0] == '-';
        if (signed) utf8 = utf8[1..];
        if (utf8.Length is 0 or > 4 || utf8.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;
        foreach (byte digit in utf8) exponent = (exponent * 10) + digit - '0';
        if (negative) exponent = -exponent;
        return Math.Abs(exponent) <= ExponentMax;
    }
}
