using System.Globalization;

namespace CostGuard.Clouds.Billing;

/// <summary>Amounts in units of 10⁻¹⁸ and their texts.</summary>
public static class Amounts
{
    private static readonly Int128 One = (Int128)1_000_000_000_000_000_000;

    /// <summary>Reads "-12.5"; at most 18 decimals.</summary>
    public static Int128 Read(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string decimals = point < 0 ? "" : text[(point + 1)..];
        string whole = point < 0 ? text : text[..point];
        return Int128.Parse(whole + decimals.PadRight(18, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes without trailing zeros, rounded half to even to so many decimals.</summary>
    public static string Write(Int128 units, int decimals)
    {
        Int128 step = 1;
        for (int i = decimals; i < 18; i++) step *= 10;
        Int128 cut = units / step;
        Int128 twice = Int128.Abs(units % step) * 2;
        if (twice > step || (twice == step && cut % 2 != 0)) cut += units < 0 ? -1 : 1;
        Int128 rounded = cut * step;
        Int128 magnitude = Int128.Abs(rounded);
        string text = (magnitude / One).ToString(CultureInfo.InvariantCulture);
        string rest = (magnitude % One).ToString(CultureInfo.InvariantCulture).PadLeft(18, '0').TrimEnd('0');
        return (rounded < 0 ? "-" : "") + text + (rest.Length == 0 ? "" : "." + rest);
    }
}
