namespace CostGuard.Core.Errors;

/// <summary>Codes of collecting a connection.</summary>
public static class CollectErrors
{
    /// <summary>CG1150.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG1150",
        "A source cannot be read",
        "The folder or a file of the connection is missing, locked or not permitted. The earlier loads stay current and the source is marked stale.",
        "Check the path and its rights, then run 'costguard collect' again.");

    /// <summary>CG1151.</summary>
    public static readonly ErrorInfo UnknownProvider = new(
        "CG1151",
        "No source reads the connection",
        "The provider is unknown, or its 'source' names neither an export nor an API that this version has.",
        "'costguard config schema connection' tells what a connection may have: provider folder with path; aws or azure with export or api; gcp with export; kubernetes with api: opencost.");

    /// <summary>CG1152.</summary>
    public static readonly ErrorInfo NoFiles = new(
        "CG1152",
        "The source has no billing files",
        "No answer is not zero: an empty listing never replaces months that are stored.",
        "Check 'path' and 'pattern' of the connection.");

    /// <summary>CG1153.</summary>
    public static readonly ErrorInfo CapReached = new(
        "CG1153",
        "The cap of paid calls is reached",
        "Calls to billing APIs cost money or quota; each connection has a cap a day, and failed calls count. What was sealed before stays.",
        "Wait for the next UTC day, or raise 'collect.callsPerDay' or 'collect.pricePerDay' in the connection's file. 'costguard collect --dry-run' tells what a run needs.");

    /// <summary>CG1154.</summary>
    public static readonly ErrorInfo SecretMissing = new(
        "CG1154",
        "A secret is not there",
        "The connection refers to an environment variable or a file that does not exist or is empty.",
        "Set the variable or mount the file that 'secretRef' names. Secrets themselves are never written into a connection.");

    /// <summary>CG1156.</summary>
    public static readonly ErrorInfo SignIn = new(
        "CG1156",
        "The connection cannot sign in",
        "The profile, key, role or identity that 'auth' names is not accepted: it does not exist, has expired, or the role does not trust it. The earlier loads stay current.",
        "Run 'costguard doctor --connection NAME': it names the link of the chain that fails.");

    /// <summary>CG1157.</summary>
    public static readonly ErrorInfo Denied = new(
        "CG1157",
        "The provider denies reading",
        "The identity is known, but it lacks a right, or a firewall refuses this address. The earlier loads stay current.",
        "'costguard connection policy NAME' prints the rights that are needed; 'costguard doctor --connection NAME' tells role from firewall.");

    /// <summary>CG1158.</summary>
    public static readonly ErrorInfo Unreachable = new(
        "CG1158",
        "The provider cannot be reached",
        "It did not answer, answered with an error at every attempt, or the bucket or container does not exist. The earlier loads stay current.",
        "Check name, region and network, then run 'costguard collect' again.");

    /// <summary>CG1159.</summary>
    public static readonly ErrorInfo NoAddress = new(
        "CG1159",
        "An address of a connection leads nowhere",
        "It is no http or https address, its name is unknown, nothing listens there, or the certificate is not accepted. The earlier loads stay current.",
        "Correct 'endpoint' or 'region' in the connection's file, or look at name resolution, proxy and certificates, then run 'costguard collect' again.");

    /// <summary>CG1160.</summary>
    public static readonly ErrorInfo EndpointBroken = new(
        "CG1160",
        "The endpoint failed too often and is left alone",
        "Eight attempts in a row got no answer or a server error, whichever connection made them. For a minute nothing is called there; then one attempt decides. "
        + "Other endpoints are read, the earlier loads stay current and the source is marked stale.",
        "Look at the provider's status page and the network, then run 'costguard collect' again.");
}
