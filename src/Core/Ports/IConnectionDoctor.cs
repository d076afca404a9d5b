using CostGuard.Core.Configuration;

namespace CostGuard.Core.Ports;

/// <summary>How a link of a chain was found.</summary>
public enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but a person should know.</summary>
    Warning,

    /// <summary>Broken: what comes after it in the chain is skipped.</summary>
    Failed,

    /// <summary>Not looked at, since a link before it is broken.</summary>
    Skipped,
}

/// <summary>One link of a chain, looked at. Never holds a secret.</summary>
/// <param name="Name">Short: "identity", "role", "list", "manifest", "read", "columns".</param>
/// <param name="State">How it is.</param>
/// <param name="Finding">What was seen.</param>
public sealed record CheckResult(string Name, CheckState State, string Finding)
{
    /// <summary>Why, when it is broken; the likeliest cause alone.</summary>
    public string? Cause { get; init; }

    /// <summary>What it is not, where that is the usual wrong guess.</summary>
    public string? Not { get; init; }

    /// <summary>What to do.</summary>
    public string? Fix { get; init; }

    /// <summary>Code to explain; null when all is well.</summary>
    public string? Code { get; init; }
}

/// <summary>Looks at the chain from here to the bill, link by link, and names the one that is broken. Reads only, and nothing that costs money.</summary>
public interface IConnectionDoctor
{
    /// <summary>Key of the <see cref="ICostSource"/> whose connections it examines.</summary>
    string Key { get; }

    /// <summary>The links in order; after the first broken one the rest is skipped.</summary>
    IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, CancellationToken cancellationToken);
}

/// <summary>Prints the least rights that a connection needs, tier by tier with the reason.</summary>
public interface IAccessPolicy
{
    /// <summary>"aws", "azure".</summary>
    string Provider { get; }

    /// <summary>Tiers beyond the default ones that can be asked for: "crosscheck".</summary>
    IReadOnlyList<string> Extras { get; }

    /// <summary>The policy as the provider's own text, ready to paste.</summary>
    /// <param name="connection">The connection, whose bucket or scope it names; null prints placeholders.</param>
    /// <param name="extras">Tiers asked for.</param>
    string Text(Connection? connection, IReadOnlySet<string> extras);

    /// <summary>Why each part is there: a line a tier.</summary>
    IReadOnlyList<string> Reasons(IReadOnlySet<string> extras);
}
