namespace CostGuard.Clouds.Billing;

/// <summary>One row of the FOCUS file that a cloud answers from. Amounts are units of 10⁻¹⁸, so that sums are exact.</summary>
public sealed record Charge(DateOnly Day, DateOnly BillingMonth, string Currency, Int128 Billed, Int128 Effective, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>ListCost in units of 10⁻¹⁸; 0 where the file has none.</summary>
    public Int128 List { get; init; }

    /// <summary>ConsumedQuantity in units of 10⁻¹⁸; 0 where the file has none.</summary>
    public Int128 Quantity { get; init; }

    /// <summary>A text column by its FOCUS name; empty where the row has none.</summary>
    public string this[string column] => Texts.GetValueOrDefault(column, "");
}
