using CostGuard.Core.Statements;

namespace CostGuard.Report.Reviews;

/// <summary>What a unit of a team's driver costs, as its statement says.</summary>
/// <param name="Team">Team id.</param>
/// <param name="TeamTitle">Name to show.</param>
/// <param name="Cost">Cost and quantity of the month and of the one before, in one currency.</param>
public sealed record ReviewUnitCost(string Team, string TeamTitle, DriverCost Cost);
