namespace CostGuard.Core.Errors;

/// <summary>Codes of the Azure Cost Management Query API.</summary>
public static class AzureQueryErrors
{
    /// <summary>CG1139.</summary>
    public static readonly ErrorInfo UnknownChargeType = new(
        "CG1139",
        "An unknown charge type",
        "The charges are billed as they are and have the charge category Adjustment, since what they are is not known.",
        "Tell the maintainers of CostGuard the charge type's name.");

    /// <summary>CG1140.</summary>
    public static readonly ErrorInfo BadSetting = new(
        "CG1140",
        "A setting of an Azure query connection cannot be used",
        "What is asked for must fit the query API, or the costs of a month would be incomplete.",
        "Correct the setting under 'source:' in the connection's file. scope is 'subscriptions' for all that the identity sees, one or more subscriptions/ID, providers/Microsoft.Management/managementGroups/ID or providers/Microsoft.Billing/billingAccounts/ID; groupBy names dimensions and at most one TAG:key.");

    /// <summary>CG1141.</summary>
    public static readonly ErrorInfo Unsupported = new(
        "CG1141",
        "The offer of a subscription has no cost API",
        "CSP, sponsored, student and some older offers give no costs to the query API. Their cost is not zero, it is not known here, so that the run is partial.",
        "Collect the subscription from export files or upload them, and name it in 'exclude' of this connection.");

    /// <summary>CG1142.</summary>
    public static readonly ErrorInfo NotReady = new(
        "CG1142",
        "A subscription or scope has no cost data yet",
        "Cost Management does not know it: it is new (data come after a day or two), its id is wrong, or the identity may not see it.",
        "Wait for the next day's run. If it stays, check the id in 'scope', or name it in 'exclude'.");

    /// <summary>CG1143.</summary>
    public static readonly ErrorInfo NoAccess = new(
        "CG1143",
        "Azure refuses the identity for a scope",
        "The token was renewed once and is refused still, or the identity has no role that reads costs there. Nothing is known of the scope's costs.",
        "'costguard connection policy NAME' prints the role that is needed; 'costguard doctor --connection NAME' names the link that fails.");

    /// <summary>CG1144.</summary>
    public static readonly ErrorInfo Throttled = new(
        "CG1144",
        "Azure throttles, and went on doing so",
        "The quota of query units is used up; every wait that Azure asked for was kept. A throttled answer is no answer: nothing was stored and the earlier loads stay current.",
        "Run 'costguard collect' again later; look for other tools that query the same tenant, or take fewer dimensions into groupBy.");

    /// <summary>CG1145.</summary>
    public static readonly ErrorInfo Refused = new(
        "CG1145",
        "Azure refuses a query",
        "The service understood the query and will not answer it; trying again would not help.",
        "Read the service's words: mostly a dimension of groupBy does not exist in this kind of scope, or there are more than it takes.");

    /// <summary>CG1146.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1146",
        "An answer of Azure cannot be read",
        "It is not the table that the API describes: a column is missing, a row is too short or a cost is no number. Nothing was stored; the earlier loads stay current.",
        "Check for a proxy that answers in place of Azure; otherwise tell the maintainers of CostGuard.");

    /// <summary>CG1147.</summary>
    public static readonly ErrorInfo PageLoop = new(
        "CG1147",
        "Azure's pages go round in a circle",
        "A page names a next page that was read before. Going on would count costs twice or never end, and stopping would lose some; so the month is refused and its earlier load stays current.",
        "Run 'costguard collect' again.");

    /// <summary>CG1148.</summary>
    public static readonly ErrorInfo EmptyAnswer = new(
        "CG1148",
        "No costs where there were some",
        "No answer is not zero: an empty answer never replaces a load that holds costs.",
        "Look at the month in the Azure portal. The stored month stays until an answer with costs comes.");

    /// <summary>CG1149.</summary>
    public static readonly ErrorInfo NoChargeTypes = new(
        "CG1149",
        "Charge types were not asked for",
        "Without ChargeType in groupBy, purchases, refunds, taxes and credits look like usage.",
        "Add ChargeType to groupBy in the connection's file.");
}
