using CostGuard.Core.Savings;

namespace CostGuard.Core.Configuration;

/// <summary>The <c>usage:</c> of a connection: whether and where its cloud is asked for inventory and metrics.</summary>
public sealed record UsageSettings
{
    /// <summary>True when it is asked.</summary>
    public bool Enabled { get; init; }

    /// <summary>Regions to ask; empty takes all that the account has switched on.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Kinds of resources to ask for; empty takes all that the collector knows.</summary>
    public IReadOnlyList<ResourceKind> Kinds { get; init; } = [];

    /// <summary>Roles to assume, one for each account; empty takes the connection's own sign-in.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Another address for inventory and metrics, for private networks and tests; null takes the public ones.</summary>
    public string? Endpoint { get; init; }
}
