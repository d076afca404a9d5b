namespace CostGuard.Core.Focus.Aws;

/// <summary>Charges for which a field has a value.</summary>
public enum CurWhen
{
    /// <summary>All.</summary>
    Always,

    /// <summary>All but taxes.</summary>
    NotTax,

    /// <summary>Usage that was consumed: not the unused part of a commitment.</summary>
    Consumed,
}
