using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Things to know about a report that are no reason to refuse it, counted by row.</summary>
public sealed class CurNotes
{
    private readonly SortedDictionary<string, long> _unknownTypes = new(StringComparer.Ordinal);

    /// <summary>Covered rows without their effective cost; they count 0.</summary>
    public long NoEffective { get; set; }

    /// <summary>Fees of commitments that do not say how much was unused.</summary>
    public long NoUnused { get; set; }

    /// <summary>publicOnDemandCost that is no number; the row takes its EffectiveCost.</summary>
    public long NoPublicPrice { get; set; }

    /// <summary>Split-cost rows, which repeat a cost that is in the report.</summary>
    public long Repeated { get; set; }

    /// <summary>Line item types that nobody knows, with their rows.</summary>
    public IReadOnlyDictionary<string, long> UnknownTypes => _unknownTypes;

    /// <summary>Counts rows of an unknown type.</summary>
    public void AddUnknown(string type, long rows = 1) => _unknownTypes[type] = _unknownTypes.GetValueOrDefault(type) + rows;

    /// <summary>As warnings of a file.</summary>
    public IEnumerable<Problem> Problems(string file)
    {
        if (NoEffective > 0)
            yield return Warn(AwsErrors.NoEffectiveCost, FormattableString.Invariant($"{NoEffective} covered rows have no effective cost: they count 0."), file);
        if (NoUnused > 0)
            yield return Warn(AwsErrors.NoUnusedCost, FormattableString.Invariant($"{NoUnused} fees of commitments do not say how much was unused: no unused part is shown."), file);
        if (NoPublicPrice > 0)
            yield return Warn(AwsErrors.NoPublicPrice, FormattableString.Invariant($"{NoPublicPrice} rows have a publicOnDemandCost that is no number: ListCost takes the EffectiveCost."), file);
        if (Repeated > 0)
            yield return Warn(AwsErrors.SplitCostRows, FormattableString.Invariant($"{Repeated} split-cost rows repeat the cost of their instances: they count 0."), file);
        foreach ((string type, long rows) in _unknownTypes)
            yield return Warn(AwsErrors.UnknownLineType, FormattableString.Invariant($"The line item type '{type}' ({rows} rows) is not known: the rows count as Adjustment."), file);
    }

    private static Problem Warn(ErrorInfo info, string message, string file) => info.At(message, file, severity: Severity.Warning);
}
