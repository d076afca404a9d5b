using System.Text.Json;
using System.Text.Json.Serialization;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>The frozen figures as text and back: decimals keep every digit.</summary>
public static class ReviewJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new CodeConverter<Currency>(Currency.Parse), new CodeConverter<BillingPeriod>(BillingPeriod.Parse), new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The text of a model.</summary>
    public static string Write(ReviewModel model) => JsonSerializer.Serialize(model, Options);

    /// <summary>The model of a text.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static ReviewModel Read(string text) => JsonSerializer.Deserialize<ReviewModel>(text, Options) ?? throw new JsonException("There are no figures.");

    private sealed class CodeConverter<T>(Func<string, T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
