namespace CostGuard.Core.Focus.Azure;

/// <summary>The columns of one export file by what they mean. Their order, case and language differ by agreement and year.</summary>
public sealed class AzureHeader
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Sorts the columns; of two with one meaning the first one counts.</summary>
    /// <param name="columns">Names in the order of the file.</param>
    public AzureHeader(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        for (int i = 0; i < columns.Count; i++) _byName.TryAdd(AzureNames.Fold(columns[i]), i);
    }

    /// <summary>True for the columns of a Microsoft Customer Agreement.</summary>
    public bool IsCustomerAgreement => AzureNames.CustomerAgreement.Any(_byName.ContainsKey);

    /// <summary>The name of a column exactly as given.</summary>
    public string NameAt(int index) => _columns[index];

    /// <summary>Columns of these folded names, in this order; the first one with a value counts.</summary>
    public IReadOnlyList<int> Find(params IEnumerable<string> names) => [.. names.Where(_byName.ContainsKey).Select(name => _byName[name])];
}
