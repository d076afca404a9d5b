using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus.Azure;

/// <summary>What there is to know about a file that is no reason to refuse it, counted by row.</summary>
public sealed class AzureNotes
{
    private readonly SortedDictionary<string, long> _unknown = new(StringComparer.Ordinal);

    /// <summary>Rows of an actual export without its amortised one, whose effective cost is not known.</summary>
    public long NoEffective { get; set; }

    /// <summary>Rows of an amortised export without its actual one, whose billed cost is estimated.</summary>
    public long Estimated { get; set; }

    /// <summary>Rows that are one measure, the other one being in another file.</summary>
    public long Paired { get; set; }

    /// <summary>Counts a row of an unknown charge type.</summary>
    public void AddUnknown(string type) => _unknown[type] = _unknown.GetValueOrDefault(type) + 1;

    /// <summary>As problems of a file.</summary>
    public IEnumerable<Problem> Problems(string file, AzureFileRole role)
    {
        ArgumentNullException.ThrowIfNull(role);
        if (role.Order != AzureDayOrder.None)
            yield return Warn(FocusErrors.ShortDates, $"Short dates are read as {(role.Order == AzureDayOrder.DayFirst ? "day/month/year" : "month/day/year")}: the other reading does not fit the file.", file);
        if (NoEffective > 0)
            yield return Warn(AzureErrors.NoAmortised, $"Actual cost without its amortised export: {Rows(NoEffective)} of commitments count an EffectiveCost of 0.", file);
        if (Estimated > 0)
            yield return Warn(AzureErrors.NoActual, $"Amortised cost without its actual export: the BilledCost of {Rows(Estimated)} is taken to be the EffectiveCost.", file);
        if (Paired > 0)
            yield return Warn(AzureErrors.Paired, $"{Rows(Paired)} are {(role.Dataset == AzureDataset.Actual ? "billed cost; the amortised export gives the effective cost" : "effective cost; the actual export gives the billed cost")}.", file) with { Severity = Severity.Info };
        if (role.Alone.Count > 0)
            yield return Warn(AzureErrors.OneMeasureOnly, $"The other export has no usage of {string.Join(", ", role.Alone.Take(10))}{(role.Alone.Count > 10 ? $" and {(role.Alone.Count - 10).ToString(CultureInfo.InvariantCulture)} more" : "")}.", file);
        foreach ((string type, long rows) in _unknown)
            yield return Warn(AzureErrors.UnknownChargeType, $"The charge type '{type}' ({Rows(rows)}) is not known: the rows count as Adjustment.", file);
    }

    private static string Rows(long rows) => rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows} rows");

    private static Problem Warn(ErrorInfo info, string message, string file) => info.At(message, file, severity: Severity.Warning);
}
