using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Queries;

/// <summary>Where a column is kept.</summary>
internal enum Kept
{
    /// <summary>In the roll-ups and the lines.</summary>
    Everywhere,

    /// <summary>Only after allocation.</summary>
    Allocated,

    /// <summary>In the lines; in a roll-up only when a rule looks at it.</summary>
    LinesOrRollup,

    /// <summary>In the lines only.</summary>
    Lines,
}

/// <summary>A dimension as a column.</summary>
/// <param name="Dimension">As asked.</param>
/// <param name="Kept">Where it is.</param>
/// <param name="Name">Column: a FOCUS name, x_…, or "day" and "month".</param>
/// <param name="TagKey">Folded or raw tag key, or null.</param>
/// <param name="Type">How its value becomes text.</param>
internal sealed record QueryColumn(Dimension Dimension, Kept Kept, string Name, string? TagKey = null, FocusType Type = FocusType.Text)
{
    /// <summary>Column of the charge day.</summary>
    public const string Day = "ChargeDay";

    /// <summary>Column of the billing month, a date.</summary>
    public const string Period = "x_Period";

    /// <summary>Column of the source.</summary>
    public const string Source = "x_Source";

    /// <summary>True for a tag as it is in the file.</summary>
    public bool IsRawTag => Name == "Tags" && TagKey is not null && Dimension.Name.Equals("rawTag", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a folded tag.</summary>
    public bool IsTag => TagKey is not null && !IsRawTag;

    /// <summary>SQL: its value as text. Month means the month of the charge day when days are asked by charge day.</summary>
    public string Text(bool byBillingPeriod) => Name switch
    {
        Day => $"strftime({SqlText.Name(Day)}, '%Y-%m-%d')",
        Period => $"strftime({SqlText.Name(byBillingPeriod ? Period : Day)}, '%Y-%m')",
        _ when Type == FocusType.Time => $"strftime({SqlText.Name(Name)}, '%Y-%m-%dT%H:%M:%SZ')",
        _ when Type == FocusType.Number => $"CAST({SqlText.Name(Name)} AS VARCHAR)",
        _ => SqlText.Name(Name),
    };
}
