using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>The <c>source:</c> of a Cost Explorer connection, checked.</summary>
internal sealed record CostExplorerSettings
{
    private const string DefaultGroupBy = "SERVICE, LINKED_ACCOUNT, RECORD_TYPE";

    private static readonly string[] Known = ["api", "groupBy", "granularity", "costs", "region", "endpoint", "billingAccount", "accountNames"];

    /// <summary>The two that each call groups by. One may be missing.</summary>
    public required IReadOnlyList<CostDimension> Grouped { get; init; }

    /// <summary>Up to two more: one call for each of their values.</summary>
    public required IReadOnlyList<CostDimension> Split { get; init; }

    /// <summary>DAILY or MONTHLY.</summary>
    public required string Granularity { get; init; }

    /// <summary>The metric that becomes BilledCost, then the one that becomes EffectiveCost if there is one.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    public required AwsPartition Partition { get; init; }

    /// <summary>Another address for every AWS service; null takes the public ones.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>BillingAccountId, which Cost Explorer does not say.</summary>
    public string? BillingAccount { get; init; }

    /// <summary>True when AWS Organizations is asked for the names of accounts: by default where costs are read by account, which only a payer's answers tell apart.</summary>
    public bool AccountNames { get; init; }

    /// <exception cref="CostGuardException">Exit code 2: an unknown or impossible setting.</exception>
    public static CostExplorerSettings Of(Connection connection)
    {
        string place = $"connections/{connection.Name}.yaml";
        foreach (string key in connection.Source.Keys.Where(key => !Known.Contains(key)))
            throw Bad($"source has no setting '{key}'; there are {string.Join(", ", Known)}.", place);
        string Text(string key, string otherwise) => connection.Source.GetValueOrDefault(key, otherwise);
        if (Text("api", "cost-explorer") != "cost-explorer") throw Bad($"api is '{Text("api", "")}', not cost-explorer.", place);
        CostDimension[] all = [.. Text("groupBy", DefaultGroupBy).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => CostDimension.Parse(text, place))];
        if (all.Length is 0 or > 4 || all.Distinct().Count() < all.Length) throw Bad("groupBy names one to four different things.", place);
        if (all.Skip(2).Any(dimension => !dimension.IsDimension)) throw Bad("groupBy: tags and cost categories stand among the first two; the others are filtered by.", place);
        return new CostExplorerSettings
        {
            Grouped = [.. all.Take(2)],
            Split = [.. all.Skip(2)],
            Granularity = Text("granularity", "daily") switch { "daily" => "DAILY", "monthly" => "MONTHLY", var other => throw Bad($"granularity is '{other}', neither daily nor monthly.", place) },
            Metrics = Text("costs", "amortized") switch
            {
                "amortized" => ["UnblendedCost", "AmortizedCost"],
                "net" => ["NetUnblendedCost", "NetAmortizedCost"],
                "unblended" => ["UnblendedCost"],
                var other => throw Bad($"costs is '{other}', not amortized, net or unblended.", place),
            },
            Partition = AwsPartition.OfRegion(connection.Source.GetValueOrDefault("region")),
            Endpoint = connection.Source.TryGetValue("endpoint", out string? endpoint)
                ? SettingAddress.Of(endpoint, "endpoint", connection)
                : null,
            AccountNames = Text("accountNames", all.Any(dimension => dimension.Key == CostDimension.Account) ? "on" : "off") switch
            {
                "on" => true,
                "off" => false,
                var other => throw Bad($"accountNames is '{other}', neither on nor off.", place),
            },
            BillingAccount = connection.Source.GetValueOrDefault("billingAccount"),
        };
    }

    private static CostGuardException Bad(string message, string place) => new(2, CostExplorerErrors.BadSetting.At(message, place));
}
