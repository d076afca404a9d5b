namespace CostGuard.Core.Values;

/// <summary>A team's immutable id, as in its YAML file: lower-case letters, digits and hyphens.</summary>
public readonly record struct TeamId(string Value) : IComparable<TeamId>
{
    /// <summary>The pseudo-team of cost that no rule gave to anybody. Always shown, never hidden.</summary>
    public static TeamId Unallocated { get; } = new("unallocated");

    /// <summary>The pseudo-team of cost that is kept central on purpose (unscoped credits, commitment purchases).</summary>
    public static TeamId Central { get; } = new("central");

    /// <inheritdoc/>
    public int CompareTo(TeamId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names where charges come from: a connection's name, or the name given to <c>import --source</c>.</summary>
public readonly record struct SourceKey(string Value) : IComparable<SourceKey>
{
    /// <inheritdoc/>
    public int CompareTo(SourceKey other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A load's id: sortable by the moment it was begun (UTC stamp and a random tail), unique in the home.</summary>
public readonly record struct LoadId(string Value) : IComparable<LoadId>
{
    /// <inheritdoc/>
    public int CompareTo(LoadId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A snapshot's id: the first 12 hex digits of a SHA-256 over its load ids and the configuration's hash.</summary>
public readonly record struct SnapshotId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
