using CostGuard.Core.Budgets;

namespace CostGuard.Report.Reviews;

/// <summary>The month in one line.</summary>
/// <param name="Cost">Cost of the month, all charges.</param>
/// <param name="Budget">Budget of the company; null without one.</param>
/// <param name="Counted">What counts against it; null without one.</param>
/// <param name="OtherCurrencies">Cost in other currencies that is not in it.</param>
public sealed record ReviewTotal(decimal Cost, decimal? Budget, decimal? Counted, IReadOnlyList<ReviewAmount> OtherCurrencies)
{
    /// <summary>"22 of 60 teams have no budget": why there is no budget for all though teams have some; null where that is not the reason.</summary>
    public string? Gap { get; init; }
}

/// <summary>A team's month.</summary>
/// <param name="Id">Team id.</param>
/// <param name="Title">Name to show.</param>
/// <param name="Owner">E-mail of the owner; null for what belongs to none.</param>
/// <param name="Cost">All its charges.</param>
/// <param name="Budget">Amount with carry; null without a budget of its own for the month.</param>
/// <param name="Counted">What counts against it, or without one in the total; null when it cannot be told.</param>
/// <param name="State">Verdict; null without a budget.</param>
/// <param name="Reason">Why it is so.</param>
public sealed record ReviewTeam(string Id, string Title, string? Owner, decimal Cost, decimal? Budget, decimal? Counted, BudgetState? State, string? Reason)
{
    /// <summary>Counted − budget; positive is over.</summary>
    public decimal? Over => Counted - Budget;

    /// <summary>True when the budget of a team above holds this team's cost, so that its own amounts are not added once more.</summary>
    public bool IsWithin { get; init; }

    /// <summary>True for cost without a budget of its own that was planned to be nothing where the teams' budgets make the total.</summary>
    public bool IsPlannedAsNothing { get; init; }
}
