namespace CostGuard.Core.Errors;

/// <summary>Codes of questions about cost, 14xx.</summary>
public static class QueryErrors
{
    /// <summary>CG1401.</summary>
    public static readonly ErrorInfo UnknownDimension = new(
        "CG1401",
        "There is nothing of this name to group or filter by",
        "Cost is grouped by team, rule, pool, source, day, month, a tag, or a FOCUS column in camelCase (serviceName, regionId, …).",
        "Use one of: team, provider, service, serviceCategory, subAccountId, region, chargeCategory, resource, sku, day, month, tag:KEY, rawTag:KEY.");

    /// <summary>CG1402.</summary>
    public static readonly ErrorInfo CannotCombine = new(
        "CG1402",
        "Teams cannot be asked together with this",
        "Teams, rules and pools are known for each day and each dimension that rules look at, not for each line item, since shared cost has no line items.",
        "Ask for the two apart, or leave out --team and --by team.");

    /// <summary>CG1403.</summary>
    public static readonly ErrorInfo DataGone = new(
        "CG1403",
        "The stored data of this snapshot are not there any more",
        "A load of the snapshot was pruned or its files were removed by hand, or its allocated roll-up was deleted.",
        "Use the current snapshot (leave out --snapshot), restore the files from a backup, or import the billing files again.");

    /// <summary>CG1404.</summary>
    public static readonly ErrorInfo TooManyDigits = new(
        "CG1404",
        "A sum has more digits than can be shown exactly",
        "Sums are exact up to 28 digits; an amount above ten billion with 18 decimals has more, and CostGuard does not round silently.",
        "Ask for a shorter period or a finer grouping.");

    /// <summary>CG1405.</summary>
    public static readonly ErrorInfo LinesDoNotTell = new(
        "CG1405",
        "Lines do not say what a team's cost is made of",
        "A team's resources, SKUs and tags are found by asking the rules again whose each line is. Where the lines do not add up to the team's cost to the last digit, as after a change of rules in a month that was closed, or where a month has more than 2,000,000 lines, nothing is guessed.",
        "Ask without --team for all resources, or without what only lines know; after a change of rules ask on the current snapshot (leave out --snapshot).");
}
