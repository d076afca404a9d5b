namespace CostGuard.Report.Workbook;

/// <summary>Texts that SUMIFS compares as they are: no wildcard, no operator, no number, not too long.</summary>
internal static class Criteria
{
    private const int LengthMax = 200;
    private const int NumberDigitsMax = 15;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

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

    /// <summary>
    /// True when SUMIFS tells all of these apart: words without case, or whole numbers, which some programs compare as numbers of at most 15 digits, without
    /// the zeros before them.
    /// </summary>
    public static bool AreApart(IEnumerable<string> texts)
    {
        string[] all = [.. texts.Distinct(StringComparer.Ordinal)];
        return all.All(text => IsWholeNumber(text) || (IsSafe(text) && !BeginsLikeADate(text)))
            && all.Select(text => IsWholeNumber(text) ? text.TrimStart('0') : text).Distinct(StringComparer.OrdinalIgnoreCase).Count() == all.Length;
    }

    private static bool IsWholeNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) && text.TrimStart('0').Length <= NumberDigitsMax;

    // "Mar-2026" is read as a date.
    private static bool BeginsLikeADate(string text) => text.Length > 3 && !char.IsLetter(text[3]) && Array.IndexOf(Months, text[..3].ToUpperInvariant()) >= 0;
}
