using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>How commitments did: what was used, wasted and saved by each, and for each provider how much of the eligible usage they cover.</summary>
public static class CommitmentTable
{
    private static readonly string[] ShortColumns = ["commitment", "service", "used", "unused", "utilisation", "discount", "netSaving", "coverage", "savingsRate", "state"];

    /// <summary>The table of a report.</summary>
    public static ReportTable Build(CommitmentReport report, ReportMeta meta) => new()
    {
        Schema = "costguard.commitments/1",
        Title = Title(report),
        Columns =
        [
            new("commitment", "Commitment", CellKind.Id),
            new("type", "Type", CellKind.Text),
            new("category", "Category", CellKind.Text),
            new("providerName", "Provider", CellKind.Text),
            new("service", "Service", CellKind.Text),
            new("used", "Used", CellKind.Money),
            new("unused", "Unused", CellKind.Money),
            new("utilisation", "Utilised", CellKind.Percent),
            new("discount", "Discount", CellKind.Percent),
            new("netSaving", "Net saving", CellKind.Change),
            new("wastePerMonth", "Waste/month", CellKind.Money),
            new("onDemandEquivalent", "On demand", CellKind.Money),
            new("coverage", "Coverage", CellKind.Percent),
            new("savingsRate", "ESR", CellKind.Percent),
            new("savingsRateOnList", "ESR (list)", CellKind.Percent),
            new("state", "State", CellKind.State),
            new("currency", "Currency", CellKind.Text),
        ],
        ShortColumns = ShortColumns,
        Rows = [.. report.Lines.Select(Line)],
        Totals = [.. report.Totals.Select(Total)],
        Meta = meta with
        {
            Currency = report.Totals.Select(total => total.Currency.Code).Distinct().ToArray() is [var only] ? only : "mixed",
            Warnings = [.. meta.Warnings, .. report.Reasons.Select(Sentence)],
        },
        Footnote = "Net saving is the contracted price of what was used, less all that was paid, unused money too: below zero is a loss. Unused money is paid already and is never a saving. "
            + "ESR is the effective savings rate against contracted and against list prices. What to buy: costguard commitment propose",
    };

    /// <summary>A reason with its code.</summary>
    internal static string Sentence(Problem reason) => $"{reason.Code} {reason.Message}";

    private static string Title(CommitmentReport report)
    {
        int wasting = report.Lines.Count(line => line.Waste is not null);
        return report.Lines.Count == 0 ? "The bill names no commitment"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{report.Lines.Count} commitments, {wasting} of them waste money");
    }

    private static IReadOnlyList<object?> Line(CommitmentLine line) =>
    [
        line.Id, line.Type, line.Category, line.Scope.Provider, line.Scope.Service,
        line.Kpis is null ? null : line.Sums.Used.Effective, line.Kpis is null ? null : line.Sums.Unused.Effective,
        Share(line.Kpis?.Utilisation), Share(line.Kpis?.Discount), line.Kpis?.NetSaving, line.Waste?.WastePerMonth,
        null, null, null, null, State(line), line.Scope.Currency.Code,
    ];

    private static IReadOnlyList<object?> Total(CommitmentTotal total) =>
    [
        "Total", null, null, total.Provider, null,
        total.Kpis is null ? null : total.Sums.Used.Effective, total.Kpis is null ? null : total.Sums.Unused.Effective,
        Share(total.Kpis?.Utilisation), Share(total.Kpis?.Discount), total.Kpis?.NetSaving, null,
        total.Kpis?.OnDemandEquivalent, Share(total.Kpis?.Coverage), Share(total.Kpis?.SavingsRate), Share(total.Kpis?.SavingsRateOnList),
        State(total), total.Currency.Code,
    ];

    /// <summary>"✓ OK", "! LOW COVERAGE".</summary>
    internal static string State(CommitmentTotal total) => total.Kpis is null ? "? UNKNOWN" : total.IsLow ? "! LOW COVERAGE" : "✓ OK";

    /// <summary>"✓ OK", "! WASTE".</summary>
    internal static string State(CommitmentLine line) => line switch
    {
        { Kpis: null } => "? UNKNOWN",
        { Waste.Level: WasteLevel.Critical } => "✗ CRITICAL",
        { Waste.Level: WasteLevel.Warning } => "! WASTE",
        _ => "✓ OK",
    };

    internal static decimal? Share(decimal? share) => share is { } value ? decimal.Round(value, 6) : null;
}
