namespace CostGuard.Core.Focus.Azure;

/// <summary>Which measure of a month's cost an export holds.</summary>
public enum AzureDataset
{
    /// <summary>Nothing in it tells, and nothing has to: without commitments both measures are the same.</summary>
    Either,

    /// <summary>ActualCost: purchases when they are bought, covered usage at 0.</summary>
    Actual,

    /// <summary>AmortizedCost: no purchases, covered and unused commitments at their share.</summary>
    Amortised,
}
