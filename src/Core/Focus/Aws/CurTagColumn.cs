namespace CostGuard.Core.Focus.Aws;

/// <summary>A column of a report that holds one tag or one cost category.</summary>
/// <param name="Index">Its position.</param>
/// <param name="Key">Raw key as it goes into Tags: "user:Team", "user_team", "costCategory/env".</param>
public sealed record CurTagColumn(int Index, string Key);
