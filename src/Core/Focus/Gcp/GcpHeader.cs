namespace CostGuard.Core.Focus.Gcp;

/// <summary>The columns of one export file by what they mean.</summary>
public sealed class GcpHeader
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Sorts the columns; of two equal ones the first counts.</summary>
    /// <param name="columns">Names in the order of the file.</param>
    public GcpHeader(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        for (int i = 0; i < columns.Count; i++) _byName.TryAdd(GcpNames.Fold(columns[i]), i);
    }

    /// <summary>Position of a column; −1 when the file lacks it.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(GcpNames.Fold(name), -1);

    /// <summary>The name of a column exactly as given.</summary>
    public string NameAt(int index) => _columns[index];
}
