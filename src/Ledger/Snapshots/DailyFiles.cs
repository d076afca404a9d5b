using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>The daily roll-up of one load.</summary>
/// <param name="Source">Source of the load.</param>
/// <param name="Period">Billing period of the load.</param>
/// <param name="Path">Its daily.parquet.</param>
internal sealed record DailyFile(SourceKey Source, BillingPeriod Period, string Path);

/// <summary>Columns of daily.parquet and of allocated.parquet.</summary>
internal static class DailyColumns
{
    public const string View = "daily";

    /// <summary>The costs, DECIMAL(38,18).</summary>
    public static readonly string[] Costs = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"];

    /// <summary>Dimensions that a cell of shared cost keeps.</summary>
    public static readonly string[] Shared =
    [
        "ChargeDay", "x_Source", "x_Period", "ProviderName", "BillingAccountId", "SubAccountId", "SubAccountName", "ServiceName", "ServiceCategory",
        "RegionId", "ChargeCategory", "ChargeClass", "CommitmentDiscountId", "CommitmentDiscountStatus", "InvoiceId", "BillingCurrency",
    ];

    /// <summary>Columns that a load keeps only when a rule looks at them.</summary>
    public static IReadOnlyList<string> Optional(Core.Allocate.RollupShape shape) =>
        [.. shape.Resources ? (string[])["ResourceId", "ResourceName"] : [], .. shape.Skus ? (string[])["SkuId"] : []];

    /// <summary>Name of the column of a folded tag.</summary>
    public static string Tag(string key) => "x_Tag_" + key;

    /// <summary>A view over the roll-ups of several loads with source and period.</summary>
    public static string CreateView(string view, IReadOnlyList<DailyFile> files, Core.Allocate.RollupShape shape)
    {
        string[] dimensions = [.. Shared.Where(column => column is not ("x_Source" or "x_Period")), "x_HasResource", .. Optional(shape)];
        string[] kept = [.. dimensions, .. shape.TagKeys.Select(Tag), .. Costs, "x_Rows"];
        if (files.Count == 0)
            return $"CREATE TEMP VIEW {view} AS SELECT {string.Join(", ", kept.Append("x_Source").Append("x_Period").Select(Nothing))} WHERE false;";
        string columns = string.Join(", ", kept.Select(SqlText.Name));
        IEnumerable<string> selects = files.Select(file =>
            $"SELECT {columns}, {SqlText.Value(file.Source.Value)} AS x_Source, {SqlText.Day(file.Period.FirstDay)} AS x_Period "
            + $"FROM read_parquet({SqlText.Value(file.Path)}, hive_partitioning=false)");
        return $"CREATE TEMP VIEW {view} AS {string.Join(" UNION ALL ", selects)};";
    }

    private static string Nothing(string column) => "NULL::" + column switch
    {
        "ChargeDay" or "x_Period" => "DATE",
        "x_HasResource" => "BOOLEAN",
        "x_Rows" => "BIGINT",
        _ when Costs.Contains(column) => "DECIMAL(38,18)",
        _ => "VARCHAR",
    } + $" AS {SqlText.Name(column)}";
}
