namespace CostGuard.Core.Errors;

/// <summary>Codes of collecting Kubernetes costs from OpenCost.</summary>
public static class OpenCostErrors
{
    /// <summary>CG1171.</summary>
    public static readonly ErrorInfo BadSetting = new(
        "CG1171",
        "A setting of an OpenCost connection cannot be used",
        "Without address, currency and something to group by, answers cannot be read as costs; a token does not travel unencrypted.",
        "Correct the setting under 'source:' in the connection's file. endpoint is the address of OpenCost's API (http://opencost.opencost:9003), currency the one that OpenCost is set to, aggregate a list of cluster, namespace, controllerKind, controller, node, pod, container and label:NAME.");

    /// <summary>CG1172.</summary>
    public static readonly ErrorInfo CountsTwice = new(
        "CG1172",
        "Kubernetes costs would count twice",
        "The cost of a cluster's workloads is the cost of its nodes, disks and load balancers, which the cloud's bill has too.",
        "Name the connection whose bill has the nodes ('crossCheckOf: acme-aws'): this one is then compared and never added. Where no other connection has them (own machines), set 'standalone: \"true\"' under 'source:'.");

    /// <summary>CG1173.</summary>
    public static readonly ErrorInfo NoAccess = new(
        "CG1173",
        "OpenCost refuses the caller",
        "What stands before OpenCost (a proxy, a gateway, a login page) does not accept the token, or there is none. Nothing was stored; the earlier loads stay current.",
        "Set 'auth: { token: { secretRef: env:NAME } }' in the connection's file, or renew the token.");

    /// <summary>CG1174.</summary>
    public static readonly ErrorInfo Refused = new(
        "CG1174",
        "OpenCost refuses the question",
        "It was understood and will not be answered; trying again would not help.",
        "Read its words: mostly 'endpoint' is another service or lacks a path (Kubecost answers below /model), or 'aggregate' names something unknown.");

    /// <summary>CG1175.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1175",
        "An answer of OpenCost cannot be read",
        "It is not what the allocation API describes: a cost is missing or no number, a row lies outside the day that was asked for, or no cluster is named. Nothing was stored; the earlier loads stay current.",
        "Check 'endpoint', and name the cluster ('cluster') where OpenCost does not. A cost that is null or NaN comes from prices that OpenCost cannot read: look at its log.");

    /// <summary>CG1176.</summary>
    public static readonly ErrorInfo NegativeCost = new(
        "CG1176",
        "OpenCost gives negative costs",
        "Negative idle cost means that workloads were priced higher than the nodes they run on. The amounts are kept as they are, so that the sum of the cluster stays right.",
        "Check OpenCost's prices of the nodes and that their metrics are scraped without gaps.");

    /// <summary>CG1177.</summary>
    public static readonly ErrorInfo MissingDays = new(
        "CG1177",
        "OpenCost has no costs of a day",
        "No answer is not zero: the other days of the month were read, and what is missing is named.",
        "Look whether OpenCost and Prometheus ran on that day. A day that comes later is read by the next collection.");

    /// <summary>CG1178.</summary>
    public static readonly ErrorInfo Forgotten = new(
        "CG1178",
        "OpenCost no longer has days that are stored",
        "Prometheus forgets after its retention. A month that would lose days is left as it is stored.",
        "Raise the retention of Prometheus to two months, or lower 'collect.closedMonths' of the connection to 0. The home's data/answers keeps each day's answer: restore that folder if it was lost.");
}
