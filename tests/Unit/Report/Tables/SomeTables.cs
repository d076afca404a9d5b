using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

/// <summary>Builders of answers and shortcuts to cells for tests of tables.</summary>
internal static class SomeTables
{
    public static ReportMeta Meta { get; } = new("0123456789ab", new DateOnly(2026, 11, 14), "USD", null, "2026-11", "OPEN (estimate)", []);

    public static CostRow Cost(string? key, decimal effective, string currency = "USD") =>
        new([key], Currency.Parse(currency), new Costs(effective * 2m, effective, 0m, 0m), 1);

    public static object?[] Column(this ReportTable table, string key) => [.. table.Rows.Select(row => row[table.IndexOf(key)])];

    public static object? Total(this ReportTable table, string key, int row = 0) => table.Totals[row][table.IndexOf(key)];

    private static int IndexOf(this ReportTable table, string key)
    {
        int index = table.Columns.ToList().FindIndex(column => column.Key == key);
        Assert.True(index >= 0, $"There is no column '{key}'.");
        Assert.All(table.Rows.Concat(table.Totals), row => Assert.Equal(table.Columns.Count, row.Count));
        return index;
    }
}
