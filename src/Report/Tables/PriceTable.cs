using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;

namespace CostGuard.Report.Tables;

/// <summary>What the types that a company runs cost an hour: on its own bill, and on the list.</summary>
public static class PriceTable
{
    /// <summary>A row a provider, region, operating system and type in use; with a name also what is only on the list.</summary>
    /// <param name="catalogue">Types and paid rates.</param>
    /// <param name="type">Only types and families whose name starts so; null lists what is in use.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(TypeCatalogue catalogue, string? type, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var used = catalogue.Paid.All.Where(paid => type is null || paid.Type.StartsWith(type, StringComparison.OrdinalIgnoreCase)).OrderBy(paid => paid.Provider, StringComparer.Ordinal)
            .ThenBy(paid => paid.Region, StringComparer.Ordinal).ThenBy(paid => paid.Type, StringComparer.Ordinal).ThenBy(paid => paid.Os, StringComparer.Ordinal).ToArray();
        MachineType[] listed = type is null ? [] : [.. catalogue.List.Types.Where(each => !each.IsReference && each.Name.StartsWith(type, StringComparison.OrdinalIgnoreCase))];
        return new ReportTable
        {
            Schema = "costguard.prices/1",
            Title = string.Create(CultureInfo.InvariantCulture, $"{used.Length} types in use are billed by the hour{(type is null ? "" : $"; {listed.Length} prices of '{type}' are listed")}"),
            Columns =
            [
                new("provider", "Provider", CellKind.Text), new("region", "Region", CellKind.Text), new("type", "Type", CellKind.Text), new("os", "System", CellKind.Text),
                new("vcpu", "vCPU", CellKind.Number), new("memoryGib", "GiB", CellKind.Number), new("architecture", "Arch.", CellKind.Text),
                new("paid", "Paid/h", CellKind.Number), new("currency", "Cur.", CellKind.Text), new("resources", "In use", CellKind.Count), new("list", "List/h", CellKind.Number), new("listSource", "List from", CellKind.Text),
            ],
            Rows =
            [
                .. used.Select(paid => Row(paid.Provider, paid.Region, paid.Type, paid.Os, catalogue.Find(paid.Provider, paid.Region, paid.Type), paid.Rate is { } rate ? decimal.Round(rate, 6) : null, paid.Currency.Code, paid.Resources)),
                .. listed.Select(each => Row(each.Provider, each.Region, each.Name, null, each, null, null, null)),
            ],
            Meta = meta,
            Footnote = "Rules take the rate on the bill, else the list price at the discount that a machine's own rate shows. Newer lists: costguard price refresh.",
        };
    }

    // A list of another region stands in by its proportions only: its prices are not shown as this region's.
    private static object?[] Row(string? provider, string? region, string type, string? os, MachineType? listed, decimal? paid, string? currency, int? resources) =>
    [
        provider, region, type, os, (decimal?)listed?.Cpus, (decimal?)listed?.MemoryGb, listed?.Architecture, paid, currency, (long?)resources,
        listed is { IsReference: false } ? listed.Rate : null, listed is null ? "unknown type" : listed.IsReference ? "another region, by proportion" : listed.Source,
    ];
}
