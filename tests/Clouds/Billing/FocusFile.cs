using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;

namespace CostGuard.Clouds.Billing;

/// <summary>Reads a FOCUS file, CSV or Parquet: it is the truth that a simulated cloud answers from.</summary>
public static class FocusFile
{
    private static readonly string[] Texts =
    [
        "BillingAccountId", "InvoiceId", "SubAccountId", "SubAccountName", "ServiceName", "RegionId", "ChargeCategory", "ChargeFrequency", "CommitmentDiscountId",
        "CommitmentDiscountCategory", "CommitmentDiscountStatus", "PricingCategory", "SkuMeter", "ResourceId", "ResourceName", "x_ResourceGroupName",
    ];

    public static async Task<IReadOnlyList<Charge>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        string source = path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
            ? $"read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')"
            : $"read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}', header=true, all_varchar=true)";
        HashSet<string> columns = await ColumnsAsync(connection, source, cancellationToken);
        string[] texts = [.. Texts.Where(columns.Contains)];
        await using DuckDBCommand command = connection.CreateCommand();

        string Number(string name) => columns.Contains(name) ? $"coalesce(CAST(CAST(CAST(\"{name}\" AS VARCHAR) AS DECIMAL(38,18)) AS VARCHAR), '0')" : "'0'";

        // By way of text: a DOUBLE means its shortest decimal text.
        command.CommandText = $"""
            SELECT CAST(CAST("ChargePeriodStart" AS TIMESTAMP) AS DATE), CAST(CAST("BillingPeriodStart" AS TIMESTAMP) AS DATE), "BillingCurrency",
              CAST(CAST(CAST("BilledCost" AS VARCHAR) AS DECIMAL(38,18)) AS VARCHAR), CAST(CAST(CAST("EffectiveCost" AS VARCHAR) AS DECIMAL(38,18)) AS VARCHAR),
              {(columns.Contains("Tags") ? "CAST(\"Tags\" AS VARCHAR)" : "NULL")}, {Number("ListCost")}, {Number("ConsumedQuantity")}{string.Concat(texts.Select(name => $", CAST(\"{name}\" AS VARCHAR)"))}
            FROM {source}
            """;
        return await ChargesAsync(command, texts, cancellationToken);
    }

    private static async Task<HashSet<string>> ColumnsAsync(DuckDBConnection connection, string source, CancellationToken cancellationToken)
    {
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT column_name FROM (DESCRIBE SELECT * FROM {source})";
        var columns = new HashSet<string>(StringComparer.Ordinal);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) columns.Add(reader.GetString(0));
        return columns;
    }

    // Few rows differ in their texts and tags; equal ones share one dictionary.
    private static async Task<IReadOnlyList<Charge>> ChargesAsync(DuckDBCommand command, string[] texts, CancellationToken cancellationToken)
    {
        var charges = new List<Charge>();
        var shared = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string tags = reader.IsDBNull(5) ? "" : reader.GetString(5);
            string[] values = [.. texts.Select((_, i) => reader.IsDBNull(i + 8) ? "" : reader.GetString(i + 8))];
            string key = string.Join('\u001f', values);
            if (!shared.TryGetValue("t" + tags, out IReadOnlyDictionary<string, string>? tagged)) shared["t" + tags] = tagged = ReadTags(tags);
            if (!shared.TryGetValue("v" + key, out IReadOnlyDictionary<string, string>? named))
                shared["v" + key] = named = texts.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            charges.Add(new Charge(
                Day(reader, 0), Day(reader, 1), reader.GetString(2), Amounts.Read(reader.GetString(3)), Amounts.Read(reader.GetString(4)), tagged, named)
            {
                List = Amounts.Read(reader.GetString(6)),
                Quantity = Amounts.Read(reader.GetString(7)),
            });
        }

        return charges;
    }

    private static DateOnly Day(DbDataReader reader, int column) => reader.GetFieldValue<DateOnly>(column);

    private static Dictionary<string, string> ReadTags(string text)
    {
        if (text.Length == 0) return [];
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToDictionary(
            tag => tag.Name,
            tag => tag.Value.ValueKind == JsonValueKind.String ? tag.Value.GetString()! : Convert.ToString(tag.Value, CultureInfo.InvariantCulture)!,
            StringComparer.Ordinal);
    }
}
