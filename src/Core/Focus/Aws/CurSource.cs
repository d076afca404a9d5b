namespace CostGuard.Core.Focus.Aws;

/// <summary>Where a value may be: a column, or a key of a map column.</summary>
/// <param name="Column">Folded column name.</param>
/// <param name="Key">Key of the map; null for a plain column.</param>
public sealed record CurSource(string Column, string? Key = null);
