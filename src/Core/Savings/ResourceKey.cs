using System.Text.RegularExpressions;

namespace CostGuard.Core.Savings;

/// <summary>
/// The one form of a resource's id. Bills say one resource as <c>i-0abc</c> or <c>arn:aws:ec2:eu-west-1:1111:instance/i-0abc</c>, put a zone where a region belongs, and spell
/// Azure's ids in any case; an inventory says it in another way. By this key they meet.
/// </summary>
public static partial class ResourceKey
{
    /// <summary>The key: the last part of an ARN of EC2 (such ids are unique), an ARN with its region, an Azure id in lower case, anything else as it is.</summary>
    public static string Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.StartsWith('/')) return id.ToLowerInvariant();
        return id.StartsWith("arn:", StringComparison.Ordinal) ? Zone().Replace(Ec2().Replace(id, ""), "$1") : id;
    }

    // The same in DuckDB's words: UsageSql.Key.
    [GeneratedRegex("^arn:[^:]*:ec2:[^:]*:[^:]*:[a-z0-9-]+/", RegexOptions.CultureInvariant)]
    private static partial Regex Ec2();

    [GeneratedRegex("^(arn:[^:]*:[^:]*:[a-z]+(?:-[a-z]+)+-[0-9])[a-z](?=:)", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
