using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;

namespace CostGuard.Ledger.Usage;

/// <summary>Reads lines of the inventory and of the types. An empty cell of attached_to says "nothing"; any other empty cell says nothing at all.</summary>
internal static class InventoryRow
{
    /// <summary>Columns of the inventory; resource_id, provider and kind are needed.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "resource_id", "provider", "kind", "account", "region", "type", "state", "state_since", "created", "changed", "attached_to", "member_of", "os",
        "size_gb", "members", "retention_days", "special", "tags", "provisioned",
    ];

    /// <summary>Columns of the types; the first five are needed.</summary>
    public static IReadOnlyList<string> TypeColumns { get; } =
        ["type", "family", "vcpu", "memory_gib", "hourly", "architecture", "baseline_percent", "successor_family", "arm_family", "network_bytes_day", "provider", "region"];

    public static CloudResource Read(object?[] row)
    {
        string? id = Text(row[0]), provider = Text(row[1]), kind = Text(row[2]);
        if (id is null || provider is null || !Enum.TryParse(kind?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out ResourceKind known) || int.TryParse(kind, out _))
            throw Bad($"resource '{id}': provider and kind are needed; '{kind}' is none of {string.Join(", ", Enum.GetNames<ResourceKind>().Select(name => name.ToLowerInvariant()))}");
        return new CloudResource
        {
            Id = id,
            Provider = provider.ToLowerInvariant(),
            Kind = known,
            Account = Text(row[3]),
            Region = Text(row[4]),
            Type = Text(row[5]),
            State = Text(row[6])?.ToLowerInvariant(),
            StateSince = Day(id, row[7]),
            Created = Day(id, row[8]),
            Changed = Day(id, row[9]),
            AttachedTo = (string?)row[10],
            Group = Text(row[11]),
            Os = Text(row[12])?.ToLowerInvariant(),
            SizeGb = Number(id, row[13]),
            Members = (int?)Number(id, row[14]),
            RetentionDays = (int?)Number(id, row[15]),
            IsSpecial = Text(row[16]) is "true" or "True" or "TRUE" or "1",
            // No tags at all are {}; an empty cell says that nobody asked.
            AreTagsKnown = Text(row[17]) is not null,
            Tags = Json<string>(id, row[17]),
            Provisioned = Json<double>(id, row[18]),
        };
    }

    /// <summary>The cells of a resource, as <see cref="Read"/> reads them.</summary>
    public static IReadOnlyList<string?> Write(CloudResource of) =>
    [
        of.Id, of.Provider, of.Kind.ToString().ToLowerInvariant(), of.Account, of.Region, of.Type, of.State, Day(of.StateSince), Day(of.Created), Day(of.Changed), of.AttachedTo, of.Group, of.Os,
        of.SizeGb?.ToString(CultureInfo.InvariantCulture), of.Members?.ToString(CultureInfo.InvariantCulture), of.RetentionDays?.ToString(CultureInfo.InvariantCulture), of.IsSpecial ? "true" : null,
        of.AreTagsKnown ? JsonSerializer.Serialize(of.Tags) : null, of.Provisioned.Count == 0 ? null : JsonSerializer.Serialize(of.Provisioned),
    ];

    public static MachineType Type(object?[] row)
    {
        string name = Text(row[0]) ?? throw Bad("types: a line has no type");
        return new MachineType
        {
            Name = name,
            Family = Text(row[1]) ?? name.Split('.')[0],
            Cpus = (double)(Number(name, row[2]) ?? throw Bad($"type '{name}' has no vcpu")),
            MemoryGb = (double)(Number(name, row[3]) ?? throw Bad($"type '{name}' has no memory_gib")),
            Rate = Number(name, row[4]) ?? throw Bad($"type '{name}' has no hourly price"),
            Architecture = Text(row[5]) ?? "x86_64",
            BaselinePercent = (double?)Number(name, row[6]),
            SuccessorFamily = Text(row[7]),
            ArmFamily = Text(row[8]),
            NetworkBytesADay = (double?)Number(name, row[9]),
            Provider = Text(row[10])?.ToLowerInvariant(),
            Region = Text(row[11]),
        };
    }

    private static string? Text(object? cell) => cell is string { Length: > 0 } text ? text : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal? Number(string id, object? cell) => Text(cell) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : throw Bad($"'{id}': '{text}' is no number");

    private static DateOnly? Day(string id, object? cell) => Text(cell) is not { } text ? null
        : DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw Bad($"'{id}': '{text}' is no day such as 2026-11-14");

    private static Dictionary<string, T> Json<T>(string id, object? cell)
    {
        if (Text(cell) is not { } text) return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, T>>(text) ?? [];
        }
        catch (JsonException)
        {
            throw Bad($"'{id}': '{text}' is no JSON object of {(typeof(T) == typeof(string) ? "texts" : "numbers")}");
        }
    }

    private static CostGuardException Bad(string why) => new(2, SavingErrors.BadUsageFile.At($"usage: {why}"));
}
