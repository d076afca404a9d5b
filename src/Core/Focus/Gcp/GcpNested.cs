using System.Text;

namespace CostGuard.Core.Focus.Gcp;

/// <summary>
/// Reads a nested column: a list of flat objects, as JSON ([{"key": "team", "value": "web"}]) or as the Python text that some flattened exports hold
/// ([{'key': 'team', 'value': None}]). A number keeps its digits.
/// </summary>
public static class GcpNested
{
    /// <summary>The objects; null when the text is something else. An empty text is an empty list.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string?>>? Read(ReadOnlySpan<byte> utf8)
    {
        var scan = new Scan(Encoding.UTF8.GetString(utf8));
        var items = new List<IReadOnlyDictionary<string, string?>>();
        if (scan.AtEnd) return items;
        if (!scan.Take('[')) return null;
        while (!scan.Take(']'))
        {
            if (items.Count > 0 && !scan.Take(',')) return null;
            if (Item(scan) is not { } item) return null;
            items.Add(item);
        }

        return scan.AtEnd ? items : null;
    }

    private static Dictionary<string, string?>? Item(Scan scan)
    {
        var item = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!scan.Take('{')) return null;
        while (!scan.Take('}'))
        {
            if (item.Count > 0 && !scan.Take(',')) return null;
            if (scan.Quoted() is not { } name || !scan.Take(':') || !scan.Value(out string? value)) return null;
            item[name] = value;
        }

        return item;
    }

    private sealed class Scan(string text)
    {
        private int _at;

        public bool AtEnd
        {
            get
            {
                while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
                return _at == text.Length;
            }
        }

        public bool Take(char letter)
        {
            if (AtEnd || text[_at] != letter) return false;
            _at++;
            return true;
        }

        public string? Quoted()
        {
            if (AtEnd || text[_at] is not ('"' or '\'')) return null;
            char quote = text[_at];
            var value = new StringBuilder();
            for (_at++; _at < text.Length && text[_at] != quote; _at++)
            {
                if (text[_at] != '\\') value.Append(text[_at]);
                else if (!Escape(value)) return null;
            }

            return _at++ < text.Length ? value.ToString() : null;
        }

        public bool Value(out string? value)
        {
            value = Quoted();
            if (value is not null) return true;
            if (AtEnd) return false;
            int from = _at;
            while (_at < text.Length && text[_at] is not (',' or '}' or ']' or '[' or '{' or '"' or '\'') && !char.IsWhiteSpace(text[_at])) _at++;
            string word = text[from.._at];
            value = word switch { "null" or "None" => null, "True" => "true", "False" => "false", _ => word };
            return word.Length > 0;
        }

        private bool Escape(StringBuilder value)
        {
            if (++_at == text.Length) return false;
            int digits = text[_at] switch { 'u' => 4, 'x' => 2, _ => 0 };
            if (digits > 0)
            {
                if (_at + digits >= text.Length || !ushort.TryParse(text.AsSpan(_at + 1, digits), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out ushort code)) return false;
                value.Append((char)code);
                _at += digits;
                return true;
            }

            value.Append(text[_at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', char other => other });
            return true;
        }
    }
}
