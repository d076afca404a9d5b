using System.Text;
using System.Text.Json;

namespace CostGuard.Core.Normalise;

/// <summary>Reads FOCUS KeyValueFormat: one JSON object whose values are text, number, true, false or null.</summary>
public static class TagsJson
{
    /// <summary>
    /// Adds the pairs in the order of the text, repeated keys included. A number keeps its digits, true and false become those words, null has no value
    /// and is left out, arrays and objects are left out and reported.
    /// </summary>
    /// <param name="utf8">The text; empty means no tags.</param>
    /// <param name="tags">Gets the pairs.</param>
    /// <param name="fault">What is wrong, in a few words, or null. The tags that could be read are in <paramref name="tags"/> all the same.</param>
    /// <returns>False when there is a fault.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, ICollection<KeyValuePair<string, string>> tags, out string? fault)
    {
        fault = null;
        if (utf8.IsEmpty) return true;
        try
        {
            var json = new Utf8JsonReader(utf8);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) fault = "not a JSON object";
            else
            {
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName) ReadPair(ref json, tags, ref fault);
                json.Read();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            fault = "not valid JSON";
        }

        return fault is null;
    }

    private static void ReadPair(ref Utf8JsonReader json, ICollection<KeyValuePair<string, string>> tags, ref string? fault)
    {
        string key = json.GetString()!;
        json.Read();
        string? value = null;
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                value = json.GetString();
                break;
            case JsonTokenType.True:
                value = "true";
                break;
            case JsonTokenType.False:
                value = "false";
                break;
            case JsonTokenType.Number:
                value = Encoding.UTF8.GetString(json.ValueSpan);
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                fault = $"'{key}' is not a plain value";
                json.Skip();
                break;
        }

        if (value is not null) tags.Add(new(key, value));
    }
}
