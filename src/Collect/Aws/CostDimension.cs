using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>Something that Cost Explorer groups by: a dimension, a tag or a cost category.</summary>
/// <param name="Type">DIMENSION, TAG or COST_CATEGORY.</param>
/// <param name="Key">SERVICE, LINKED_ACCOUNT…, or the key of the tag or category, its case kept.</param>
internal sealed record CostDimension(string Type, string Key)
{
    public const string RecordType = "RECORD_TYPE";
    public const string Account = "LINKED_ACCOUNT";

    // Where a dimension's value goes. RECORD_TYPE goes to several columns, see RecordKind.
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["SERVICE"] = "ServiceName",
        [Account] = "SubAccountId",
        ["PAYER_ACCOUNT"] = "BillingAccountId",
        ["REGION"] = "RegionId",
        ["AZ"] = "AvailabilityZone",
        ["USAGE_TYPE"] = "SkuMeter",
        ["INSTANCE_TYPE"] = "x_InstanceType",
        ["OPERATION"] = "x_Operation",
        ["PURCHASE_TYPE"] = "x_PurchaseType",
        ["LEGAL_ENTITY_NAME"] = "x_LegalEntity",
        [RecordType] = "x_RecordType",
    };

    // What AWS writes where a charge has no value.
    private static readonly HashSet<string> NoValue =
    [
        "", "global", "NoRegion", "NoAZ", "NoUsageType", "NoInstanceType", "NoOperation", "NoPurchaseType", "NoLegalEntityName", "NoService",
    ];

    /// <summary>True for what a filter can be made of: every value of it is known from one answer.</summary>
    public bool IsDimension => Type == "DIMENSION";

    /// <summary>The column of a dimension; null for tags and cost categories.</summary>
    public string? Column => IsDimension ? Columns[Key] : null;

    /// <summary>Reads "SERVICE", "TAG:team" or "COST_CATEGORY:Department".</summary>
    /// <exception cref="CostGuardException">Exit code 2: another text.</exception>
    public static CostDimension Parse(string text, string place)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string head = (colon < 0 ? text : text[..colon]).Trim().ToUpperInvariant();
        string key = colon < 0 ? "" : text[(colon + 1)..].Trim();
        if (head is "TAG" or "COST_CATEGORY" && key.Length > 0) return new CostDimension(head, key);
        if (colon < 0 && Columns.ContainsKey(head)) return new CostDimension("DIMENSION", head);
        throw new CostGuardException(2, CostExplorerErrors.BadSetting.At(
            $"groupBy: '{text}' is neither TAG:key, COST_CATEGORY:name nor one of {string.Join(", ", Columns.Keys)}.", place));
    }

    public GroupDefinition ToGroup() => new(Type, Key);

    /// <summary>The value in a group's key. Tags and categories come as "Key$Value": the asked key goes once, the rest is the value, whatever it holds.</summary>
    /// <returns>Null where the charge has none: "Key$", or AWS's own words for it.</returns>
    public string? ValueOf(string groupKey)
    {
        if (IsDimension) return NoValue.Contains(groupKey) ? null : groupKey;
        string prefix = Key + "$";
        string value = groupKey.StartsWith(prefix, StringComparison.Ordinal) ? groupKey[prefix.Length..] : groupKey;
        return value.Length == 0 ? null : value;
    }
}
