using System.Globalization;
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

    /// <summary>Writes the file, unless it is there. Kinds: parquet (costs DOUBLE), parquet-decimal, csv (plain decimals), csv-exponent.</summary>
    public static string Make(string folder, long rows, string kind)
    {
        Directory.CreateDirectory(folder);
        string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"focus-{rows}-{kind}{(kind.StartsWith("csv", StringComparison.Ordinal) ? ".csv.gz" : ".parquet")}"));
        if (File.Exists(target)) return target;
        string half = target + ".part";
        using DuckDBConnection connection = Yardstick.Open();
        string script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "generator.sql"));
        long resources = Math.Max(2_000, rows / 50);
        Yardstick.Execute(connection, script.Replace("{FROM}", "0", StringComparison.Ordinal)
            .Replace("{TO}", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{R}", resources.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Yardstick.Execute(connection, $"COPY ({Select(kind)}) TO '{half}' ({Format(kind)})");
        File.Move(half, target);
        return target;
    }

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
