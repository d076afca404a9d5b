namespace CostGuard.Core.Focus.Aws;

/// <summary>The columns of one report file, by what they mean. Columns come and go between months and parts; nothing here is at a fixed place.</summary>
public sealed class CurHeader
{
    /// <summary>In front of the keys of cost categories, so that a category and a tag of one name stay apart.</summary>
    public const string CategoryPrefix = "costCategory/";

    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Sorts the columns.</summary>
    /// <param name="columns">Names in the order of the file.</param>
    public CurHeader(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        var tags = new List<CurTagColumn>();
        for (int i = 0; i < columns.Count; i++)
        {
            if (TagKey(FocusColumns.Clean(columns[i])) is { } key) tags.Add(new CurTagColumn(i, key));
            else if (_byName.TryGetValue(CurNames.Fold(columns[i]), out List<int>? same)) same.Add(i);
            else _byName.Add(CurNames.Fold(columns[i]), [i]);
        }

        TagColumns = tags;
    }

    /// <summary>Columns of single tags and cost categories, in the order of the file.</summary>
    public IReadOnlyList<CurTagColumn> TagColumns { get; }

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Count;

    /// <summary>The name of a column exactly as given.</summary>
    public string NameAt(int index) => _columns[index];

    /// <summary>True when there is a column of this folded name.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Columns of these folded names, in this order; the first one with a value counts.</summary>
    public IReadOnlyList<int> Find(params IEnumerable<string> names) => [.. names.SelectMany(name => _byName.GetValueOrDefault(name) ?? [])];

    private static string? TagKey(string name)
    {
        foreach (string prefix in new[] { "resourceTags/", "resource_tags_" })
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return name[prefix.Length..];
        }

        foreach (string prefix in new[] { CategoryPrefix, "cost_category_" })
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return CategoryPrefix + name[prefix.Length..];
        }

        return null;
    }
}
