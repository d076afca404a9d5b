using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>A later version of a budget's amounts; the original stays readable beside it.</summary>
/// <param name="From">First day on which it is valid.</param>
/// <param name="Amount">Amount of each period from then, in the budget's currency; null where <paramref name="Amounts"/> says them one by one.</param>
/// <param name="Amounts">Amounts by first month of the period; they win over <paramref name="Amount"/>. A period without either keeps the version before.</param>
/// <param name="Reason">Why it was changed.</param>
/// <param name="Author">Who asked for it.</param>
/// <param name="ApprovedBy">Who approved it; null when nobody had to.</param>
public sealed record BudgetRevision(
    DateOnly From,
    decimal? Amount,
    IReadOnlyDictionary<BillingPeriod, decimal> Amounts,
    string? Reason = null,
    string? Author = null,
    string? ApprovedBy = null)
{
    /// <summary>The amount of the period that begins with the month, if this version says one.</summary>
    public decimal? For(BillingPeriod first) => Amounts.TryGetValue(first, out decimal amount) ? amount : Amount;
}

/// <summary>What happens with money that a period did not use (domain C.2).</summary>
/// <param name="Cap">The most that is carried, as a share of the next period's amount: 0.25 is 25 %.</param>
/// <param name="Deficit">True: what was spent above the amount is taken from the next period.</param>
/// <param name="AcrossYears">True: the carry does not end with the fiscal year.</param>
public sealed record BudgetRollover(decimal Cap, bool Deficit = false, bool AcrossYears = false);
