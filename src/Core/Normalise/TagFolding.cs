using System.Text;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Normalise;

/// <summary>
/// Folds raw tags (domain B.1): spelling of keys and values, aliases, missing values, and the choice among several raw keys that mean the same.
/// Pure and the same under every culture. Not safe for several threads at once: make one for each thread.
/// </summary>
public sealed class TagFolding
{
    /// <summary>Longest key kept, in characters.</summary>
    public const int KeyCharsMax = 128;

    /// <summary>Longest value kept, in characters.</summary>
    public const int ValueCharsMax = 256;

    private static readonly string[] Removed = ["resource_tags_user_", "resourcetags/user:", "resourcetags/", "user:", "user_", "project/"];
    private static readonly string[] Kept = ["aws:", "k8s:"];
    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal) { "", "-", "n/a", "none", "null", "unknown", "todo", "tbd" };

    private readonly TagAliases _aliases;
    private readonly Dictionary<string, FoldedKey> _keys = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _raw = [];

    /// <summary>Folding by the built-in tables and a company's own.</summary>
    public TagFolding(TagConfig config) => _aliases = new TagAliases(config, text => Key(text), text => Value(text));

    /// <summary>The canonical key that a raw key stands for: "user:Cost-Center" is "cost_center", "Squad" is "team".</summary>
    public string FoldKey(string raw) => Resolve(raw).Name;

    /// <summary>The canonical value of a raw value under a folded key; null when it counts as missing ("", "-", "n/a", "none", "tbd", …).</summary>
    public string? FoldValue(string foldedKey, string raw)
    {
        string value = Cut(Value(raw), ValueCharsMax);
        return Missing.Contains(value) ? null : _aliases.Value(foldedKey, value);
    }

    /// <summary>Folds all tags of a charge. A raw key that is given twice counts with its last value, and as a conflict when the values differ.</summary>
    public FoldedTags Fold(IEnumerable<KeyValuePair<string, string>> raw)
    {
        var chosen = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var truncated = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string key, string text) in raw)
        {
            FoldedKey folded = Resolve(key);
            if (folded.Truncated || Value(text).Length > ValueCharsMax) truncated.Add(key);
            if (FoldValue(folded.Name, text) is { } value) Choose(chosen, folded, new Candidate(key, folded.Rank, value, false));
        }

        return new FoldedTags(
            TagSet.Of(chosen.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value))),
            [.. chosen.Where(pair => pair.Value.Conflict).Select(pair => pair.Key).Order(StringComparer.Ordinal)],
            [.. truncated]);
    }

    /// <summary>
    /// The wanted values of one raw tags text, for callers that meet each distinct text once.
    /// </summary>
    /// <param name="tagsJson">FOCUS Tags, UTF-8; empty means no tags. What cannot be read counts as missing.</param>
    /// <param name="foldedKeys">Keys wanted, folded and canonical.</param>
    /// <param name="values">Gets a value for each key, null where it is missing. As long as <paramref name="foldedKeys"/>.</param>
    /// <param name="conflicts">Gets true where raw keys with different values mean the key. As long as <paramref name="foldedKeys"/>.</param>
    /// <returns>False when the text is not a JSON object of plain values.</returns>
    public bool Look(ReadOnlySpan<byte> tagsJson, IReadOnlyList<string> foldedKeys, Span<string?> values, Span<bool> conflicts)
    {
        values[..foldedKeys.Count].Clear();
        conflicts[..foldedKeys.Count].Clear();
        _raw.Clear();
        bool valid = TagsJson.TryRead(tagsJson, _raw, out _);
        if (_raw.Count == 0) return valid;
        FoldedTags folded = Fold(_raw.Where(tag => foldedKeys.Contains(Resolve(tag.Key).Name)));
        for (int i = 0; i < foldedKeys.Count; i++)
        {
            values[i] = folded.Tags[foldedKeys[i]];
            conflicts[i] = folded.Conflicts.Contains(foldedKeys[i]);
        }

        return valid;
    }

    /// <summary>The same for text.</summary>
    public bool Look(string tagsJson, IReadOnlyList<string> foldedKeys, Span<string?> values, Span<bool> conflicts) =>
        Look(Encoding.UTF8.GetBytes(tagsJson), foldedKeys, values, conflicts);

    private static void Choose(Dictionary<string, Candidate> chosen, FoldedKey key, Candidate next)
    {
        if (!chosen.TryGetValue(key.Name, out Candidate? earlier))
        {
            chosen[key.Name] = next;
            return;
        }

        bool conflict = earlier.Conflict || !string.Equals(earlier.Value, next.Value, StringComparison.Ordinal);
        int order = next.Rank != earlier.Rank ? next.Rank.CompareTo(earlier.Rank) : string.CompareOrdinal(next.Raw, earlier.Raw);
        chosen[key.Name] = (order <= 0 ? next : earlier) with { Conflict = conflict };
    }

    // Keys repeat in every row, so that each is folded once.
    private FoldedKey Resolve(string raw)
    {
        if (_keys.TryGetValue(raw, out FoldedKey? known)) return known;
        string folded = Key(raw);
        (string name, int rank) = _aliases.Resolve(raw, Cut(folded, KeyCharsMax));
        var key = new FoldedKey(name, rank, folded.Length > KeyCharsMax);
        if (_keys.Count < 100_000) _keys.Add(raw, key);
        return key;
    }

    private static string Key(string raw)
    {
        string key = Compatible(raw).Trim();
        foreach (string prefix in Removed)
        {
            if (!key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || key.Length == prefix.Length) continue;
            key = key[prefix.Length..];
            break;
        }

        key = key.ToLowerInvariant();
        string kept = Kept.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        var folded = new StringBuilder(kept, key.Length);
        bool run = false;
        foreach (char c in key.AsSpan(kept.Length))
        {
            bool separator = c is '-' or '_' or '.' or ':' or '/' || char.IsWhiteSpace(c);
            if (!separator) folded.Append(c);
            else if (!run) folded.Append('_');
            run = separator;
        }

        return folded.ToString();
    }

    private static string Value(string raw) => Compatible(raw).Trim().ToLowerInvariant();

    private static string Compatible(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string Cut(string text, int charsMax)
    {
        if (text.Length <= charsMax) return text;
        return char.IsHighSurrogate(text[charsMax - 1]) ? text[..(charsMax - 1)] : text[..charsMax];
    }

    private sealed record FoldedKey(string Name, int Rank, bool Truncated);

    private sealed record Candidate(string Raw, int Rank, string Value, bool Conflict);
}
