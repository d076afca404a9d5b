using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>The <c>source:</c> of a connection to the query API, checked.</summary>
internal sealed record AzureQuerySettings
{
    public const string Api = "query";

    private const string DefaultGroupBy = "SubscriptionId, ServiceName, ChargeType, ResourceGroupName";
    private const string Tag = "TAG:";

    private static readonly string[] Known = ["api", "scope", "exclude", "groupBy", "granularity", "costs", "cloud", "endpoint", "billingAccount", "billingProfile"];

    public required IReadOnlyList<AzureScope> Scopes { get; init; }

    /// <summary>Subscriptions that are left out on purpose.</summary>
    public required IReadOnlySet<string> Exclude { get; init; }

    /// <summary>Dimensions by the API's names.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Key of the tag that is grouped by; the answer has room for one. Null when none is.</summary>
    public string? TagKey { get; init; }

    /// <summary>Daily or Monthly.</summary>
    public required string Granularity { get; init; }

    /// <summary>Types to ask for, in this order: amortised before actual, so that a reader can lay the one beside the other.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>BillingAccountId, which the rows do not say.</summary>
    public string? BillingAccount { get; init; }

    /// <exception cref="CostGuardException">Exit code 2: an unknown or impossible setting.</exception>
    public static AzureQuerySettings Of(Connection connection)
    {
        string place = $"connections/{connection.Name}.yaml";
        foreach (string key in connection.Source.Keys.Where(key => !Known.Contains(key)))
            throw Bad($"source has no setting '{key}'; there are {string.Join(", ", Known)}.", place);
        string Text(string key, string otherwise) => connection.Source.GetValueOrDefault(key, otherwise);
        string[] groups = [.. Listed(Text("groupBy", DefaultGroupBy))];
        string[] tags = [.. groups.Where(group => group.StartsWith(Tag, StringComparison.OrdinalIgnoreCase)).Select(group => group[Tag.Length..])];
        string[] dimensions = [.. groups.Where(group => !group.StartsWith(Tag, StringComparison.OrdinalIgnoreCase))];
        if (groups.Length == 0 || groups.Distinct(StringComparer.OrdinalIgnoreCase).Count() < groups.Length) throw Bad("groupBy names one or more different things.", place);
        if (tags.Length > 1 || tags.Contains("")) throw Bad("groupBy takes one TAG:key: an answer has room for one tag.", place);
        if (dimensions.FirstOrDefault(dimension => AzureQueryColumns.FocusOf(dimension) is null) is { } unknown)
            throw Bad($"groupBy: '{unknown}' is not known; there are {string.Join(", ", AzureQueryColumns.Dimensions)} and TAG:key.", place);
        IReadOnlyList<AzureScope> scopes = AzureScope.Parse(Text("scope", AzureScope.All), place);
        return new AzureQuerySettings
        {
            Scopes = scopes,
            Exclude = Listed(Text("exclude", "")).Select(one => one.Trim('/').Split('/')[^1]).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Dimensions = dimensions,
            TagKey = tags.FirstOrDefault(),
            Granularity = Text("granularity", "daily") switch { "daily" => "Daily", "monthly" => "Monthly", var other => throw Bad($"granularity is '{other}', neither daily nor monthly.", place) },
            Types = Text("costs", "amortized") switch { "amortized" => [AzureQuery.Amortized, AzureQuery.Actual], "actual" => [AzureQuery.Actual], var other => throw Bad($"costs is '{other}', neither amortized nor actual.", place) },
            BillingAccount = connection.Source.GetValueOrDefault("billingAccount") ?? scopes[0].BillingAccount,
        };
    }

    private static string[] Listed(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static CostGuardException Bad(string message, string place) => new(2, AzureQueryErrors.BadSetting.At(message, place));
}
