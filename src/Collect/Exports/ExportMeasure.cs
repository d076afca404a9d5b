using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Exports;

/// <summary>Holds what manifests say an export is (ActualCost, AmortizedCost, FocusCost) against what the connection says it reads: <c>costs</c>.</summary>
internal static class ExportMeasure
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal) { ["actual"] = "ActualCost", ["amortized"] = "AmortizedCost", ["focus"] = "FocusCost" };

    /// <summary>Refuses a delivery of another measure. Without <c>costs</c> any is taken; a file without a manifest's word is taken for what its rows prove.</summary>
    /// <exception cref="CostGuardException">Exit code 2: CG1180, or CG1182 for a word that is none of the three.</exception>
    public static void Check(IEnumerable<ExportObject> chosen, Connection connection)
    {
        if (!connection.Source.TryGetValue("costs", out string? costs)) return;
        string where = $"connections/{connection.Name}.yaml";
        if (!Types.TryGetValue(costs, out string? type)) throw new CostGuardException(2, ManifestErrors.BadMeasure.At($"costs is '{costs}', neither actual nor amortized nor focus.", where));
        if (chosen.FirstOrDefault(entry => entry.Dataset is { } other && !other.Equals(type, StringComparison.OrdinalIgnoreCase)) is { } wrong)
            throw new CostGuardException(2, ManifestErrors.OtherMeasure.At($"The manifest of {wrong.Key} says {wrong.Dataset}, but connection '{connection.Name}' has costs: {costs}. Nothing was stored.", where));
    }
}
