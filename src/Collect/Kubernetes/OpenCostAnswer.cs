using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Kubernetes;

/// <summary>One answer: sets of allocations by name, each within the day that was asked for.</summary>
internal sealed class OpenCostAnswer : IDisposable
{
    private readonly JsonDocument _json;
    private readonly string _file;
    private readonly DateOnly _day;

    /// <exception cref="CostGuardException">Exit code 2: it is no answer of this API.</exception>
    public OpenCostAnswer(ReadOnlyMemory<byte> answer, DateOnly day, string file)
    {
        (_file, _day) = (file, day);
        try
        {
            _json = JsonDocument.Parse(answer);
            Allocations = [.. Sets(_json.RootElement).SelectMany(set => set.EnumerateObject()).Select(property => property.Value).Where(value => value.ValueKind != JsonValueKind.Null)];
            foreach (JsonElement allocation in Allocations) CheckWindow(allocation);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            _json?.Dispose();
            throw Unreadable(wrong.Message);
        }
    }

    /// <summary>The allocations; none is no cost of 0 but no answer.</summary>
    public IReadOnlyList<JsonElement> Allocations { get; }

    /// <summary>The longest time that anything ran: a day whose beginning was forgotten has less than it had.</summary>
    public decimal Minutes => Allocations.Select(one => one.TryGetProperty("minutes", out JsonElement minutes) && minutes.TryGetDecimal(out decimal number) ? number : 0).DefaultIfEmpty(0).Max();

    public void Dispose() => _json.Dispose();

    /// <summary>The cost with every digit that the answer has: never by way of a double.</summary>
    public string CostOf(JsonElement allocation) => allocation.TryGetProperty("totalCost", out JsonElement cost) && cost.ValueKind == JsonValueKind.Number
        ? cost.GetRawText()
        : throw Unreadable($"the totalCost of {NameOf(allocation)} is {(cost.ValueKind == JsonValueKind.Undefined ? "missing" : cost.GetRawText())}");

    /// <summary>Name of an allocation: what it was grouped by, with '/' between.</summary>
    public string NameOf(JsonElement allocation) => TextOf(allocation, "name") ?? throw Unreadable("an allocation has no name");

    /// <summary>A property; null where there is none or where OpenCost says that there is none.</summary>
    public static string? PropertyOf(JsonElement allocation, string name) =>
        allocation.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object && TextOf(properties, name) is { } text && !text.StartsWith("__", StringComparison.Ordinal) ? text : null;

    /// <summary>Labels of a kind: <c>labels</c> or <c>namespaceLabels</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> LabelsOf(JsonElement allocation, string kind) =>
        allocation.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(kind, out JsonElement labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String).Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!))
            : [];

    public CostGuardException Unreadable(string why) => new(2, OpenCostErrors.Unreadable.At($"{_file} cannot be read: {why}.", _file));

    // Success is also said inside: a proxy or an error page may answer 200.
    private static IEnumerable<JsonElement> Sets(JsonElement root)
    {
        if (root.TryGetProperty("code", out JsonElement code) && code.TryGetInt32(out int number) && number != 200)
            throw new FormatException($"it says code {number.ToString(CultureInfo.InvariantCulture)}: {TextOf(root, "message") ?? TextOf(root, "status")}");
        JsonElement data = root.GetProperty("data");
        return data.ValueKind == JsonValueKind.Null ? [] : data.EnumerateArray().Where(set => set.ValueKind != JsonValueKind.Null);
    }

    private void CheckWindow(JsonElement allocation)
    {
        JsonElement window = allocation.GetProperty("window");
        DateTime first = _day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        DateTime start = window.GetProperty("start").GetDateTimeOffset().UtcDateTime, end = window.GetProperty("end").GetDateTimeOffset().UtcDateTime;
        if (start < first || end > first.AddDays(1)) throw new FormatException($"{NameOf(allocation)} lies outside {_day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {window.GetRawText()}");
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
