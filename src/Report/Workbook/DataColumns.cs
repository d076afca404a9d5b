using CostGuard.Core.Reports;

namespace CostGuard.Report.Workbook;

/// <summary>A column of a line: of the Data sheet, and of the file beside it.</summary>
/// <param name="Key">Key in the file.</param>
/// <param name="Title">Header of both.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Width">Width on the sheet; the least one where <paramref name="Fits"/>.</param>
/// <param name="Of">A line's cell: a month, text, or a count.</param>
/// <param name="Fits">True where the sheet's column is as wide as its texts.</param>
internal sealed record DataColumn(string Key, string Title, CellKind Kind, double Width, Func<DataLine, object?> Of, bool Fits = false);

/// <summary>What a line tells beside its costs, once for the sheet and the file.</summary>
internal static class DataColumns
{
    /// <summary>Before the costs.</summary>
    public static IReadOnlyList<DataColumn> Before { get; } =
    [
        new("month", "Month", CellKind.Month, 10, line => line.Month),
        new("team", "Team", CellKind.Text, 18, line => line.Team),
        new("costCentre", "Cost centre", CellKind.Id, 11, line => line.CostCentre),
        new("provider", "Provider", CellKind.Text, 12, line => line.Provider),
        new("subAccountId", "Account id", CellKind.Id, 16, line => line.AccountId, Fits: true),
        new("subAccountName", "Account name", CellKind.Text, 20, line => line.AccountName, Fits: true),
        new("service", "Service", CellKind.Text, 30, line => line.Service, Fits: true),
        new("region", "Region", CellKind.Text, 14, line => line.Region),
        new("chargeCategory", "Charge category", CellKind.Text, 12, line => line.ChargeCategory),
        new("resourceId", "Resource / meter", CellKind.Id, 24, line => line.Resource, Fits: true),
        new("currency", "Currency", CellKind.Text, 11, line => line.Currency.Code),
    ];

    /// <summary>After the costs.</summary>
    public static IReadOnlyList<DataColumn> After { get; } =
    [
        new("rule", "Allocation rule", CellKind.Text, 22, line => line.Rule),
        new("pool", "Pool", CellKind.Text, 16, line => line.Pool),
        new("invoiceId", "Invoice", CellKind.Id, 16, line => line.Invoice),
        new("source", "Source", CellKind.Text, 18, line => line.Source),
        new("lines", "Lines", CellKind.Count, 9, line => line.Rows),
        new("load", "Load", CellKind.Id, 12, line => line.Load, Fits: true),
    ];
}
