namespace CostGuard.Core.Errors;

/// <summary>Codes of the quantities that unit costs are made from, 246x.</summary>
public static class DriverErrors
{
    /// <summary>CG2461.</summary>
    public static readonly ErrorInfo BadDriver = new(
        "CG2461",
        "A line of a driver file cannot be read",
        "A driver file has the columns month,team,driver,quantity,unit. A line that is left out would be a unit cost that is missing, and nobody would know why.",
        "Correct the line: a month such as 2026-10, a team of teams/, the driver's name, a quantity of at least 0 with a dot, and what is counted (orders, requests).");

    /// <summary>CG2462.</summary>
    public static readonly ErrorInfo DriverTwice = new(
        "CG2462",
        "A team has two quantities of one driver in a month",
        "Only one can be right, and figures must not depend on the order of files.",
        "Keep one of the two lines.");

    /// <summary>CG2463.</summary>
    public static readonly ErrorInfo DriverUnit = new(
        "CG2463",
        "A driver is counted in two units",
        "Cost per request and cost per thousand requests would stand side by side as one figure and its change.",
        "Write all its months in one unit, or give what is counted otherwise a name of its own.");
}
