namespace CostGuard.Core.Configuration;

/// <summary>A setting of a sign-in: a text that is no secret, or a reference to one.</summary>
/// <param name="Text">The text; null when it is a secret.</param>
/// <param name="SecretRef">"env:NAME" or "file:PATH"; null when it is no secret.</param>
public sealed record AuthValue(string? Text, string? SecretRef)
{
    /// <summary>The text or the reference: never the secret.</summary>
    public override string ToString() => Text ?? SecretRef ?? "";
}

/// <summary>connections/NAME.yaml: where charges come from.</summary>
public sealed record Connection
{
    /// <summary>What <see cref="Provider"/> may be; a test holds it to the sources that there are.</summary>
    public static IReadOnlyList<string> Providers { get; } = ["aws", "azure", "folder", "gcp", "kubernetes"];

    /// <summary>Immutable name; becomes the <see cref="Values.SourceKey"/> of its loads.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the <see cref="Ports.ICostSource"/>: "folder".</summary>
    public required string Provider { get; init; }

    /// <summary>Source settings by name, which the source itself checks: for "folder" <c>path</c> (relative to the home) and <c>pattern</c>.</summary>
    public IReadOnlyDictionary<string, string> Source { get; init; } = new Dictionary<string, string>();

    /// <summary>How to sign in, by name: <c>assumeRole</c>, <c>externalId</c>, <c>profile</c>, <c>tenantId</c>, … Empty takes the platform's own chain.</summary>
    public IReadOnlyDictionary<string, AuthValue> Auth { get; init; } = new Dictionary<string, AuthValue>();

    /// <summary>Columns to assume, see <see cref="Ports.ReadOptions"/>.</summary>
    public IReadOnlyDictionary<string, string> Assume { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows that may be refused a load. Default 0.</summary>
    public long RejectedRowsMax { get; init; }

    /// <summary>Age of data at which this source counts as stale; null takes the company's.</summary>
    public TimeSpan? DataAge { get; init; }

    /// <summary>Months before the open one that are read again each time, since providers restate them. Default 2.</summary>
    public int ClosedMonths { get; init; } = 2;

    /// <summary>Months to read at the first collection, the open one among them. Default 13.</summary>
    public int BackfillMonths { get; init; } = 13;

    /// <summary>Paid or limited calls a UTC day. Default 2,000.</summary>
    public long CallsPerDayMax { get; init; } = 2_000;

    /// <summary>Price of the calls of a UTC day in USD, at most. Default 5.</summary>
    public decimal PricePerDayMax { get; init; } = 5m;

    /// <summary>Name of a connection that covers the same scope: this one is compared with it and never added to it; null when it counts itself.</summary>
    public string? CrossCheckOf { get; init; }

    /// <summary>Whether its cloud is asked for inventory and metrics; null when nothing is said, which is no.</summary>
    public UsageSettings? Usage { get; init; }

    /// <summary>True when its costs are a part of what <see cref="CrossCheckOf"/> bills, by workload, and not the same bill once more: Kubernetes.</summary>
    public bool IsBreakdown => Provider == "kubernetes";
}
