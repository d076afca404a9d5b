using System.Globalization;

namespace CostGuard.Cli.Configuration;

/// <summary>Numbers as text that is the same on every machine.</summary>
public static class Invariant
{
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"2026-10-31".</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"480,000.00", for people.</summary>
    public static string Amount(decimal amount, int decimals) => amount.ToString($"N{Text(decimals)}", CultureInfo.InvariantCulture);

    /// <summary>The shortest exact text: 1.10 and 1.1 are one number.</summary>
    public static string Exact(decimal number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
