namespace CostGuard.Core.Focus.Gcp;

/// <summary>Columns of the billing export (standard and detailed), flattened with dots or underscores. Compared without case, dots, blanks and underscores.</summary>
public static class GcpNames
{
    private static readonly string[] Telling = ["service.description", "sku.id", "usage_start_time", "cost", "credits"];

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
}
