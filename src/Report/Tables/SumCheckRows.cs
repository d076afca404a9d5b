using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>Σ statements + central + unallocated = invoices: the rows that show it, and how they are read again.</summary>
public static class SumCheckRows
{
    private const string Part = "Sum check", Statements = "Σ statements", Central = "Central", Unallocated = "Unallocated", Charged = "Charged", Corrections = "Of it corrections of closed months",
        Invoiced = "Invoices, net + tax", Tax = "Tax that the data does not have", Explained = "Explained, not in the data", Difference = "Difference";

    /// <summary>The rows, of BilledCost, currency by currency.</summary>
    internal static IEnumerable<object?[]> Of(IReadOnlyList<SumCheck> checks)
    {
        foreach (SumCheck check in checks)
        {
            object?[] Row(string item, decimal? amount, string? detail = null) => StatementTable.Fact(Part, item, detail, amount, check.Currency);
            yield return Row(Statements, check.Statements, "BilledCost of all teams");
            yield return Row(Central, check.Central);
            yield return Row(Unallocated, check.Unallocated);
            yield return Row(Charged, check.Charged, "Σ statements + central + unallocated");
            yield return Row(Corrections, check.Corrections, "on no invoice of this month");
            yield return Row(Invoiced, check.Invoiced, check.Missing == 0 ? check.Invoiced is null ? "no invoice is recorded" : null
                : string.Create(CultureInfo.InvariantCulture, $"{check.Missing} invoices of the data are not recorded"));
            yield return Row(Tax, check.TaxNotCharged);
            yield return Row(Explained, check.Explained);
            yield return Row(Difference, check.Difference, check.Difference is null ? "cannot be told before all invoices are recorded" : "charged − corrections − (invoices − tax − explained); must be 0");
        }
    }

    /// <summary>The checks of a statement's table.</summary>
    public static IReadOnlyList<SumCheck> Read(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return
        [
            .. table.Rows.Where(row => row[1] is Part).GroupBy(row => (string)row[11]!).Select(group =>
            {
                decimal? Of(string item) => group.First(row => row[2] is string text && text == item)[5] as decimal?;
                bool missing = Of(Invoiced) is null;
                return new SumCheck(
                    Currency.Parse(group.Key), Of(Statements)!.Value, Of(Central)!.Value, Of(Unallocated)!.Value, Of(Corrections)!.Value, Of(Invoiced), Of(Tax)!.Value, Of(Explained)!.Value, missing ? 1 : 0);
            }),
        ];
    }

    // A difference of 0.00 is said of what the data has of the invoices: the rest of them is named.
    private static string Apart(SumCheck check) => check.TaxNotCharged + check.Explained is var apart && apart == 0m ? ""
        : $", {CellText.Shown(apart, CellKind.Money, check.Currency)} more on the invoices is charged to nobody (explained, or tax, and not in the data)";

    /// <summary>"difference 0.00 USD", or why it cannot be told.</summary>
    public static string Sentence(IReadOnlyList<SumCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        if (checks.Count == 0) return "There is nothing to charge.";
        string[] parts = [.. checks.Select(check => check.Difference is { } difference
            ? $"{CellText.Shown(check.Charged, CellKind.Money, check.Currency)} {check.Currency} charged{Apart(check)}, difference to the invoices {CellText.Shown(difference, CellKind.Money, check.Currency)}"
            : $"{CellText.Shown(check.Charged, CellKind.Money, check.Currency)} {check.Currency} charged; the difference to the invoices cannot be told before all are recorded")];
        return $"Σ statements + central + unallocated: {string.Join("; ", parts)}.";
    }
}
