using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Report.Xlsx;

/// <summary>Text from outside, made fit for a cell.</summary>
internal static class SafeText
{
    // Excel's limit of characters in a cell.
    private const int CellCharsMax = 32_767;

    private const string CutMark = " … [cut: the full text is in the CSV]";

    /// <summary>Without characters that XML forbids, and cut with a mark where a cell cannot hold it.</summary>
    public static string Clean(string text)
    {
        string valid = WritableText.Clean(text);
        if (valid.Length <= CellCharsMax) return valid;
        int length = CellCharsMax - CutMark.Length;
        return valid[..(char.IsHighSurrogate(valid[length - 1]) ? length - 1 : length)] + CutMark;
    }

    /// <summary>Escaped for an XML text node; CR by number, and "_x0041_" so that Excel does not read it as an escape.</summary>
    public static string Xml(string text)
    {
        string clean = Clean(text);
        if (clean.AsSpan().IndexOfAny("&<>\r_") < 0) return clean;
        var escaped = new StringBuilder(clean.Length + 16);
        for (int i = 0; i < clean.Length; i++)
        {
            switch (clean[i])
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '\r': escaped.Append("&#13;"); break;
                case '_' when IsEscape(clean, i): escaped.Append("_x005F_"); break;
                default: escaped.Append(clean[i]); break;
            }
        }

        return escaped.ToString();
    }

    private static bool IsEscape(string text, int at) => at + 6 < text.Length && text[at + 1] == 'x' && text[at + 6] == '_'
        && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]) && char.IsAsciiHexDigit(text[at + 4]) && char.IsAsciiHexDigit(text[at + 5]);
}
