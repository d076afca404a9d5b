using System.Text.Json;
using System.Text.Json.Serialization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Judgements as NAME.json beside a snapshot's roll-up. A file belongs to the methods that made it: another build of them makes its own. A file that is
/// missing, cannot be read or is not ours is made again; of two writers the last one wins, since both are right.
/// </summary>
public sealed class JudgementFiles(HomeFolder home) : IJudgementCache
{
    private static readonly JsonSerializerOptions Format = new()
    {
        // What is calculated from the rest is calculated again; days without data are NaN.
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new CurrencyCode() },
    };

    private static string Methods => typeof(Core.Anomalies.Anomaly).Module.ModuleVersionId.ToString("N");

    /// <inheritdoc/>
    public async Task<T?> ReadAsync<T>(Snapshot snapshot, string name, string key, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using FileStream file = File.OpenRead(PathOf(snapshot, name));
            Kept<T>? kept = await JsonSerializer.DeserializeAsync<Kept<T>>(file, Format, cancellationToken).ConfigureAwait(false);
            return kept?.Methods == Methods && kept.Key == key ? kept.Answer : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            // Derived: it is judged again.
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync<T>(Snapshot snapshot, string name, string key, T answer, CancellationToken cancellationToken)
        where T : class
    {
        string path = PathOf(snapshot, name);
        // Not every snapshot has a folder: one of past loads is asked and forgotten.
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        try
        {
            await WholeFile.WriteAsync(path, file => JsonSerializer.SerializeAsync(file, new Kept<T>(Methods, key, answer), Format, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that is read-only or was swept meanwhile costs time, not figures.
        }
    }

    private string PathOf(Snapshot snapshot, string name) => Path.Combine(home.Snapshots, snapshot.Id.Value, name + ".json");

    private sealed record Kept<T>(string Methods, string Key, T? Answer)
        where T : class;

    private sealed class CurrencyCode : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }
}
