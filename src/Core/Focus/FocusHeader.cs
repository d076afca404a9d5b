using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus;

/// <summary>The columns of a file, sorted into FOCUS columns, a provider's own (x_) and unknown ones.</summary>
internal sealed class FocusHeader
{
    private readonly IReadOnlyList<string> _columns;

    public FocusHeader(IReadOnlyList<string> columns, string file)
    {
        _columns = columns;
        File = file;
        var unknown = new List<string>();
        for (int i = 0; i < columns.Count; i++) Sort(i, unknown);
        if (unknown.Count == 0) return;
        Problems.Add(FocusErrors.UnknownColumns.At($"Columns that FOCUS does not know are left out: {string.Join(", ", unknown)}.", file, 1, null, Severity.Warning));
    }

    public string File { get; }

    public Dictionary<string, int> Focus { get; } = new(StringComparer.Ordinal);

    public List<ColumnFeed> Custom { get; } = [];

    public List<Problem> Problems { get; } = [];

    /// <summary>Position of a column named by the user: a FOCUS column, or any column of the file. −1 when there is none.</summary>
    public int IndexOf(string name)
    {
        if (FocusColumns.Find(name) is { } column && Focus.TryGetValue(column.Name, out int index)) return index;
        string folded = FocusColumns.Fold(name);
        for (int i = 0; i < _columns.Count; i++)
        {
            if (string.Equals(FocusColumns.Fold(_columns[i]), folded, StringComparison.Ordinal)) return i;
        }

        return -1;
    }

    public string NameAt(int index) => _columns[index];

    /// <summary>Refuses files that are something else than FOCUS 1.x cost and usage, and says what they are.</summary>
    public void RefuseOthers()
    {
        if (_columns.All(string.IsNullOrWhiteSpace)) throw Refusal(FocusErrors.Empty, $"{File} has no header.");
        bool Has(string name) => _columns.Any(column => string.Equals(FocusColumns.Fold(column), FocusColumns.Fold(name), StringComparison.Ordinal));
        if (!Focus.ContainsKey("BilledCost") && Has("ContractCommitmentId"))
            throw Refusal(FocusErrors.ContractCommitment, $"{File} is a FOCUS Contract Commitment dataset, which has no charges.");
        string[] old = [.. new[] { "AmortizedCost", "ChargeType" }.Where(Has)];
        if (old.Length > 0 && (!Focus.ContainsKey("EffectiveCost") || !Focus.ContainsKey("ChargeCategory")))
            throw Refusal(FocusErrors.WrongVersion, $"{File} is FOCUS 0.5 or 1.0-preview (wrong version): it has {string.Join(" and ", old)}. FOCUS 1.0 to 1.4 are read.");
    }

    private void Sort(int i, List<string> unknown)
    {
        string name = FocusColumns.Clean(_columns[i]);
        if (FocusColumns.IsCustom(name)) AddCustom(i, $"x_{name[2..]}");
        else if (FocusColumns.Find(name) is not { } column) unknown.Add(name.Length == 0 ? "(no name)" : name);
        else if (!Focus.TryAdd(column.Name, i))
            throw Refusal(FocusErrors.ColumnTwice, $"{File} has {column.Name} twice: '{_columns[Focus[column.Name]]}' and '{_columns[i]}'.");
    }

    // DuckDB and Parquet readers compare column names without case, so two that differ by case only cannot both be kept.
    private void AddCustom(int i, string name)
    {
        if (!Custom.Any(feed => string.Equals(feed.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            Custom.Add(new ColumnFeed(name, FocusType.Text, FeedKind.Source, i, _columns[i]));
            return;
        }

        Problems.Add(FocusErrors.ColumnTwice.At($"{name} occurs twice; the first one is kept.", File, 1, name, Severity.Warning));
    }

    private CostGuardException Refusal(ErrorInfo info, string message) => new(2, info.At(message, File, 1));
}
