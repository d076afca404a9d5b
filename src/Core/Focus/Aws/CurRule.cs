namespace CostGuard.Core.Focus.Aws;

/// <summary>What becomes of rows of some line item types. The first rule of <see cref="CurRules.All"/> that fits a row counts.</summary>
/// <param name="Types">Line item types; "*Discount" is every type that ends so; empty fits every type.</param>
/// <param name="Needs">All of these the row must have.</param>
/// <param name="Balance">What becomes of its UnblendedCost.</param>
/// <param name="Parts">The charges made of it: none, one or two.</param>
public sealed record CurRule(IReadOnlyList<string> Types, CurTrait Needs, CurBalance Balance, IReadOnlyList<CurPart> Parts)
{
    /// <summary>True for the discount lines that are left out when a report is read net of discounts.</summary>
    public bool IsDiscount { get; init; }

    /// <summary>True for types that nobody knows.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>True when the rule fits.</summary>
    public bool Fits(string type, CurTrait traits) =>
        (traits & Needs) == Needs
        && (Types.Count == 0 || Types.Any(known => known.StartsWith('*') ? type.EndsWith(known[1..], StringComparison.Ordinal) : string.Equals(known, type, StringComparison.Ordinal)));
}
