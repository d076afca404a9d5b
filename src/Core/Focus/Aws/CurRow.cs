namespace CostGuard.Core.Focus.Aws;

/// <summary>One row of a report: the cells by the positions of its <see cref="CurHeader"/>, UTF-8.</summary>
public abstract class CurRow
{
    /// <summary>The cell's text without quotes.</summary>
    public abstract ReadOnlySpan<byte> this[int column] { get; }
}
