using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>What a budget file changes, cell by cell.</summary>
public static class BudgetChangeTable
{
    /// <summary>The table of changes.</summary>
    /// <param name="changes">The cells that differ.</param>
    /// <param name="target">The table that takes them.</param>
    /// <param name="written">False for a dry run.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(IReadOnlyList<BudgetCellChange> changes, string target, bool written, ReportMeta meta) => new()
    {
        Schema = "costguard.budget-changes/1",
        Title = changes.Count == 0
            ? "The file changes nothing"
            : string.Create(CultureInfo.InvariantCulture, $"{changes.Count} {(changes.Count == 1 ? "amount" : "amounts")} {(written ? "written to" : "would be written to")} {target}"),
        Columns =
        [
            new("team", "Team", CellKind.Text),
            new("month", "Month", CellKind.Month),
            new("before", "Before", CellKind.Money),
            new("after", "After", CellKind.Money),
            new("change", "Change", CellKind.Change),
            new("currency", "Currency", CellKind.Text),
            new("place", "Cell", CellKind.Text),
        ],
        Rows = [.. changes.OrderBy(change => change.Cell.Team, StringComparer.Ordinal).ThenBy(change => change.Cell.Currency).ThenBy(change => change.Cell.Month)
            .Select(change => (object?[])
            [
                change.Cell.Team, change.Cell.Month, change.Before, change.Cell.Amount, change.Cell.Amount - (change.Before ?? 0m), change.Cell.Currency.Code, change.Cell.Place,
            ])],
        Totals = [.. changes.GroupBy(change => change.Cell.Currency).OrderBy(group => group.Key).Select(group => (object?[])
        [
            "Total", null, group.Sum(change => change.Before ?? 0m), group.Sum(change => change.Cell.Amount), group.Sum(change => change.Cell.Amount - (change.Before ?? 0m)), group.Key.Code, null,
        ])],
        Meta = meta with { Currency = CostTable.CurrencyOf([.. changes.Select(change => change.Cell.Currency).Distinct()], meta.Currency) },
        Footnote = written || changes.Count == 0 ? null : "Nothing was written. Run it again without --dry-run.",
    };
}
