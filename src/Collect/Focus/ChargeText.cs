using System.Text;

namespace CostGuard.Collect.Focus;

/// <summary>Writes charges as FOCUS CSV, so that answers of an API are held to the same rules as files.</summary>
internal sealed class ChargeText(IReadOnlyList<string> columns)
{
    private readonly StringBuilder _text = new();
    private readonly string?[] _cells = new string?[columns.Count];
    private readonly Dictionary<string, int> _index = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    /// <summary>A cell of the charge that is being made; null is no value.</summary>
    public string? this[string column]
    {
        get => _cells[_index[column]];
        set => _cells[_index[column]] = value;
    }

    /// <summary>Ends a charge. Its cells stay as they are for the next one.</summary>
    public void End()
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            if (i > 0) _text.Append(',');
            Append(_cells[i]);
        }

        _text.Append('\n');
    }

    /// <summary>The charges ended since the last call, as UTF-8.</summary>
    public byte[] Take()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        return bytes;
    }

    private void Append(string? cell)
    {
        if (cell is null) return;
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0) _text.Append(cell);
        else _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
