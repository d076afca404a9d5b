using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>What to commit to, in which steps, what it saves and what it costs if usage falls.</summary>
public static class CommitmentProposalTable
{
    private static readonly string[] ShortColumns = ["service", "commitment", "discount", "savingPerMonth", "savingIfUsageFalls", "fallToBreakEven", "coverageBefore", "coverageAfter", "confidence", "reason"];

    /// <summary>The table of proposals, the largest saving first.</summary>
    public static ReportTable Build(IReadOnlyList<PurchaseProposal> proposals, ReportMeta meta) => new()
    {
        Schema = "costguard.commitment-proposals/1",
        Title = Title(proposals),
        Columns =
        [
            new("providerName", "Provider", CellKind.Text),
            new("service", "Service", CellKind.Text),
            new("commitment", "Commit/h", CellKind.Number),
            new("best", "Best/h", CellKind.Number),
            new("discount", "Discount", CellKind.Percent),
            new("savingPerMonth", "Saves/month", CellKind.Money),
            new("savingIfUsageFalls", "If −30 %", CellKind.Change),
            new("fallToBreakEven", "Pays until −", CellKind.Percent),
            new("breakEvenMonths", "Paid after", CellKind.Number),
            new("utilisation", "Utilised", CellKind.Percent),
            new("savingsRate", "ESR", CellKind.Percent),
            new("coverageBefore", "Covered", CellKind.Percent),
            new("coverageAfter", "After", CellKind.Percent),
            new("ladder", "Buy", CellKind.Text),
            new("days", "Days", CellKind.Count),
            new("confidence", "Trust", CellKind.Text),
            new("reason", "Why not", CellKind.Text),
            new("currency", "Currency", CellKind.Text),
        ],
        ShortColumns = ShortColumns,
        Rows = [.. proposals.Select(Row)],
        Meta = meta with { Currency = proposals.Select(proposal => proposal.Scope.Currency.Code).Distinct().ToArray() is [var only] ? only : "mixed" },
        Footnote = "Commit/h is paid for every hour of the term. Best/h is the smallest of the best amounts of 7, 30 and 60 days, scaled down where usage falls. "
            + "\"If −30 %\" is the month's saving after such a fall: below zero is the regret. A month is 730 hours. Ask again before each step.",
    };

    private static IReadOnlyList<object?> Row(PurchaseProposal proposal)
    {
        bool buys = proposal.Reason is null;
        return
        [
            proposal.Scope.Provider, proposal.Scope.Service,
            buys ? proposal.Commitment : null, buys ? decimal.Round(proposal.Best, 6) : null, CommitmentTable.Share(proposal.Discount),
            buys ? proposal.SavingPerMonth : null, buys ? proposal.SavingIfUsageFalls : null, buys ? proposal.FallToBreakEven : null,
            proposal.BreakEvenMonths is { } months ? decimal.Round(months, 1) : null,
            CommitmentTable.Share(proposal.Outcome?.Utilisation), CommitmentTable.Share(proposal.Outcome?.SavingsRate),
            proposal.Days == 0 ? null : CommitmentTable.Share(proposal.Coverage.Before), buys ? CommitmentTable.Share(proposal.Coverage.After) : null,
            buys ? string.Join("; ", proposal.Ladder.Select(Step)) : null, (long)proposal.Days,
            proposal.IsHourly ? "hours" : "low: days", proposal.Reason is { } reason ? CommitmentTable.Sentence(reason) : null, proposal.Scope.Currency.Code,
        ];
    }

    /// <summary>"2026-12-01 0.700".</summary>
    internal static string Step(Tranche step) => step.ThreeYears > 0m
        ? string.Create(CultureInfo.InvariantCulture, $"{step.Buy:yyyy-MM-dd} {step.OneYear:0.000} for 1 year and {step.ThreeYears:0.000} for 3")
        : string.Create(CultureInfo.InvariantCulture, $"{step.Buy:yyyy-MM-dd} {step.OneYear:0.000}");

    private static string Title(IReadOnlyList<PurchaseProposal> proposals)
    {
        int count = proposals.Count(proposal => proposal.Reason is null);
        return count == 0 ? "Nothing to commit to" : string.Create(CultureInfo.InvariantCulture, $"{count} of {proposals.Count} services are worth a commitment");
    }
}
