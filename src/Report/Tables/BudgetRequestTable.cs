using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Requests for more or less budget, the open ones first.</summary>
public static class BudgetRequestTable
{
    /// <summary>The table of requests.</summary>
    public static ReportTable Build(IReadOnlyList<BudgetRequest> requests, IReadOnlyList<BudgetConfig> budgets, ReportMeta meta)
    {
        int open = requests.Count(request => request.State == BudgetRequestState.Open);
        return new ReportTable
        {
            Schema = "costguard.budget-requests/1",
            Title = requests.Count == 0 ? "There are no budget requests" : string.Create(CultureInfo.InvariantCulture, $"{requests.Count} budget {(requests.Count == 1 ? "request" : "requests")}, {open} open"),
            ShortColumns = ["number", "budget", "from", "amount", "currency", "reason", "by", "state", "decidedBy"],
            Columns =
            [
                new("number", "#", CellKind.Count),
                new("budget", "Budget", CellKind.Text),
                new("from", "From", CellKind.Date),
                new("amount", "Amount", CellKind.Money),
                new("currency", "Currency", CellKind.Text),
                new("reason", "Reason", CellKind.Text),
                new("by", "Asked by", CellKind.Text),
                new("at", "Asked on", CellKind.Date),
                new("state", "State", CellKind.Text),
                new("decidedBy", "Decided by", CellKind.Text),
                new("decidedAt", "Decided on", CellKind.Date),
                new("note", "Note", CellKind.Text),
            ],
            Rows = [.. requests.OrderBy(request => request.State != BudgetRequestState.Open).ThenByDescending(request => request.Number).Select(request => (object?[])
            [
                (long)request.Number, request.Budget, request.From, request.Amount,
                budgets.FirstOrDefault(budget => budget.Name == request.Budget)?.Currency.Code, request.Reason, request.By, request.At,
                request.State.ToString().ToLowerInvariant(), request.DecidedBy, request.DecidedAt, request.Note,
            ])],
            Meta = meta with { Currency = "mixed" },
            Footnote = open > 0 ? "Decide: costguard budget approve NUMBER --by WHO, or reject." : null,
        };
    }
}
