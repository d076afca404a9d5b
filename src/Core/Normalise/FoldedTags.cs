using CostGuard.Core.Values;

namespace CostGuard.Core.Normalise;

/// <summary>Tags after folding; the raw ones stay in the load.</summary>
/// <param name="Tags">Folded key and value; keys without a value are left out.</param>
/// <param name="Conflicts">Folded keys for which several raw keys had different values, in ordinal order. The value of the preferred one is in the tags.</param>
/// <param name="Truncated">Raw keys whose key or value was longer than the limits and is cut, in ordinal order.</param>
public sealed record FoldedTags(TagSet Tags, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Truncated);
