using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>What the weights of a pool are.</summary>
public enum PoolKind
{
    /// <summary>A rule's own split.</summary>
    Rule,

    /// <summary>Unused commitments: by Used EffectiveCost of the same CommitmentDiscountId, else central.</summary>
    CommitmentUnused,

    /// <summary>Tax: by pre-tax EffectiveCost of the same sub-account; without any, of the whole month; without any, unallocated.</summary>
    Tax,

    /// <summary>Unscoped credits, when they are not kept central: by gross positive EffectiveCost.</summary>
    Credits,
}

/// <summary>Cost that is shared (domain B.3).</summary>
/// <param name="Name">Rule name, or "commitment-unused", "tax", "credits".</param>
/// <param name="Kind">What the weights are.</param>
/// <param name="Rest">Who keeps it when there is nobody to split it among.</param>
/// <param name="Split">The rule's split; null for the built-in pools.</param>
public sealed record Pool(string Name, PoolKind Kind, TeamId Rest, Split? Split = null)
{
    /// <summary>In a split's <c>among</c> "pool:NAME" names another pool as receiver.</summary>
    public const string Prefix = "pool:";

    /// <summary>The built-in pool of unused commitments.</summary>
    public static Pool CommitmentUnused { get; } = new("commitment-unused", PoolKind.CommitmentUnused, TeamId.Central);

    /// <summary>The built-in pool of tax.</summary>
    public static Pool Tax { get; } = new("tax", PoolKind.Tax, TeamId.Unallocated);

    /// <summary>The built-in pool of unscoped credits.</summary>
    public static Pool Credits { get; } = new("credits", PoolKind.Credits, TeamId.Central);

    /// <summary>The built-in pools, in order.</summary>
    public static IReadOnlyList<Pool> BuiltIn { get; } = [CommitmentUnused, Tax, Credits];

    /// <summary>The pool as a receiver.</summary>
    public TeamId AsTarget => new(Prefix + Name);

    /// <summary>The name of the pool that a receiver is, or null for a team.</summary>
    public static string? NameOf(TeamId target) => target.Value.StartsWith(Prefix, StringComparison.Ordinal) ? target.Value[Prefix.Length..] : null;

    /// <summary>
    /// The rules' pools so that each comes after those that feed it; otherwise as written. Null when they feed one another in a circle.
    /// </summary>
    public static IReadOnlyList<Pool>? InOrder(IReadOnlyList<Pool> pools)
    {
        var ordered = new List<Pool>();
        var left = new List<Pool>(pools);
        while (left.Count > 0)
        {
            Pool? next = left.FirstOrDefault(pool => !left.Any(other => other.Split!.Among.Contains(pool.AsTarget.Value)));
            if (next is null) return null;
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }
}
