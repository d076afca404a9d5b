using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;

namespace CostGuard.Ledger.Queries;

/// <summary>Turns the names of dimensions into columns. A name that nothing has is refused with the nearest one.</summary>
internal static class QueryColumns
{
    private static readonly Dictionary<string, (string Column, Kept Kept)> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["team"] = ("x_Team", Kept.Allocated),
        ["rule"] = ("x_Rule", Kept.Allocated),
        ["pool"] = ("x_Pool", Kept.Allocated),
        ["provider"] = ("ProviderName", Kept.Everywhere),
        ["providerName"] = ("ProviderName", Kept.Everywhere),
        ["billingAccountId"] = ("BillingAccountId", Kept.Everywhere),
        ["account"] = ("SubAccountId", Kept.Everywhere),
        ["subAccount"] = ("SubAccountId", Kept.Everywhere),
        ["subAccountId"] = ("SubAccountId", Kept.Everywhere),
        ["subAccountName"] = ("SubAccountName", Kept.Everywhere),
        ["service"] = ("ServiceName", Kept.Everywhere),
        ["serviceName"] = ("ServiceName", Kept.Everywhere),
        ["serviceCategory"] = ("ServiceCategory", Kept.Everywhere),
        ["region"] = ("RegionId", Kept.Everywhere),
        ["regionId"] = ("RegionId", Kept.Everywhere),
        ["chargeCategory"] = ("ChargeCategory", Kept.Everywhere),
        ["chargeClass"] = ("ChargeClass", Kept.Everywhere),
        ["commitmentDiscountId"] = ("CommitmentDiscountId", Kept.Everywhere),
        ["commitmentDiscountStatus"] = ("CommitmentDiscountStatus", Kept.Everywhere),
        ["invoiceId"] = ("InvoiceId", Kept.Everywhere),
        ["currency"] = ("BillingCurrency", Kept.Everywhere),
        ["billingCurrency"] = ("BillingCurrency", Kept.Everywhere),
        ["source"] = (QueryColumn.Source, Kept.Everywhere),
        ["day"] = (QueryColumn.Day, Kept.Everywhere),
        ["month"] = (QueryColumn.Period, Kept.Everywhere),
        ["resource"] = ("ResourceId", Kept.LinesOrRollup),
        ["resourceId"] = ("ResourceId", Kept.LinesOrRollup),
        ["resourceName"] = ("ResourceName", Kept.LinesOrRollup),
        ["sku"] = ("SkuId", Kept.LinesOrRollup),
        ["skuId"] = ("SkuId", Kept.LinesOrRollup),
    };

    /// <summary>The column of a dimension.</summary>
    /// <exception cref="CostGuardException">There is none (exit code 2).</exception>
    public static QueryColumn Find(Dimension dimension, TagFolding folding)
    {
        bool raw = dimension.Name.Equals("rawTag", StringComparison.OrdinalIgnoreCase);
        if (raw || dimension.Name.Equals("tag", StringComparison.OrdinalIgnoreCase))
        {
            if (string.IsNullOrEmpty(dimension.Key)) throw Unknown($"'{dimension.Name}' needs a key: {dimension.Name}:KEY.");
            if (raw) return new QueryColumn(dimension, Kept.Lines, "Tags", dimension.Key);
            string key = folding.FoldKey(dimension.Key);
            return new QueryColumn(dimension, Kept.LinesOrRollup, $"x_Tag_{key}", key);
        }

        if (dimension.Key is not null) throw Unknown($"'{dimension.Name}' takes no key, but '{dimension}' has one. Did you mean 'tag:{dimension.Key}'?");
        if (Named.TryGetValue(dimension.Name, out (string Column, Kept Kept) named)) return new QueryColumn(dimension, named.Kept, named.Column);
        return FocusColumns.Find(dimension.Name) is { } column
            ? new QueryColumn(dimension, Kept.Lines, column.Name, null, column.Type)
            : throw Unknown($"There is no dimension '{dimension.Name}'.{Nearest(dimension.Name)}");
    }

    private static CostGuardException Unknown(string message) => new(2, QueryErrors.UnknownDimension.At(message));

    private static string Nearest(string name)
    {
        string typed = name.ToLowerInvariant();
        (string Name, int Distance) nearest = Named.Keys.Concat(["tag:KEY", "rawTag:KEY"])
            .Concat(FocusColumns.All.Select(column => char.ToLowerInvariant(column.Name[0]) + column.Name[1..]))
            .Select(each => (Name: each, Distance: Distance(typed, each.ToLowerInvariant())))
            .OrderBy(each => each.Distance).ThenBy(each => each.Name, StringComparer.Ordinal).First();
        return nearest.Distance <= Math.Max(2, name.Length / 3) ? $" Did you mean '{nearest.Name}'?" : "";
    }

    /// <summary>Single letters to add, drop or change to get from one text to the other.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
