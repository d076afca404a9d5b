using System.Text;

namespace CostGuard.Core.Values;

/// <summary>
/// Text as every file that is written of it can hold it. Workbooks, review packs and PDFs are XML, which forbids control characters even as references:
/// one of them in a note would keep the whole file from being made.
/// </summary>
public static class WritableText
{
    /// <summary>The text without the characters that XML 1.0 forbids (controls other than tab and line ends, halves of pairs, U+FFFE, U+FFFF); the same text when it has none.</summary>
    /// <param name="text">From a person, a provider or a file.</param>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsValid(text) ? text : Strip(text);
    }

    private static bool IsValid(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i)) i++;
            else if (!IsAllowed(text[i])) return false;
        }

        return true;
    }

    private static string Strip(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i)) kept.Append(text[i]).Append(text[++i]);
            else if (IsAllowed(text[i])) kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static bool IsPair(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static bool IsAllowed(char letter) =>
        letter is '\t' or '\n' or '\r' || (letter >= ' ' && !char.IsSurrogate(letter) && letter is not ('\uFFFE' or '\uFFFF'));
}
