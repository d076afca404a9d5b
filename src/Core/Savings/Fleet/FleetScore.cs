namespace CostGuard.Core.Savings.Fleet;

/// <summary>How many of those that a rule should name it named.</summary>
/// <param name="Right">Named and right.</param>
/// <param name="Wrong">Named and wrong.</param>
/// <param name="Missed">Right and not named.</param>
public readonly record struct FleetCount(int Right, int Wrong, int Missed)
{
    /// <summary>Right ÷ named; null when nothing was named.</summary>
    public decimal? Precision => Right + Wrong == 0 ? null : (decimal)Right / (Right + Wrong);

    /// <summary>Right ÷ to be named; null when there was nothing to name.</summary>
    public decimal? Recall => Right + Missed == 0 ? null : (decimal)Right / (Right + Missed);

    /// <summary>Both together.</summary>
    public static FleetCount operator +(FleetCount a, FleetCount b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);

    /// <summary>Both together.</summary>
    public static FleetCount Add(FleetCount left, FleetCount right) => left + right;
}

/// <summary>One rule on a made fleet, beside the published thresholds of two clouds.</summary>
/// <param name="Rule">The rule; null for all.</param>
/// <param name="Own">CostGuard's.</param>
/// <param name="TrustedAdvisor">AWS Trusted Advisor's; null where it has no such check.</param>
/// <param name="AzureAdvisor">Azure Advisor's; null where it has no such check.</param>
public sealed record FleetScore(string? Rule, FleetCount Own, FleetCount? TrustedAdvisor, FleetCount? AzureAdvisor);

/// <summary>What came of a made fleet.</summary>
/// <param name="Scores">By rule, then of all.</param>
/// <param name="Lost">Used resources that CostGuard would have removed: role and id.</param>
/// <param name="LostByTrustedAdvisor">Used resources that the thresholds of Trusted Advisor name as idle.</param>
/// <param name="LostByAzureAdvisor">Used resources that the thresholds of Azure Advisor would shut down.</param>
/// <param name="Cash">Resources wholly under a commitment of which CostGuard claims cash now; must be none.</param>
/// <param name="Misses">What was wrong or missed, as "role: rule".</param>
public sealed record FleetResult(IReadOnlyList<FleetScore> Scores, IReadOnlyList<string> Lost, int LostByTrustedAdvisor, int LostByAzureAdvisor, IReadOnlyList<string> Cash, IReadOnlyList<string> Misses)
{
    /// <summary>Nothing that is used is removed, no cash is claimed that a commitment would swallow.</summary>
    public bool IsSafe => Lost.Count == 0 && Cash.Count == 0;
}
