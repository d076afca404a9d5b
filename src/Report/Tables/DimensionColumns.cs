using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>Report columns of dimensions: keys are the FOCUS names in camelCase, or the domain's own words.</summary>
internal static class DimensionColumns
{
    private static readonly Dictionary<string, (string Key, string Title, CellKind Kind)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["team"] = ("team", "Team", CellKind.Text),
        ["rule"] = ("rule", "Rule", CellKind.Text),
        ["pool"] = ("pool", "Pool", CellKind.Text),
        ["source"] = ("source", "Source", CellKind.Text),
        ["day"] = ("day", "Day", CellKind.Date),
        ["month"] = ("month", "Month", CellKind.Month),
        ["currency"] = ("currency", "Currency", CellKind.Text),
        ["billingCurrency"] = ("currency", "Currency", CellKind.Text),
        ["provider"] = ("providerName", "Provider", CellKind.Text),
        ["providerName"] = ("providerName", "Provider", CellKind.Text),
        ["service"] = ("serviceName", "Service", CellKind.Text),
        ["serviceName"] = ("serviceName", "Service", CellKind.Text),
        ["serviceCategory"] = ("serviceCategory", "Service category", CellKind.Text),
        ["account"] = ("subAccountId", "Account", CellKind.Id),
        ["subAccount"] = ("subAccountId", "Account", CellKind.Id),
        ["subAccountId"] = ("subAccountId", "Account", CellKind.Id),
        ["subAccountName"] = ("subAccountName", "Account name", CellKind.Text),
        ["billingAccountId"] = ("billingAccountId", "Billing account", CellKind.Id),
        ["region"] = ("regionId", "Region", CellKind.Text),
        ["regionId"] = ("regionId", "Region", CellKind.Text),
        ["chargeCategory"] = ("chargeCategory", "Charge category", CellKind.Text),
        ["chargeClass"] = ("chargeClass", "Charge class", CellKind.Text),
        ["invoiceId"] = ("invoiceId", "Invoice", CellKind.Id),
        ["resource"] = ("resourceId", "Resource", CellKind.Id),
        ["resourceId"] = ("resourceId", "Resource", CellKind.Id),
        ["resourceName"] = ("resourceName", "Resource name", CellKind.Text),
        ["sku"] = ("skuId", "SKU", CellKind.Id),
        ["skuId"] = ("skuId", "SKU", CellKind.Id),
    };

    /// <summary>The column of a dimension. A tag is named as it was asked for: "tag:env", "rawTag:Cost Center".</summary>
    public static ReportColumn Of(Dimension dimension)
    {
        if (dimension.Key is not null) return new ReportColumn(dimension.ToString(), dimension.Key, CellKind.Text);
        if (Known.TryGetValue(dimension.Name, out (string Key, string Title, CellKind Kind) known)) return new ReportColumn(known.Key, known.Title, known.Kind);
        string key = HeadlineText.CamelCase(dimension.Name);
        return new ReportColumn(key, char.ToUpperInvariant(key[0]) + key[1..], key.EndsWith("Id", StringComparison.Ordinal) ? CellKind.Id : CellKind.Text);
    }

    /// <summary>The cell of a key.</summary>
    public static object? Cell(ReportColumn column, string? key) => column.Kind switch
    {
        CellKind.Date when DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => day,
        CellKind.Month when BillingPeriod.TryParse(key, out BillingPeriod month) => month,
        _ => key,
    };

    /// <summary>True when the groups are days or months, which are read in their own order.</summary>
    public static bool IsTime(IReadOnlyList<ReportColumn> columns) => columns.Any(column => column.Kind is CellKind.Date or CellKind.Month);

    /// <summary>Ordinal order of keys, null first.</summary>
    public static int Compare(IReadOnlyList<string?> left, IReadOnlyList<string?> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            int order = string.CompareOrdinal(left[i], right[i]);
            if (order != 0) return order;
        }

        return left.Count.CompareTo(right.Count);
    }

    /// <summary>The exact sum of amounts of one currency.</summary>
    public static decimal Sum(IEnumerable<decimal> amounts) => amounts.Aggregate(ExactSum.Zero, (sum, amount) => sum + ExactSum.Of(amount)).ToDecimal();
}
