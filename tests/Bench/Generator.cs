using System.Globalization;
using CostGuard.Core.Values;
using DuckDB.NET.Data;

namespace CostGuard.Bench;

/// <summary>Makes one month of FOCUS 1.2 line items, deterministic from the row number: see generator.sql.</summary>
public static class Generator
{
    /// <summary>The 51 columns, in the order of the file.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingAccountType", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
        "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId",
        "CommitmentDiscountName", "CommitmentDiscountQuantity", "CommitmentDiscountStatus", "CommitmentDiscountType", "CommitmentDiscountUnit", "ConsumedQuantity", "ConsumedUnit",
        "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit",
        "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId",
        "SkuMeter", "SkuPriceDetails", "SkuPriceId", "SubAccountId", "SubAccountName", "SubAccountType", "Tags",
    ];

    private static readonly string[] CostColumns =
        ["BilledCost", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "ListCost", "ListUnitPrice", "PricingQuantity", "ConsumedQuantity", "CommitmentDiscountQuantity"];

    /// <summary>The month of the benches that need one only.</summary>
    public static BillingPeriod September { get; } = BillingPeriod.Month(2026, 9);

    /// <summary>Writes September, unless it is there. Kinds: parquet (costs DOUBLE), parquet-decimal, csv (plain decimals), csv-exponent.</summary>
    public static string Make(string folder, long rows, string kind) => Make(folder, rows, kind, September, 0);

    /// <summary>Writes a month, unless it is there.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="rows">Line items.</param>
    /// <param name="kind">Kind of file.</param>
    /// <param name="month">Billing month, whose hours the charges lie in.</param>
    /// <param name="from">First row number: other row numbers are other charges of the same kind.</param>
    public static string Make(string folder, long rows, string kind, BillingPeriod month, long from)
    {
        Directory.CreateDirectory(folder);
        string extension = kind.StartsWith("csv", StringComparison.Ordinal) ? ".csv.gz" : ".parquet";
        string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"focus-{month}-{from}-{rows}-{kind}{extension}"));
        if (File.Exists(target)) return target;
        string half = target + ".part";
        using DuckDBConnection connection = Yardstick.Open();
        string script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "generator.sql"));
        Yardstick.Execute(connection, Filled(script, new()
        {
            ["FROM"] = Text(from),
            ["TO"] = Text(from + rows),
            ["R"] = Text(Math.Max(2_000, rows / 50)),
            ["START"] = $"{month}-01",
            ["END"] = $"{month.Next}-01",
            ["MONTH"] = month.ToString(),
            ["HOURS"] = Text(month.Days * 24),
        }));
        Yardstick.Execute(connection, $"COPY ({Select(kind)}) TO '{half}' ({Format(kind)})");
        File.Move(half, target);
        return target;
    }

    private static string Filled(string script, Dictionary<string, string> values) =>
        values.Aggregate(script, (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Select(string kind) => kind switch
    {
        "parquet" => "SELECT * FROM focus",
        "parquet-decimal" => $"SELECT * REPLACE ({string.Join(", ", CostColumns.Select(column => $"cast({column} AS DECIMAL(28,10)) AS {column}"))}) FROM focus",
        "csv" => $"SELECT * REPLACE (to_json(Tags)::VARCHAR AS Tags, {string.Join(", ", CostColumns.Select(column => $"cast({column} AS DECIMAL(28,10)) AS {column}"))}, {Times()}) FROM focus",
        "csv-exponent" => $"SELECT * REPLACE (to_json(Tags)::VARCHAR AS Tags, {Times()}) FROM focus",
        _ => throw new ArgumentException($"There is no kind '{kind}'.", nameof(kind)),
    };

    private static string Times() => string.Join(", ", ((string[])["BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd"])
        .Select(column => $"strftime({column}, '%Y-%m-%dT%H:%M:%SZ') AS {column}"));

    private static string Format(string kind) => kind.StartsWith("csv", StringComparison.Ordinal)
        ? "FORMAT csv, HEADER, COMPRESSION gzip, QUOTE '\"', FORCE_QUOTE *"
        : "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880";
}
