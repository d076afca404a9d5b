using System.Text.Json;

namespace CostGuard.Collect.Exports;

/// <summary>
/// What a manifest says: which files make up one delivery of one month. Read are AWS reports (reportKeys), AWS Data Exports (dataFiles) and Azure
/// exports (blobs).
/// </summary>
/// <param name="Source">The manifest itself.</param>
/// <param name="Series">The month of the export that it delivers: a newer manifest of the same series replaces it.</param>
/// <param name="Parts">Names of the data files as the manifest has them.</param>
/// <param name="Made">When the delivery was made, where the manifest says; else when the manifest was written.</param>
internal sealed record ExportManifest(ExportObject Source, string Series, IReadOnlyList<string> Parts, DateTimeOffset Made)
{
    /// <summary>Folder whose data files belong to this month, named or not; null when it has none of its own.</summary>
    public string? Scope { get; init; }

    /// <summary>Azure's type of the export: ActualCost, AmortizedCost, FocusCost, Usage; null where the manifest has none.</summary>
    public string? Dataset { get; init; }

    /// <summary>Reads a manifest; null when the text is something else.</summary>
    public static ExportManifest? Read(ExportObject source, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
            using JsonDocument json = JsonDocument.Parse(utf8);
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (Names(root, "reportKeys") is { } keys) return Report(source, Text(root, "assemblyId"), keys);
            if (Names(root, "dataFiles") is { } files) return Report(source, Text(root, "executionId"), files);
            return Names(root, "blobs", "blobName") is { } blobs ? new ExportManifest(source, AzureSeries(root), blobs, AzureTime(root) ?? source.Modified) { Dataset = Text(Child(root, "exportConfig"), "type") } : null;
        }
        // A text with half a surrogate pair is valid JSON that no string can hold.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A part's name without what stands in front of the key: scheme, bucket, '/'.</summary>
    public static string KeyOf(string part)
    {
        string key = part;
        if (key.StartsWith("s3://", StringComparison.OrdinalIgnoreCase)) key = key[(key.IndexOf('/', 5) + 1)..];
        return key.TrimStart('/');
    }

    // A month's folder holds the current manifest; each delivery's folder below it holds a copy of its own.
    private static ExportManifest Report(ExportObject source, string? delivery, IReadOnlyList<string> parts)
    {
        string folder = source.Folder;
        if (ExportMonth.FolderOf(folder) is { } month) folder = month;
        else if (!string.IsNullOrEmpty(delivery) && (folder == delivery + "/" || folder.EndsWith($"/{delivery}/", StringComparison.Ordinal))) folder = folder[..^(delivery.Length + 1)];
        return new ExportManifest(source, "report " + folder, parts, source.Modified) { Scope = folder };
    }

    private static string AzureSeries(JsonElement root)
    {
        JsonElement run = Child(root, "runInfo"), export = Child(root, "exportConfig");
        string start = Text(run, "startDate") ?? "";
        return $"export {Text(export, "exportName") ?? Text(export, "resourceId")} {Text(export, "type")} {(start.Length >= 7 ? start[..7] : start)}";
    }

    private static DateTimeOffset? AzureTime(JsonElement root) =>
        DateTimeOffset.TryParse(Text(Child(root, "runInfo"), "submittedTime"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static JsonElement Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static List<string>? Names(JsonElement root, string list, string? property = null)
    {
        if (Child(root, list) is not { ValueKind: JsonValueKind.Array } array) return null;
        IEnumerable<JsonElement> names = property is null ? array.EnumerateArray() : array.EnumerateArray().Select(item => Child(item, property));
        return [.. names.Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];
    }
}
