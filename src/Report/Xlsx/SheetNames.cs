using System.Globalization;
using System.Text;

namespace CostGuard.Report.Xlsx;

/// <summary>Names that Excel accepts for sheets: 1 to 31 UTF-16 units, none of : \ / ? * [ ], no apostrophe at either end, not "History", unique without case.</summary>
public static class SheetNames
{
    private const int LengthMax = 31;

    // Excel keeps this name for its own change tracking.
    private const string Reserved = "History";

    /// <summary>A valid, unique name for each wanted one, in order; the taken names (fixed sheets) are left alone. Same input, same names.</summary>
    public static IReadOnlyList<string> Unique(IEnumerable<string> wanted, IEnumerable<string> taken)
    {
        var used = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase) { Reserved };
        var names = new List<string>();
        foreach (string text in wanted)
        {
            string valid = Valid(text);
            string name = valid;
            for (int copy = 2; !used.Add(name); copy++)
            {
                string tail = string.Create(CultureInfo.InvariantCulture, $" ({copy})");
                name = Cut(valid, LengthMax - tail.Length).TrimEnd() + tail;
            }

            names.Add(name);
        }

        return names;
    }

    private static string Valid(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (char letter in SafeText.Clean(text))
        {
            kept.Append(letter is ':' or '\\' or '/' or '?' or '*' or '[' or ']' || char.IsControl(letter) ? '-' : letter);
        }

        string name = Cut(kept.ToString().Trim().Trim('\'').Trim(), LengthMax).Trim().Trim('\'');
        return name.Length == 0 ? "(no name)" : name;
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
