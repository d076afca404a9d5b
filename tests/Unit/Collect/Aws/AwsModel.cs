using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>An official service model of AWS: what requests must be, and what answers may hold.</summary>
internal sealed class AwsModel
{
    private readonly JsonElement _root;

    private AwsModel(JsonElement root) => _root = root;

    public static AwsModel CostExplorer { get; } = Read("ce", "2017-10-25");

    public static AwsModel Organizations { get; } = Read("organizations", "2016-11-28");

    public static AwsModel CloudWatch { get; } = Read("cloudwatch", "2010-08-01");

    public static AwsModel DataExports { get; } = Read("bcm-data-exports", "2023-11-26");

    public JsonElement Metadata => _root.GetProperty("metadata");

    /// <summary>What is wrong with a request's JSON.</summary>
    public IReadOnlyList<string> CheckRequest(string operation, JsonElement request) => [.. Check(ShapeOf(operation, "input"), request, operation)];

    /// <summary>What is wrong with an answer's JSON.</summary>
    public IReadOnlyList<string> CheckAnswer(string operation, JsonElement answer) => [.. Check(ShapeOf(operation, "output"), answer, operation)];

    /// <summary>What of a record, and of the records in it, the operation's answer does not have.</summary>
    public IReadOnlyList<string> CheckRecord(string operation, Type record, string side = "output") => [.. CheckType(ShapeOf(operation, side), record, operation)];

    private static AwsModel Read(string service, string version)
    {
        using var file = new GZipStream(File.OpenRead(SharedFolder.Path("data", "aws", "models", service, version, "service-2.json.gz")), CompressionMode.Decompress);
        return new AwsModel(JsonDocument.Parse(file).RootElement);
    }

    private JsonElement ShapeOf(string operation, string side) => Shape(_root.GetProperty("operations").GetProperty(operation).GetProperty(side));

    private JsonElement Shape(JsonElement reference) => _root.GetProperty("shapes").GetProperty(reference.GetProperty("shape").GetString()!);

    private static string TypeOf(JsonElement shape) => shape.GetProperty("type").GetString()!;

    private IEnumerable<string> Check(JsonElement shape, JsonElement value, string place)
    {
        (JsonValueKind[] kinds, IEnumerable<string> inner) = TypeOf(shape) switch
        {
            "structure" => ([JsonValueKind.Object], Members(shape, value, place)),
            "list" => ([JsonValueKind.Array], Range(shape, () => value.GetArrayLength(), place).Concat(
                value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany((item, i) => Check(Shape(shape.GetProperty("member")), item, $"{place}[{i}]")) : [])),
            "map" => ([JsonValueKind.Object], value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().SelectMany(pair => Check(Shape(shape.GetProperty("value")), pair.Value, $"{place}[{pair.Name}]")) : []),
            "string" => ([JsonValueKind.String], Text(shape, value, place)),
            "boolean" => (new[] { JsonValueKind.True, JsonValueKind.False }, Enumerable.Empty<string>()),
            "integer" or "long" => ([JsonValueKind.Number], Range(shape, () => value.GetDecimal(), place)),
            "double" or "float" or "timestamp" => ([JsonValueKind.Number], []),
            var other => throw new InvalidOperationException(other),
        };
        return kinds.Contains(value.ValueKind) ? inner : [$"{place} is {value.ValueKind}, not {TypeOf(shape)}"];
    }

    private IEnumerable<string> Members(JsonElement shape, JsonElement value, string place)
    {
        if (shape.TryGetProperty("required", out JsonElement required))
        {
            foreach (string name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _))) yield return $"{place} lacks {name}";
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!shape.GetProperty("members").TryGetProperty(member.Name, out JsonElement reference))
            {
                yield return $"{place} has {member.Name}, which the model does not know";
                continue;
            }

            foreach (string fault in Check(Shape(reference), member.Value, $"{place}.{member.Name}")) yield return fault;
        }
    }

    private static IEnumerable<string> Text(JsonElement shape, JsonElement value, string place)
    {
        string text = value.GetString()!;
        if (shape.TryGetProperty("enum", out JsonElement words) && words.EnumerateArray().All(word => word.GetString() != text)) yield return $"{place} is '{text}', which the model does not list";
        if (shape.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(text, $"^(?:{pattern.GetString()})$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return $"{place} is '{text}', which does not match {pattern}";
        foreach (string fault in Range(shape, () => text.Length, place)) yield return fault;
    }

    private static IEnumerable<string> Range(JsonElement shape, Func<decimal> size, string place)
    {
        if (shape.TryGetProperty("min", out JsonElement min) && size() < min.GetDecimal()) yield return string.Create(CultureInfo.InvariantCulture, $"{place} is {size()}, below {min}");
        if (shape.TryGetProperty("max", out JsonElement max) && size() > max.GetDecimal()) yield return string.Create(CultureInfo.InvariantCulture, $"{place} is {size()}, above {max}");
    }

    private IEnumerable<string> CheckType(JsonElement shape, Type type, string place)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        bool isMap = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
        bool isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        bool fits = TypeOf(shape) switch
        {
            "structure" => !isMap && !isList && type.IsClass && type != typeof(string),
            "list" => isList,
            "map" => isMap,
            "string" => type == typeof(string),
            "boolean" => type == typeof(bool),
            "integer" => type == typeof(int),
            // Measurements, which are no money, and seconds since 1970.
            "double" => type == typeof(double),
            "timestamp" => type == typeof(double) || type == typeof(long),
            _ => false,
        };
        if (!fits) return [$"{place} is {type.Name}, the model has {TypeOf(shape)}"];
        if (isList) return CheckType(Shape(shape.GetProperty("member")), type.GetGenericArguments()[0], place + "[]");
        if (isMap) return CheckType(Shape(shape.GetProperty("value")), type.GetGenericArguments()[1], place + "[]");
        return TypeOf(shape) == "structure" ? type.GetProperties().SelectMany(property => CheckProperty(shape, type, property, place)) : [];
    }

    private IEnumerable<string> CheckProperty(JsonElement shape, Type type, PropertyInfo property, string place)
    {
        string name = $"{place}.{property.Name}";
        if (!shape.GetProperty("members").TryGetProperty(property.Name, out JsonElement reference)) return [$"{name} is not in the model"];
        JsonElement member = Shape(reference);
        // Times are told as they came: text or seconds.
        if (TypeOf(member) == "timestamp" && property.GetCustomAttribute<JsonConverterAttribute>() is not null) return [];
        if (TypeOf(member) == "double") return property.GetCustomAttribute<JsonConverterAttribute>() is not null ? [] : [$"{name} would pass through a double"];
        return property.PropertyType == type || property.PropertyType == typeof(IReadOnlyList<>).MakeGenericType(type) ? [] : CheckType(member, property.PropertyType, name);
    }
}
