using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>Where a request stands.</summary>
public enum BudgetRequestState
{
    /// <summary>Nobody has decided yet.</summary>
    Open,

    /// <summary>A version of the budget.</summary>
    Approved,

    /// <summary>Not granted.</summary>
    Rejected,
}

/// <summary>Somebody asks for another amount of a budget. The history of requests stays, whatever was decided.</summary>
/// <param name="Number">1, 2, 3, ….</param>
/// <param name="Budget">The budget's name.</param>
/// <param name="From">First day of the new amount.</param>
/// <param name="Amount">Amount of each period from then, in the budget's currency.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When, UTC day.</param>
/// <param name="State">Open, approved or rejected.</param>
/// <param name="DecidedBy">Who decided; null while open.</param>
/// <param name="DecidedAt">When it was decided, UTC day; null while open.</param>
/// <param name="Note">What the decider said.</param>
public sealed record BudgetRequest(
    int Number, string Budget, DateOnly From, decimal Amount, string Reason, string By, DateOnly At,
    BudgetRequestState State = BudgetRequestState.Open, string? DecidedBy = null, DateOnly? DecidedAt = null, string? Note = null)
{
    /// <summary>The version that an approved request is.</summary>
    public BudgetRevision Revision() => new(From, Amount, new Dictionary<BillingPeriod, decimal>(), Reason, By, DecidedBy);
}
