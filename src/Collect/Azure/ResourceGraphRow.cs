using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>A row of Resource Graph. What is not there is null, whatever the reason.</summary>
internal readonly struct ResourceGraphRow
{
    private readonly JsonElement _row;

    /// <exception cref="CostGuardException">The row names no resource.</exception>
    public ResourceGraphRow(JsonElement row)
    {
        _row = row;
        Id = Text(row, "id")?.ToLowerInvariant() ?? throw new CostGuardException(1, AzureUsageErrors.Unreadable.At("Resource Graph: a row has no id"));
        Type = Text(row, "type")?.ToLowerInvariant() ?? AzureIds.Type(Id);
    }

    /// <summary>Lower case.</summary>
    public string Id { get; }

    /// <summary>"microsoft.compute/disks".</summary>
    public string Type { get; }

    /// <summary>A text at a path: <c>["properties", "diskState"]</c>.</summary>
    public string? Text(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>An id at a path, lower case.</summary>
    public string? IdAt(params ReadOnlySpan<string> path) => Text(path)?.ToLowerInvariant();

    /// <summary>A number at a path.</summary>
    public decimal? Number(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out decimal number) ? number : null;

    /// <summary>The UTC day of a time at a path.</summary>
    public DateOnly? Day(params ReadOnlySpan<string> path) => Text(path) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? DateOnly.FromDateTime(time.UtcDateTime) : null;

    /// <summary>True where something is at a path, and not null.</summary>
    public bool Has(params ReadOnlySpan<string> path) => At(path) is { ValueKind: not JsonValueKind.Null };

    /// <summary>Items of a list at a path; none where there is no list.</summary>
    public IReadOnlyList<JsonElement> List(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>Length of a list in an item of a list.</summary>
    public static int Count(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("properties", out JsonElement own) && own.ValueKind == JsonValueKind.Object && own.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;

    /// <summary>What all resources have alike.</summary>
    public CloudResource Resource(ResourceKind kind) => new()
    {
        Id = Id,
        Provider = "azure",
        Kind = kind,
        Account = Text("subscriptionId")?.ToLowerInvariant() ?? AzureIds.Subscription(Id),
        Region = Text("location")?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
        Type = Text("sku", "name"),
        Tags = Tags(),
    };

    // Keys differ in case alone by who typed them; Azure itself takes them for equal.
    private Dictionary<string, string> Tags()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (At(["tags"]) is not { ValueKind: JsonValueKind.Object } all) return tags;
        foreach (JsonProperty tag in all.EnumerateObject().Where(tag => tag.Value.ValueKind == JsonValueKind.String)) tags[tag.Name.Trim().ToLowerInvariant()] = tag.Value.GetString()!;
        return tags;
    }

    private JsonElement? At(ReadOnlySpan<string> path)
    {
        JsonElement at = _row;
        foreach (string name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at;
    }

    private static string? Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
