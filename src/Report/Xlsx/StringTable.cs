namespace CostGuard.Report.Xlsx;

/// <summary>Texts that streamed rows add to the workbook's shared strings, in order of their first use.</summary>
internal sealed class StringTable(int first)
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public List<string> Added { get; } = [];

    public int IndexOf(string text)
    {
        if (_indexes.TryGetValue(text, out int index)) return index;
        index = first + Added.Count;
        _indexes.Add(text, index);
        Added.Add(text);
        return index;
    }
}
