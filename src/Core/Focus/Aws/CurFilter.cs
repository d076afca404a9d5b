namespace CostGuard.Core.Focus.Aws;

/// <summary>What of a source text is no value.</summary>
public enum CurFilter
{
    /// <summary>Only the spellings of "no value".</summary>
    None,

    /// <summary>Everything that is no number: unit prices of some rows hold words.</summary>
    Number,

    /// <summary>The region "global".</summary>
    NotGlobal,
}
