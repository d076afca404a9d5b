using System.Collections;

namespace CostGuard.Core.Values;

/// <summary>Tags as key and value, immutable, compared by content (ordinal), listed in ordinal order of the key.</summary>
public sealed class TagSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<TagSet>
{
    private readonly KeyValuePair<string, string>[] _tags;

    private TagSet(KeyValuePair<string, string>[] tags) => _tags = tags;

    /// <summary>No tags.</summary>
    public static TagSet Empty { get; } = new([]);

    /// <summary>Number of tags.</summary>
    public int Count => _tags.Length;

    /// <summary>The value of a key, or null when the key is missing.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (KeyValuePair<string, string> tag in _tags)
            {
                if (string.Equals(tag.Key, key, StringComparison.Ordinal)) return tag.Value;
            }

            return null;
        }
    }

    /// <summary>A set of these tags. Keys must be unique.</summary>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public static TagSet Of(IEnumerable<KeyValuePair<string, string>> tags)
    {
        KeyValuePair<string, string>[] sorted = [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (string.Equals(sorted[i - 1].Key, sorted[i].Key, StringComparison.Ordinal))
                throw new ArgumentException($"Tag key '{sorted[i].Key}' occurs twice.", nameof(tags));
        }

        return sorted.Length == 0 ? Empty : new TagSet(sorted);
    }

    /// <inheritdoc/>
    public bool Equals(TagSet? other) => other is not null && _tags.AsSpan().SequenceEqual(other._tags);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TagSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (KeyValuePair<string, string> tag in _tags)
        {
            hash.Add(tag.Key, StringComparer.Ordinal);
            hash.Add(tag.Value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_tags).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
