using CostGuard.Core.Configuration;

namespace CostGuard.Core.Budgets;

/// <summary>
/// What counts of cost that has no budget of its own, when a company's cost is held against its budgets: credits and tax as the company's budget counts
/// them; without one neither, as budgets do by default (domain B.5).
/// </summary>
/// <param name="Credits">True when credits count.</param>
/// <param name="Tax">True when tax counts.</param>
public readonly record struct CountedCost(bool Credits, bool Tax)
{
    /// <summary>The rule of a company.</summary>
    /// <param name="budgets">Its budgets; that of "all" decides.</param>
    public static CountedCost Of(IEnumerable<BudgetConfig> budgets) =>
        budgets.FirstOrDefault(budget => budget.Team.Value == "all") is { } company ? new CountedCost(!company.GrossOfCredits, !company.WithoutTax) : default;

    /// <summary>True when a charge counts.</summary>
    /// <param name="chargeCategory">FOCUS ChargeCategory.</param>
    public bool Counts(string? chargeCategory) => chargeCategory switch { "Credit" => Credits, "Tax" => Tax, _ => true };
}
