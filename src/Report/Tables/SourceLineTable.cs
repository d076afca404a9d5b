using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Lines of a load as the source gave them, so that every figure leads back to a file and a row.</summary>
public static class SourceLineTable
{
    /// <summary>What is told of a line when nobody asks for anything else.</summary>
    public static Dimension[] Columns { get; } =
        [new("day"), new("subAccountId"), new("service"), new("region"), new("chargeCategory"), new("resourceId"), new("skuMeter"), new("chargeDescription"), new("invoiceId")];

    /// <summary>The table, the largest line first.</summary>
    /// <param name="load">Their load.</param>
    /// <param name="columns">What is told of each.</param>
    /// <param name="lines">The lines, with the sums of all that match.</param>
    /// <param name="meta">The facts.</param>
    public static ReportTable Build(Load load, IReadOnlyList<Dimension> columns, SourceLines lines, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(lines);
        ReportColumn[] keys = [.. columns.Select(DimensionColumns.Of)];
        bool ownCurrency = !keys.Any(column => column.Key == "currency");
        return new ReportTable
        {
            Schema = "costguard.source-lines/1",
            Title = Title(load, lines),
            ShortColumns = ["row", "day", "serviceName", "resourceId", "billedCost", "effectiveCost", "currency"],
            Columns =
            [
                new("file", "File", CellKind.Text), new("row", "Row", CellKind.Count),
                .. keys,
                new("billedCost", "Billed cost", CellKind.Money), new("effectiveCost", "Effective cost", CellKind.Money),
                .. ownCurrency ? [new ReportColumn("currency", "Currency", CellKind.Text)] : Array.Empty<ReportColumn>(),
            ],
            Rows = [.. lines.Lines.Select(line => (object?[])
            [
                line.File, line.Row, .. keys.Zip(line.Keys, DimensionColumns.Cell), line.Costs.Billed, line.Costs.Effective, .. ownCurrency ? [line.Currency.Code] : Array.Empty<object?>(),
            ])],
            Meta = meta,
            Footnote = "Row: the record in a Parquet file, which is kept as delivered; in other files the how-manieth of this billing month, without header and refused records.",
        };
    }

    private static string Title(Load load, SourceLines lines)
    {
        if (lines.Totals.Count == 0) return $"No line of load {load.Id} matches";
        long count = lines.Totals.Sum(total => total.Rows);
        string sums = string.Join(", ", lines.Totals.Select(total => string.Create(CultureInfo.InvariantCulture, $"{total.Currency} {total.Costs.Billed} billed, {total.Costs.Effective} effective")));
        string shown = lines.Lines.Count < count ? string.Create(CultureInfo.InvariantCulture, $"; the {lines.Lines.Count:#,0} largest") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? "line" : "lines")} of {load.Source}, {load.Period}: {sums}{shown}");
    }
}
