namespace CostGuard.Core.Errors;

/// <summary>Codes of AWS Cost Explorer and the other AWS calls behind it.</summary>
public static class CostExplorerErrors
{
    /// <summary>CG1120.</summary>
    public static readonly ErrorInfo BadSetting = new(
        "CG1120",
        "A setting of a Cost Explorer connection cannot be used",
        "Cost Explorer groups by two things at a time and filters by dimensions; what a setting asks for must fit that, or the costs of a month would be incomplete.",
        "Correct the setting under 'source:' in the connection's file. groupBy takes two to four of SERVICE, LINKED_ACCOUNT, RECORD_TYPE, REGION, …, with TAG:key or COST_CATEGORY:name among the first two.");

    /// <summary>CG1121.</summary>
    public static readonly ErrorInfo NoCredentials = new(
        "CG1121",
        "No AWS credentials",
        "Neither the connection nor the surroundings (environment, profile, container, instance) give any, so that no call was made.",
        "Set 'auth:' in the connection's file, or run where the SDK's credential chain finds a role.");

    /// <summary>CG1122.</summary>
    public static readonly ErrorInfo Denied = new(
        "CG1122",
        "AWS denies a call",
        "The credentials are not valid any more, or their role lacks the permission. The earlier loads stay current.",
        "Allow ce:GetCostAndUsage for the role ('costguard connection policy' prints the policy), or renew the credentials.");

    /// <summary>CG1123.</summary>
    public static readonly ErrorInfo Throttled = new(
        "CG1123",
        "AWS throttles, and went on doing so",
        "The account's quota of calls is used up. A throttled answer is no answer: nothing was stored and the earlier loads stay current.",
        "Run 'costguard collect' again later; look for other tools that poll the same account.");

    /// <summary>CG1124.</summary>
    public static readonly ErrorInfo Unreachable = new(
        "CG1124",
        "AWS cannot be reached",
        "The connection broke, timed out or the service is down, at every attempt. The earlier loads stay current.",
        "Check the network and the proxy, then run 'costguard collect' again.");

    /// <summary>CG1125.</summary>
    public static readonly ErrorInfo Refused = new(
        "CG1125",
        "AWS refuses a request",
        "The service understood the request and will not answer it; trying again would not help.",
        "Read the service's words: mostly a date, a dimension or a tag key of the connection is wrong.");

    /// <summary>CG1126.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1126",
        "An answer of AWS cannot be read",
        "It is not the JSON that the service's model describes. Nothing was stored; the earlier loads stay current.",
        "Check for a proxy that answers in place of AWS; otherwise tell the maintainers of CostGuard.");

    /// <summary>CG1127.</summary>
    public static readonly ErrorInfo PageLoop = new(
        "CG1127",
        "Cost Explorer's pages go round in a circle",
        "A page names a next page that was read before. Going on would count costs twice or never end, and stopping would lose some; so the month is refused and its earlier load stays current.",
        "Run 'costguard collect' again.");

    /// <summary>CG1128.</summary>
    public static readonly ErrorInfo EmptyAnswer = new(
        "CG1128",
        "No costs for a month that had some",
        "No answer is not zero: an empty answer never replaces a load that holds costs.",
        "Look at the month in the AWS console. The stored month stays until an answer with costs comes.");

    /// <summary>CG1129.</summary>
    public static readonly ErrorInfo PartsDiffer = new(
        "CG1129",
        "The parts of a month are not its total",
        "Costs by two groupings at a time are asked for once per account or record type; their sum must be the ungrouped total. It is not, so that costs are missing or double, or AWS restated the month between two calls.",
        "Run 'costguard collect' again. If it stays, take fewer dimensions into groupBy.");

    /// <summary>CG1130.</summary>
    public static readonly ErrorInfo TooOld = new(
        "CG1130",
        "Cost Explorer does not reach back that far",
        "It keeps the current month and the 13 before it.",
        "Begin with the first month it has, or read older months from Data Export files.");

    /// <summary>CG1131.</summary>
    public static readonly ErrorInfo UnknownRecordType = new(
        "CG1131",
        "An unknown record type",
        "The charges are billed as they are and have the charge category Adjustment, since what they are is not known.",
        "Tell the maintainers of CostGuard the record type's name.");

    /// <summary>CG1132.</summary>
    public static readonly ErrorInfo NoRecordTypes = new(
        "CG1132",
        "Record types were not asked for",
        "Without RECORD_TYPE in groupBy, taxes, credits, refunds and fees look like usage.",
        "Add RECORD_TYPE to groupBy in the connection's file.");

    /// <summary>CG1133.</summary>
    public static readonly ErrorInfo Estimated = new(
        "CG1133",
        "Estimated costs",
        "AWS marks periods that it may still change. The month is read again until it is final.",
        "Nothing has to be done.");

    /// <summary>CG1183.</summary>
    public static readonly ErrorInfo TagWithoutValues = new(
        "CG1183",
        "A tag that is grouped by has no values",
        "A key that is not activated as a cost allocation tag, is younger than about a day, or is written in another case is answered without an error: all spend then looks untagged. That is no tag data, not zero spend.",
        "Write the key in 'groupBy' exactly as AWS lists it, or activate it under Billing, Cost allocation tags; values begin about a day later and are not filled in for earlier days.");

    /// <summary>CG1184.</summary>
    public static readonly ErrorInfo NoAccountNames = new(
        "CG1184",
        "The names of accounts could not be asked for",
        "AWS Organizations lists an organization's accounts to its management account and to delegated administrators only. The costs are complete; accounts that Cost Explorer's answers do not name are shown by their numbers.",
        "Allow organizations:ListAccounts to the role ('costguard connection policy' prints the statement), or write 'accountNames: off' below source in the connection's file.");
}
