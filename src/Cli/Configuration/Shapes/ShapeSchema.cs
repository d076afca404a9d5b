using System.Text.Json.Nodes;

namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>Writes a shape as JSON Schema 2020-12.</summary>
public static class ShapeSchema
{
    public static JsonObject Of(Shape shape)
    {
        JsonObject schema = shape switch
        {
            TextShape text => OfText(text),
            NumberShape number => OfNumber(number),
            FlagShape { Only: { } only } => new JsonObject { ["const"] = only },
            FlagShape => new JsonObject { ["type"] = "boolean" },
            ListShape list => OfList(list),
            AnyShape any => new JsonObject { ["anyOf"] = new JsonArray([.. any.Options.Select(Of)]) },
            MapShape map => OfMap(map),
            _ => [],
        };
        if (shape.Description is { } description) schema["description"] = description;
        if (shape.Example is { } example) schema["examples"] = new JsonArray(example);
        if (shape.Default is { } value) schema["default"] = value;
        return schema;
    }

    private static JsonObject OfText(TextShape text)
    {
        if (text.Loose) return new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        var schema = new JsonObject { ["type"] = "string" };
        if (text.Form is { } form) schema["pattern"] = form.Pattern;
        if (text.Choices.Count > 0) schema["enum"] = new JsonArray([.. text.Choices.Select(choice => JsonValue.Create(choice))]);
        return schema;
    }

    private static JsonObject OfNumber(NumberShape number)
    {
        var schema = new JsonObject { ["type"] = number.Whole ? "integer" : "number" };
        if (number.Minimum is { } low) schema["minimum"] = low;
        if (number.Maximum is { } high) schema["maximum"] = high;
        return schema;
    }

    private static JsonObject OfList(ListShape list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item) };
        if (list.ItemsMin > 0) schema["minItems"] = list.ItemsMin;
        return schema;
    }

    private static JsonObject OfMap(MapShape map)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        JsonNode?[] required = [.. map.Fields.Where(field => field.Required).Select(field => JsonValue.Create(field.Name))];
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        if (map.KeysMin > 0) schema["minProperties"] = map.KeysMin;
        if (map.Fields.Count > 0)
        {
            var properties = new JsonObject();
            foreach (Field field in map.Fields) properties[field.Name] = Of(field.Shape);
            schema["properties"] = properties;
        }

        if (map.Open is { } open) schema["patternProperties"] = new JsonObject { [open.Pattern] = Of(open.Shape) };
        if (map.ExactlyOne.Count > 0)
            schema["oneOf"] = new JsonArray([.. map.ExactlyOne.Select(key => new JsonObject { ["required"] = new JsonArray(key) })]);
        return schema;
    }
}
