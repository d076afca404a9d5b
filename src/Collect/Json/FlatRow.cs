using System.Text;
using System.Text.Json;
using CostGuard.Core.Focus;

namespace CostGuard.Collect.Json;

/// <summary>A JSON object as a row: "service": {"id": …} is the column service.id, lists stay JSON text, numbers keep their digits.</summary>
internal sealed class FlatRow(IReadOnlyList<string> columns) : SourceRow
{
    private readonly Dictionary<string, int> _byName = columns.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
    private readonly HashSet<string> _parents = [.. columns.Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)])];
    private readonly byte[]?[] _cells = new byte[columns.Count][];

    public override ReadOnlySpan<byte> this[int column] => _cells[column];

    /// <summary>Takes a line. False when it is no JSON object.</summary>
    public bool Read(ReadOnlyMemory<byte> line)
    {
        Array.Clear(_cells);
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return false;
            Take(json.RootElement, "");
            return true;
        }
        // A text with half a surrogate pair is valid JSON that no string can hold.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Take(JsonElement parent, string prefix)
    {
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            string name = prefix + property.Name;
            if (prefix.Length == 0 && property.Value.ValueKind == JsonValueKind.Object && _parents.Contains(name)) Take(property.Value, name + ".");
            else if (_byName.TryGetValue(name, out int column)) _cells[column] = Text(property.Value);
        }
    }

    private static byte[]? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Encoding.UTF8.GetBytes(value.GetString()!),
        _ => Encoding.UTF8.GetBytes(value.GetRawText()),
    };
}
