using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration;

/// <summary>JSON Schemas (2020-12) of the kinds, from the very shapes that the check uses.</summary>
public static class ConfigurationSchemas
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>"company", "connection", "team", "allocation-rules", "budget", "schedule", "routing", and "appsettings".</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ObjectKinds.All.Select(kind => kind.Key), "appsettings"];

    /// <summary>The schema of a kind; null when there is no such kind.</summary>
    public static string? Schema(string kind)
    {
        if (ObjectKinds.Find(kind) is { } known) return Text(known.Key, known.Word, known.Document);
        return string.Equals(kind, "appsettings", StringComparison.OrdinalIgnoreCase) ? Text("appsettings", "appsettings.json", AppSettings.Shape) : null;
    }

    private static string Text(string key, string title, Shape shape)
    {
        var schema = new JsonObject { ["$schema"] = Dialect, ["$id"] = $"https://costguard.example/schemas/v1/{key}.json", ["title"] = title };
        foreach ((string name, JsonNode? value) in ShapeSchema.Of(shape)) schema[name] = value?.DeepClone();
        return schema.ToJsonString(Readable) + "\n";
    }
}
