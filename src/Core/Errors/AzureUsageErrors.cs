namespace CostGuard.Core.Errors;

/// <summary>Codes of asking Azure for inventory and metrics, 1220 to 1229.</summary>
public static class AzureUsageErrors
{
    /// <summary>CG1220.</summary>
    public static readonly ErrorInfo NoAccess = new(
        "CG1220",
        "Azure refuses the identity for inventory or metrics",
        "The token was renewed once and is refused still, or the identity has no role that reads resources or metrics. What is collected already stays.",
        "'costguard connection policy NAME --with usage' prints the role that is needed; 'costguard doctor --connection NAME' names the link that fails.");

    /// <summary>CG1221.</summary>
    public static readonly ErrorInfo Throttled = new(
        "CG1221",
        "Azure throttles questions for usage, and went on doing so",
        "Every wait that Azure asked for was kept. A throttled answer is no answer: what is missing stays unknown and is asked for in the next run.",
        "Run 'costguard usage collect' again later.");

    /// <summary>CG1222.</summary>
    public static readonly ErrorInfo Refused = new(
        "CG1222",
        "Azure refuses a question for usage",
        "The service understood the question and will not answer it; trying again would not help. The metrics that it names stay unknown.",
        "Read the service's words: mostly a metric is not there for a kind of resource in this cloud.");

    /// <summary>CG1223.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1223",
        "An answer of Resource Graph or Azure Monitor cannot be read",
        "It is not what the service describes: rows, metrics or times are missing. Nothing of it is stored.",
        "Check for a proxy that answers in place of Azure; otherwise tell the maintainers of CostGuard.");

    /// <summary>CG1224.</summary>
    public static readonly ErrorInfo Incomplete = new(
        "CG1224",
        "Resource Graph's pages are not all there",
        "A page says that there are more rows and names no next page, or names one that was read already. An inventory with holes would show things as gone that are not.",
        "Run 'costguard usage collect' again; the earlier inventory stays current.");

    /// <summary>CG1225.</summary>
    public static readonly ErrorInfo NothingSeen = new(
        "CG1225",
        "Resource Graph shows no resource",
        "It answers with no rows, and no refusal, where the identity may not read resources. No answer is not an empty cloud: the earlier inventory stays current.",
        "Assign Reader, or what 'costguard connection policy NAME --with usage' prints, on the subscriptions of 'scope'.");

    /// <summary>CG1226.</summary>
    public static readonly ErrorInfo MetricsMissing = new(
        "CG1226",
        "Metrics of some resources are not known",
        "Azure Monitor refused or failed for them. Rules that need these metrics say nothing: missing is not zero.",
        "Read the service's words; Monitoring Reader on the subscription is what most often lacks.");

    /// <summary>CG1227.</summary>
    public static readonly ErrorInfo SizesUnknown = new(
        "CG1227",
        "The memory of machines is not known",
        "Azure Monitor tells free bytes, not a share. Without the size's memory there is no memory metric, and no machine is recommended to have less of it.",
        "Allow Microsoft.Compute/locations/vmSizes/read to the identity.");
}
