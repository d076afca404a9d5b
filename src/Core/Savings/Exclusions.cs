using System.Globalization;

namespace CostGuard.Core.Savings;

/// <summary>Why a resource, or a rule on it, is left alone (domain F.3). Looked at once, before any rule, and shown with the resource.</summary>
public static class Exclusions
{
    private const int AgeMin = 14, QuietDaysAfterChange = 7;
    private const double CoverageMin = 0.8;
    private static readonly string[] Standby = ["dr", "standby", "passive"];

    /// <summary>Why nothing at all is said about a resource; null when rules may look at it.</summary>
    public static string? Of(ResourceCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        CloudResource resource = of.Resource;
        if (resource.Tags.TryGetValue("costguard:ignore", out string? until) && IsIgnored(until, of.AsOf)) return $"its tag costguard:ignore says {until}";
        if (resource.Tags.Any(tag => Standby.Contains(tag.Key, StringComparer.OrdinalIgnoreCase) || (tag.Key is "role" or "env" && Standby.Contains(tag.Value, StringComparer.OrdinalIgnoreCase)))) return "it is a standby";
        return resource.Changed is { } changed && of.AsOf.DayNumber - changed.DayNumber < QuietDaysAfterChange ? "it was changed in the last 7 days" : null;
    }

    /// <summary>Why one rule says nothing about a resource; null when it may.</summary>
    public static string? Of(ResourceCase of, ISavingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        CloudResource resource = of.Resource;
        if (resource.Tags.TryGetValue("costguard:ignore-rules", out string? rules) && rules.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains(rule.Id, StringComparer.OrdinalIgnoreCase)) return $"its tag costguard:ignore-rules names {rule.Id}";
        bool sizes = rule.Id.StartsWith("CG-R", StringComparison.Ordinal) || rule.Id is "CG-W05" or "CG-S01" or "CG-S02";
        if (!sizes) return null;
        if (resource.Group is not null && resource.Kind == ResourceKind.Machine) return $"it is a member of {resource.Group}; only the group is judged";
        if (resource.IsSpecial) return "it is bound to its host, accelerator or licence";
        if (resource.Kind is not (ResourceKind.Machine or ResourceKind.Database)) return null;
        if (resource.AgeOn(of.AsOf) is { } age && age < AgeMin) return string.Create(CultureInfo.InvariantCulture, $"it is {age} days old; nothing is said before {AgeMin}");
        return of.Metric(MetricNames.Cpu) is { } cpu && cpu.Coverage < CoverageMin ? string.Create(CultureInfo.InvariantCulture, $"only {cpu.Coverage * 100:0} % of its metrics are there") : null;
    }

    private static bool IsIgnored(string until, DateOnly day) =>
        until.Equals("true", StringComparison.OrdinalIgnoreCase)
        || (DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly last) && day <= last);
}
