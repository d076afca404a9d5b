namespace CostGuard.Core.Focus.Gcp;

/// <summary>Columns of the billing export (standard and detailed), flattened with dots or underscores. Compared without case, dots, blanks and underscores.</summary>
public static class GcpNames
{
    private static readonly string[] Telling = ["service.description", "sku.id", "usage_start_time", "cost", "credits"];

    /// <summary>Columns without which no row can be counted: what was used when and what it cost, credits taken off, in which currency, on which invoice.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        "service.description", "sku.id", "usage_start_time", "usage_end_time", "cost", "credits", "currency", "invoice.month",
    ];

    /// <summary>Columns that are read, as BigQuery names them with dots. The order in which nested rows are flattened.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "billing_account_id", "service.id", "service.description", "sku.id", "sku.description", "usage_start_time", "usage_end_time", "project.id",
        "project.number", "project.name", "project.labels", "labels", "system_labels", "tags", "location.location", "location.country",
        "location.region", "location.zone", "export_time", "cost", "cost_at_list", "currency", "currency_conversion_rate", "usage.amount",
        "usage.unit", "usage.amount_in_pricing_units", "usage.pricing_unit", "credits", "invoice.month", "cost_type", "adjustment_info.id",
        "seller_name", "transaction_type", "resource.name", "resource.global_name", "price.effective_price", "price.unit",
    ];

    /// <summary>The form in which names are compared.</summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FocusColumns.Fold(name.Replace(".", "", StringComparison.Ordinal));
    }

    /// <summary>True for the columns of a billing export.</summary>
    public static bool IsExport(IEnumerable<string> columns)
    {
        HashSet<string> names = [.. columns.Select(Fold)];
        return Telling.All(name => names.Contains(Fold(name)));
    }

    /// <summary>True for the columns of a billing table as BigQuery has them (records service, sku, project…) or flattened, even when some are missing.</summary>
    /// <param name="columns">Top-level columns.</param>
    public static bool IsTable(IEnumerable<string> columns)
    {
        HashSet<string> names = [.. columns.Select(Fold)];
        return names.Contains(Fold("usage_start_time")) && names.Contains("cost") && (names.Contains("sku") || names.Contains(Fold("sku.id")));
    }
}
