using CostGuard.Core.Configuration;

namespace CostGuard.Core.Normalise;

/// <summary>Which spellings mean which key and value: the built-in table of domain B.1 with the company's own on top.</summary>
internal sealed class TagAliases
{
    private static readonly (string Key, string[] Aliases)[] BuiltInKeys =
    [
        ("team", ["team", "squad", "owner_team", "team_name", "cost_owner"]),
        ("cost_center", ["costcenter", "cost_centre", "cc", "costcode"]),
        ("env", ["env", "environment", "stage", "tier"]),
        ("app", ["app", "application", "service", "workload", "project"]),
        ("owner", ["owner", "contact", "created_by"]),
    ];

    private static readonly (string Key, string Value, string[] Aliases)[] BuiltInValues =
    [
        ("env", "prod", ["prd", "production", "live"]),
        ("env", "dev", ["dev", "develop"]),
    ];

    private readonly Dictionary<string, Entry> _byFolded = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Value), string> _values = [];

    public TagAliases(TagConfig config, Func<string, string> foldKey, Func<string, string> foldValue)
    {
        HashSet<string> replaced = [.. config.Aliases.Keys.Select(foldKey)];
        foreach ((string key, string[] aliases) in BuiltInKeys.Where(entry => !replaced.Contains(entry.Key))) AddKey(key, key, aliases, foldKey);
        foreach ((string key, IReadOnlyList<string> aliases) in config.Aliases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            AddKey(foldKey(key), key, aliases, foldKey);
        HashSet<string> replacedValues = [.. config.Values.Keys.Select(foldKey)];
        foreach ((string key, string value, string[] aliases) in BuiltInValues.Where(entry => !replacedValues.Contains(entry.Key)))
            AddValue(key, value, aliases, foldValue);
        foreach ((string key, IReadOnlyDictionary<string, IReadOnlyList<string>> values) in config.Values)
        {
            foreach ((string value, IReadOnlyList<string> aliases) in values) AddValue(foldKey(key), foldValue(value), aliases, foldValue);
        }
    }

    /// <summary>The canonical key of a folded raw key, and how much it is preferred (smaller wins).</summary>
    public (string Key, int Rank) Resolve(string raw, string folded)
    {
        if (!_byFolded.TryGetValue(folded, out Entry? entry)) return (folded, string.Equals(raw, folded, StringComparison.Ordinal) ? 0 : 1);
        for (int i = 0; i < entry.Spellings.Length; i++)
        {
            if (string.Equals(entry.Spellings[i], raw, StringComparison.Ordinal)) return (entry.Key, i * 2);
        }

        return (entry.Key, (entry.Folded.IndexOf(folded) * 2) + 1);
    }

    /// <summary>The canonical value of a folded value.</summary>
    public string Value(string key, string folded) => _values.GetValueOrDefault((key, folded), folded);

    // The canonical key comes first, unless the list names it itself: then the list is the order.
    private void AddKey(string key, string written, IReadOnlyList<string> aliases, Func<string, string> foldKey)
    {
        string[] spellings = aliases.Contains(written, StringComparer.Ordinal) ? [.. aliases] : [written, .. aliases];
        var entry = new Entry(key, spellings, [.. spellings.Select(foldKey)]);
        foreach (string folded in entry.Folded) _byFolded[folded] = entry;
    }

    private void AddValue(string key, string value, IEnumerable<string> aliases, Func<string, string> foldValue)
    {
        foreach (string alias in aliases) _values[(key, foldValue(alias))] = value;
    }

    private sealed record Entry(string Key, string[] Spellings, List<string> Folded);
}
