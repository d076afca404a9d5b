using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostGuard.Core.Focus.Gcp;

/// <summary>Labels and tags of a row as one object: labels before tags before system labels; labels of the project with "project/" in front (domain A.7).</summary>
internal sealed class GcpTags(GcpHeader header)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly (int Column, string Prefix)[] _sources = [.. new[] { ("labels", ""), ("tags", ""), ("system_labels", ""), ("project.labels", "project/") }
        .Select(source => (Column: header.IndexOf(source.Item1), Prefix: source.Item2)).Where(source => source.Column >= 0)];

    private readonly byte[][] _last = [[], [], [], []];
    private byte[] _text = [];

    public bool Any => _sources.Length > 0;

    /// <summary>The object; empty for none. A text that cannot be read is handed on, so that it is warned of.</summary>
    public ReadOnlySpan<byte> Read(SourceRow row)
    {
        bool same = true;
        for (int i = 0; i < _sources.Length; i++)
        {
            if (row[_sources[i].Column].SequenceEqual(_last[i])) continue;
            _last[i] = row[_sources[i].Column].ToArray();
            same = false;
        }

        return same ? _text : _text = Make();
    }

    private byte[] Make()
    {
        var pairs = new List<(string Key, string? Value)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _sources.Length; i++)
        {
            if (GcpNested.Read(_last[i]) is not { } items) return _last[i];
            foreach (IReadOnlyDictionary<string, string?> item in items)
            {
                string key = _sources[i].Prefix + item.GetValueOrDefault("key");
                if (key.Length > _sources[i].Prefix.Length && seen.Add(key)) pairs.Add((key, item.GetValueOrDefault("value")));
            }
        }

        if (pairs.Count == 0) return [];
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            foreach ((string key, string? value) in pairs) json.WriteString(key, value);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
