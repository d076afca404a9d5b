namespace CostGuard.Report.Workbook;

/// <summary>Texts that SUMIFS compares as they are: no wildcard, no operator, no number, not too long.</summary>
internal static class Criteria
{
    private const int LengthMax = 200;

    public static bool IsSafe(string text) => text.Length is > 0 and <= LengthMax
        && !text.Any(letter => letter is '*' or '?' or '~' or '"' || char.IsControl(letter))
        && text.Trim().Length == text.Length
        && text[0] is not ('=' or '<' or '>' or '+' or '-' or '@' or '\'')
        && text.Any(char.IsLetter)
        // "12E4", "TRUE" and "Jan 5" are read as a number, a truth value or a date.
        && !char.IsDigit(text[0])
        && !text.Equals("true", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The texts that are safe and differ from all others without regard to case.</summary>
    public static HashSet<string> SafeOf(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).GroupBy(text => text, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1 && IsSafe(group.Key)).Select(group => group.Key)];
}
