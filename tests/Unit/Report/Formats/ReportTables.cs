using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

/// <summary>Tables for the tests of the formats.</summary>
internal static class ReportTables
{
    public static ReportTable TwoTeams() => Of(
        [new("team", "Team", CellKind.Text), new("effectiveCost", "Effective cost", CellKind.Money), new("used", "Used", CellKind.Percent), new("month", "Month", CellKind.Month)],
        [["Pay|ments <1>", 39655.71000m, 0.8262m, BillingPeriod.Month(2026, 11)], ["=1+1", -12.50m, null, BillingPeriod.Month(2026, 11)]],
        [["Total", 39643.21m, null, null]]);

    public static ReportTable Of(IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, IReadOnlyList<IReadOnlyList<object?>>? totals = null, string currency = "USD") => new()
    {
        Schema = "costguard.cost/1",
        Title = "Payments used 82.6 % of its budget",
        Columns = columns,
        Rows = rows,
        Totals = totals ?? [],
        Meta = new ReportMeta("0123456789ab", new DateOnly(2026, 11, 23), currency, "EffectiveCost", "2026-11", "OPEN (estimate)", ["The source azure is stale."]),
    };

    public static async Task<byte[]> Render(IReportFormat format, ReportTable table)
    {
        using var output = new MemoryStream();
        await format.WriteAsync(table, output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    public static async Task<string> Text(IReportFormat format, ReportTable table) => System.Text.Encoding.UTF8.GetString(await Render(format, table));
}
