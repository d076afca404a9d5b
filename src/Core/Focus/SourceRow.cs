namespace CostGuard.Core.Focus;

/// <summary>One row of a provider's own format: cells by position, UTF-8, without quotes.</summary>
public abstract class SourceRow
{
    /// <summary>The text of a cell.</summary>
    public abstract ReadOnlySpan<byte> this[int column] { get; }
}
