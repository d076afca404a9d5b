namespace CostGuard.Core.Focus;

/// <summary>How a column's text is read and stored.</summary>
public enum FocusType
{
    /// <summary>Text, kept as it is.</summary>
    Text,

    /// <summary>FOCUS NumericFormat; stored as DECIMAL(38,18).</summary>
    Number,

    /// <summary>FOCUS DateTimeFormat; stored as a UTC instant in microseconds.</summary>
    Time,

    /// <summary>A JSON object or array, kept as text.</summary>
    Json,
}
