namespace CostGuard.Core.Allocate;

/// <summary>What a condition of a rule looks at.</summary>
/// <param name="Column">Column of the daily roll-up: a FOCUS name, "x_Source" or "x_Tag".</param>
/// <param name="TagKey">Folded tag key for "x_Tag", else null.</param>
public sealed record MatchKey(string Column, string? TagKey = null)
{
    /// <summary>Column name of tags.</summary>
    public const string TagColumn = "x_Tag";

    private const string TagPrefix = "tag.";

    /// <summary>Keys as they are written in rules, for messages and completion; "tag.KEY" comes on top.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "provider", "aws.account", "azure.subscription", "gcp.project", "subAccountId", "billingAccountId", "service", "serviceCategory", "region",
        "chargeCategory", "chargeClass", "commitmentDiscountStatus", "resource", "resourceName", "sku", "source",
    ];

    /// <summary>True for keys that name an account, subscription or project.</summary>
    public bool IsAccount => Column is "SubAccountId" or "BillingAccountId";

    /// <summary>True for keys that only narrow an account key and make a match no less an account's.</summary>
    public bool NarrowsAccount => Column is "ProviderName" or "x_Source";

    /// <summary>Reads a key of a match, in any case; null when there is no such key.</summary>
    public static MatchKey? Parse(string key) => key.ToLowerInvariant() switch
    {
        "provider" => new("ProviderName"),
        "aws.account" or "azure.subscription" or "gcp.project" or "subaccountid" => new("SubAccountId"),
        "billingaccountid" => new("BillingAccountId"),
        "service" => new("ServiceName"),
        "servicecategory" => new("ServiceCategory"),
        "region" => new("RegionId"),
        "chargecategory" => new("ChargeCategory"),
        "chargeclass" => new("ChargeClass"),
        "commitmentdiscountstatus" => new("CommitmentDiscountStatus"),
        "resource" => new("ResourceId"),
        "resourcename" => new("ResourceName"),
        "sku" => new("SkuId"),
        "source" => new("x_Source"),
        var tag when tag.StartsWith(TagPrefix, StringComparison.Ordinal) && tag.Length > TagPrefix.Length => new(TagColumn, tag[TagPrefix.Length..]),
        _ => null,
    };

    /// <summary>The value that a dimension set has for the key, or null.</summary>
    public string? Value(DimensionSet set) => Column switch
    {
        "ProviderName" => set.ProviderName,
        "SubAccountId" => set.SubAccountId,
        "BillingAccountId" => set.BillingAccountId,
        "ServiceName" => set.ServiceName,
        "ServiceCategory" => set.ServiceCategory,
        "RegionId" => set.RegionId,
        "ChargeCategory" => set.ChargeCategory,
        "ChargeClass" => set.ChargeClass,
        "CommitmentDiscountStatus" => set.CommitmentDiscountStatus,
        "ResourceId" => set.ResourceId,
        "ResourceName" => set.ResourceName,
        "SkuId" => set.SkuId,
        "x_Source" => set.Source.Value,
        _ => set.Tags[TagKey!],
    };
}
