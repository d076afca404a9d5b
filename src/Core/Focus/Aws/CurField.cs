namespace CostGuard.Core.Focus.Aws;

/// <summary>A FOCUS column that a report's column carries as it is.</summary>
/// <param name="Name">FOCUS name, or x_….</param>
/// <param name="When">Charges that have it.</param>
/// <param name="Filter">What counts as no value.</param>
/// <param name="Sources">The first one with a value counts.</param>
public sealed record CurField(string Name, CurWhen When, CurFilter Filter, IReadOnlyList<CurSource> Sources);
