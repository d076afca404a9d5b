using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>A partition of AWS: accounts, credentials and endpoints of one do not exist in another. Each has one region for its global services.</summary>
/// <param name="Name">"aws", "aws-cn", "aws-us-gov"…</param>
/// <param name="RegionPrefix">What names of its regions begin with.</param>
/// <param name="GlobalRegion">The region that signs for Cost Explorer and Organizations.</param>
/// <param name="DnsSuffix">"amazonaws.com".</param>
internal sealed record AwsPartition(string Name, string RegionPrefix, string GlobalRegion, string DnsSuffix)
{
    // The longest prefix first: us-gov-west-1 is no region of the partition whose regions begin with us-.
    private static readonly AwsPartition[] All =
    [
        new("aws-cn", "cn-", "cn-northwest-1", "amazonaws.com.cn"),
        new("aws-us-gov", "us-gov-", "us-gov-west-1", "amazonaws.com"),
        new("aws-iso-b", "us-isob-", "us-isob-east-1", "sc2s.sgov.gov"),
        new("aws-iso-f", "us-isof-", "us-isof-south-1", "csp.hci.ic.gov"),
        new("aws-iso-e", "eu-isoe-", "eu-isoe-west-1", "cloud.adc-e.uk"),
        new("aws-iso", "us-iso-", "us-iso-east-1", "c2s.ic.gov"),
        new("aws-eusc", "eusc-", "eusc-de-east-1", "amazonaws.eu"),
        new("aws", "", "us-east-1", "amazonaws.com"),
    ];

    /// <summary>The partition of a region such as "eu-central-1"; null or empty means the commercial one.</summary>
    /// <exception cref="CostGuardException">Exit code 2: the text has not the form of a region.</exception>
    public static AwsPartition OfRegion(string? region)
    {
        string text = region ?? "";
        if (text.Length > 0 && (text.Split('-').Length < 3 || !char.IsAsciiDigit(text[^1]) || text.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')))
            throw new CostGuardException(2, CostExplorerErrors.BadSetting.At($"'{text}' is not an AWS region such as eu-central-1."));
        return All.First(partition => text.StartsWith(partition.RegionPrefix, StringComparison.Ordinal));
    }

    /// <summary>The address of a service that has one endpoint a partition.</summary>
    public Uri GlobalEndpoint(string prefix) => new($"https://{prefix}.{GlobalRegion}.{DnsSuffix}");
}
