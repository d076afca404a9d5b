namespace CostGuard.Core.Focus;

/// <summary>Where the values of a column come from.</summary>
public enum FeedKind
{
    /// <summary>The source column that carries it.</summary>
    Source,

    /// <summary>One text for every row, assumed on the user's word.</summary>
    Constant,

    /// <summary>Another source column's value, assumed on the user's word.</summary>
    Copy,

    /// <summary>The first instant of the UTC month of another source column's time, assumed on the user's word.</summary>
    Month,

    /// <summary>Another source column's time, moved by whole days, assumed on the user's word.</summary>
    ShiftDays,

    /// <summary>The row's EffectiveCost, since the file lacks the column (ListCost, ContractedCost).</summary>
    EffectiveCost,
}

/// <summary>What feeds one column of the charges.</summary>
/// <param name="Name">FOCUS name, or x_… for a provider's own.</param>
/// <param name="Type">How the text is read; a provider's own column is text.</param>
/// <param name="Kind">Where the values come from.</param>
/// <param name="SourceIndex">Position of the source column in the list given to <see cref="FocusMapping.Of"/>; −1 for constants and the EffectiveCost default.</param>
/// <param name="SourceName">The source column's name exactly as given (to quote in SQL); null where <paramref name="SourceIndex"/> is −1.</param>
/// <param name="Constant">The assumed text for <see cref="FeedKind.Constant"/>.</param>
/// <param name="Days">Days to add for <see cref="FeedKind.ShiftDays"/>.</param>
public sealed record ColumnFeed(
    string Name, FocusType Type, FeedKind Kind, int SourceIndex, string? SourceName, string? Constant = null, int Days = 0)
{
    /// <summary>True when null values take the row's EffectiveCost.</summary>
    public bool NullIsEffective => FocusColumns.DefaultToEffective.Contains(Name);

    /// <summary>True when a row with a null here is refused.</summary>
    public bool NeverNull => FocusColumns.NeverNull.Contains(Name);
}
