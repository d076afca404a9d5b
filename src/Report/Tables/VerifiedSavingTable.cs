using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;

namespace CostGuard.Report.Tables;

/// <summary>What an action saved, measured on the bill, beside what was promised and what before/after would say.</summary>
public static class VerifiedSavingTable
{
    /// <summary>The table of one action.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="saving">What was measured.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(SavingQuestion question, VerifiedSaving saving, ReportMeta meta) => new()
    {
        Schema = "costguard.verified-saving/1",
        Title = saving.PerMonth is { } perMonth
            ? $"Saves {HeadlineText.Amount(perMonth, question.Currency)} a month of {HeadlineText.Amount(question.Promised, question.Currency)} promised"
            : "Too early to tell: two complete weeks after the action are needed",
        Columns =
        [
            new("resource", "Resource", CellKind.Id),
            new("done", "Done", CellKind.Date),
            new("promised", "Promised/month", CellKind.Money),
            new("verified", "Verified", CellKind.Money),
            new("low80", "80 % low", CellKind.Money),
            new("high80", "80 % high", CellKind.Money),
            new("share", "Of promised", CellKind.Percent),
            new("priceEffect", "Prices", CellKind.Change),
            new("beforeAfter", "Before/after", CellKind.Money),
            new("returnedOn", "Came back", CellKind.Date),
            new("method", "Method", CellKind.Text),
            new("state", "State", CellKind.State),
            new("currency", "Currency", CellKind.Text),
        ],
        Rows =
        [
            [
                string.Join(", ", question.Resources), question.Done, question.Promised, saving.PerMonth, saving.Interval?.Low, saving.Interval?.High,
                saving.PerMonth is { } measured ? decimal.Round(measured / question.Promised, 6) : null, saving.PriceEffect, saving.Plain?.PerMonth, saving.ReturnedOn,
                saving.PerMonth is null ? null : saving.IsPlain ? "before/after: history too short" : saving.Interval!.IsCovered ? "counterfactual" : "counterfactual, few tests", SavingWords.Of(saving.State), question.Currency.Code,
            ],
        ],
        Meta = meta with { Currency = question.Currency.Code },
        Footnote = "Verified: what the resource would have used without the action, by its own history and its peers, less what it used, at the prices after it. Prices: what they changed in the cost; no saving.",
    };
}
