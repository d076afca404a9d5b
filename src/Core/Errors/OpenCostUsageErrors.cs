namespace CostGuard.Core.Errors;

/// <summary>Codes of asking OpenCost for workloads and their usage, 1230 to 1239.</summary>
public static class OpenCostUsageErrors
{
    /// <summary>CG1230.</summary>
    public static readonly ErrorInfo NoWorkloads = new(
        "CG1230",
        "An OpenCost connection does not tell workloads apart",
        "Requests belong to a workload. Sums over a namespace or a node say nothing about the size of any.",
        "Put controller, pod or container into 'aggregate' of the connection, or leave 'aggregate' out.");

    /// <summary>CG1231.</summary>
    public static readonly ErrorInfo NoHours = new(
        "CG1231",
        "OpenCost does not answer by the hour",
        "It was asked for sets of an hour ('step=1h') and gave longer ones. Means of a day hide every peak, and a workload would be made too small by them.",
        "Update OpenCost to a version whose allocation API knows 'step'.");

    /// <summary>CG1232.</summary>
    public static readonly ErrorInfo NothingSeen = new(
        "CG1232",
        "OpenCost shows no workloads",
        "It answers, and has nothing of the last complete day. No answer is not an empty cluster: the earlier inventory stays current.",
        "Look whether Prometheus scrapes OpenCost, the nodes and kube-state-metrics.");
}
