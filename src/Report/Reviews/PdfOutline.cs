using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostGuard.Report.Reviews;

/// <summary>Adds bookmarks and a language to a finished PDF by an incremental update (ISO 32000-1, 7.5.6): what was there stays byte for byte, new objects follow it.</summary>
internal static partial class PdfOutline
{
    /// <summary>The file with a bookmark a page; as it was when its form is not the one that is known.</summary>
    /// <param name="pdf">A PDF with a plain cross-reference table.</param>
    /// <param name="titles">Titles of its pages, in order.</param>
    /// <param name="language">Language of its text.</param>
    public static byte[] Add(byte[] pdf, IReadOnlyList<string> titles, string language)
    {
        // Latin-1 keeps every byte as it is.
        string text = Encoding.Latin1.GetString(pdf);
        Match trailer = Trailer().Match(text, text.LastIndexOf("trailer", StringComparison.Ordinal) is var at and >= 0 ? at : 0);
        if (!trailer.Success || titles.Count == 0) return pdf;
        string size = Value(trailer.Groups[1].Value, "Size"), root = Value(trailer.Groups[1].Value, "Root"), info = Value(trailer.Groups[1].Value, "Info");
        Match catalog = Regex.Match(text, $@"(?<![0-9]){Regex.Escape(root.Split(' ')[0])} 0 obj\s*<<(.*?)>>\s*endobj", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        string[] pages = [.. PageObject().Matches(text).Select(match => match.Groups[1].Value)];
        if (!catalog.Success || pages.Length != titles.Count || size.Length == 0) return pdf;
        int next = int.Parse(size, CultureInfo.InvariantCulture), first = next + 1;
        var more = new StringBuilder(text.EndsWith('\n') ? "" : "\n");
        var places = new List<(string Number, int Place)>();
        void Object(string number, string body)
        {
            places.Add((number, text.Length + more.Length));
            more.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n<<{body}>>\nendobj\n");
        }

        Object(root.Split(' ')[0], $"{catalog.Groups[1].Value.TrimEnd()}\n/Outlines {N(next)} 0 R\n/PageMode /UseOutlines\n/Lang ({language})\n/ViewerPreferences <</DisplayDocTitle true>>\n");
        Object(N(next), $"/Type /Outlines\n/First {N(first)} 0 R\n/Last {N(first + titles.Count - 1)} 0 R\n/Count {N(titles.Count)}\n");
        for (int i = 0; i < titles.Count; i++)
        {
            string before = i == 0 ? "" : $"/Prev {N(first + i - 1)} 0 R\n", after = i == titles.Count - 1 ? "" : $"/Next {N(first + i + 1)} 0 R\n";
            Object(N(first + i), $"/Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(titles[i]))}>\n/Parent {N(next)} 0 R\n{before}{after}/Dest [{pages[i]} 0 R /Fit]\n");
        }

        int table = text.Length + more.Length;
        more.Append("xref\n");
        foreach ((string number, int place) in places) more.Append(CultureInfo.InvariantCulture, $"{number} 1\n{place:0000000000} 00000 n \n");
        string about = info.Length == 0 ? "" : $"\n/Info {info}";
        more.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {first + titles.Count}\n/Root {root}{about}\n/Prev {trailer.Groups[2].Value}>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text + more);
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Value(string dictionary, string key) => Regex.Match(dictionary, $@"/{key}\s+(\d+(?: \d+ R)?)", RegexOptions.CultureInvariant).Groups[1].Value;

    [GeneratedRegex(@"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF", RegexOptions.Singleline)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"(?<![0-9])(\d+) 0 obj\s*<<[^>]*?/Type\s*/Page(?![a-zA-Z])", RegexOptions.Singleline)]
    private static partial Regex PageObject();
}
