using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>The way from one window to the other.</summary>
/// <param name="BeforeText">"2026-09", or days.</param>
/// <param name="AfterText">"2026-10", or days.</param>
/// <param name="Before">The earlier amount.</param>
/// <param name="After">The later amount.</param>
/// <param name="Steps">Causes in their order; they add up to the difference.</param>
public sealed record ReviewBridge(string BeforeText, string AfterText, decimal Before, decimal After, IReadOnlyList<ReviewAmount> Steps)
{
    /// <summary>Cost in other currencies that is not in it, since a month of it has no rate: it would look like cost that came or went.</summary>
    public IReadOnlyList<ReviewLeftOut> LeftOut { get; init; } = [];
}

/// <summary>Cost in a currency that cannot be converted in both windows.</summary>
/// <param name="Currency">Its currency.</param>
/// <param name="Before">In the earlier window, exact.</param>
/// <param name="After">In the later window, exact.</param>
public sealed record ReviewLeftOut(Currency Currency, decimal Before, decimal After);
