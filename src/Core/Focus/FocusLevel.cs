namespace CostGuard.Core.Focus;

/// <summary>How strongly FOCUS asks for a column.</summary>
public enum FocusLevel
{
    /// <summary>Must be there.</summary>
    Mandatory,

    /// <summary>Must be there if the provider supports the thing it describes.</summary>
    Conditional,

    /// <summary>Should be there.</summary>
    Recommended,
}
