using System.Globalization;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Azure;

/// <summary>A unit of measure such as "10K", "100 Hours" or "1 GB/Month": how many units one priced block is.</summary>
/// <param name="Block">Units in a block.</param>
/// <param name="Unit">The unit: "Hours", "GB/Month", or "Units" where none is said.</param>
public sealed record AzureUnit(long Block, string Unit)
{
    /// <summary>Reads it; null when it does not begin with a positive number.</summary>
    public static AzureUnit? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        int digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long block) || block is 0 or > 1_000_000_000_000) return null;
        string rest = trimmed[digits..];
        long factor = rest.Length > 0 && (rest.Length == 1 || rest[1] is ' ' or '/') ? rest[0] switch { 'K' => 1_000, 'M' => 1_000_000, 'B' => 1_000_000_000, _ => 1 } : 1;
        if (factor > 1) rest = rest[1..];
        rest = rest.Trim().TrimStart('/');
        return new AzureUnit(block * factor, rest.Length == 0 ? "Units" : rest);
    }

    /// <summary>A number of blocks as a number of units.</summary>
    public ExactSum Units(ExactSum blocks) => blocks * new ExactSum(Block, 0);
}
