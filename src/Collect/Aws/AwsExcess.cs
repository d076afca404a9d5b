using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>
/// Looks whether the identity may do more than an export needs, by questions alone: other buckets, other prefixes, the policies that are attached to it.
/// Nothing is ever written to find that out, so that a right to write shows only in a policy's name.
/// </summary>
internal sealed class AwsExcess(ISecrets secrets)
{
    private static readonly string[] Wide = ["AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The link "too much": a warning with every right that was seen and is not needed.</summary>
    /// <param name="connection">An export on S3.</param>
    /// <param name="credentials">What it is read with.</param>
    /// <param name="arn">The identity before any role; null when it is not known.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CheckResult> ExamineAsync(Connection connection, AWSCredentials credentials, string? arn, CancellationToken cancellationToken)
    {
        (string bucket, string prefix) = S3Stores.PlaceOf(connection);
        var seen = new List<string>();
        var closed = new List<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        if (arn?.EndsWith(":root", StringComparison.Ordinal) == true) seen.Add("is the account's root user, which may do everything");
        using AmazonS3Client client = S3Stores.Client(connection, credentials, retries: 0);
        await AskAsync(seen, closed, "other buckets", "may list every bucket of the account (s3:ListAllMyBuckets)", () => client.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1 }, patience.Token), cancellationToken);
        if (prefix.Length > 0)
        {
            await AskAsync(
                seen, closed, "other prefixes", $"may list all of bucket {bucket}, not only {prefix}", () => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 }, patience.Token), cancellationToken);
        }

        await AskAsync(seen, closed, "IAM", null, () => PoliciesAsync(connection, credentials, arn, seen, patience.Token), cancellationToken);
        if (seen.Count > 0)
        {
            return new CheckResult("too much", CheckState.Warning, "the identity " + string.Join("; ", seen))
            {
                Cause = "CostGuard does not need it, and a stolen credential could use it",
                Fix = $"take away what 'costguard connection policy {connection.Name}' does not list",
            };
        }

        return closed.Count == 0
            ? new CheckResult("too much", CheckState.Skipped, "no answer to the questions about wider rights")
            : new CheckResult("too much", CheckState.Ok, $"no wider right is seen; closed to it: {string.Join(", ", closed)}");
    }

    // What did not answer is neither seen nor closed.
    private static async Task AskAsync(List<string> seen, List<string> closed, string what, string? meaning, Func<Task> question, CancellationToken cancellationToken)
    {
        try
        {
            await question();
            if (meaning is not null) seen.Add(meaning);
        }
        catch (AmazonServiceException refused) when (refused.StatusCode is System.Net.HttpStatusCode.Forbidden)
        {
            closed.Add(what);
        }
        catch (CostGuardException refused)
        {
            // IAM words its refusal in XML, which has only the status to go by.
            if (refused.Problem.Code == CostExplorerErrors.Denied.Code || refused.InnerException is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.Forbidden }) closed.Add(what);
        }
        catch (Exception silent) when (silent is AmazonServiceException or AmazonClientException or HttpRequestException or XmlException || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // No answer: nothing is said of it.
        }
    }

    private async Task PoliciesAsync(Connection connection, AWSCredentials credentials, string? arn, List<string> seen, CancellationToken cancellationToken)
    {
        string? endpoint = Text(connection, "iamEndpoint");
        AwsPartition partition = AwsPartition.OfRegion(S3Stores.RegionOf(connection).SystemName);
        // A store that only speaks S3 has no IAM, and its keys are nothing to send to Amazon.
        if ((endpoint is null && connection.Source.ContainsKey("endpoint")) || Asked(Text(connection, "assumeRole") ?? arn) is not (string kind, string name)
            || (endpoint ?? Address(partition.Name)) is not { } address)
            throw new CostGuardException(5, CostExplorerErrors.Unreachable.At("There is no IAM to ask here."));
        // China signs IAM for its first region.
        if (partition.Name == "aws-cn") partition = partition with { GlobalRegion = "cn-north-1" };
        var config = new AwsJsonConfig(AwsJsonService.Iam, partition, SettingAddress.Of(address, "auth.iamEndpoint", connection)) { MaxErrorRetry = 0, Timeout = Patience };
        using var client = new AwsJsonClient(AwsJsonService.Iam, config, credentials, (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);
        byte[] answer = await client.FormAsync($"ListAttached{kind}Policies", $"Action=ListAttached{kind}Policies&Version=2010-05-08&{kind}Name={Uri.EscapeDataString(name)}", cancellationToken);
        using var xml = new MemoryStream(answer);
        string[] names = [.. XDocument.Load(xml).Descendants().Where(element => element.Name.LocalName == "PolicyName").Select(element => element.Value)];
        seen.Add("may read IAM");
        string[] wide = [.. names.Where(policy => Wide.Contains(policy) || policy.EndsWith("FullAccess", StringComparison.Ordinal) || policy.EndsWith("ReadOnlyAccess", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (wide.Length > 0) seen.Add($"has the policies {string.Join(", ", wide)}");
    }

    // arn:aws:iam::1:role/path/Name, arn:aws:sts::1:assumed-role/Name/session, arn:aws:iam::1:user/path/Name.
    private static (string Kind, string Name)? Asked(string? arn)
    {
        string[] parts = (arn ?? "").Split(':', 6);
        if (parts.Length < 6) return null;
        string[] path = parts[5].Split('/');
        return path[0] switch
        {
            "role" when path.Length > 1 => ("Role", path[^1]),
            "assumed-role" when path.Length > 1 => ("Role", path[1]),
            "user" when path.Length > 1 => ("User", path[^1]),
            _ => null,
        };
    }

    private static string? Address(string partition) => partition switch
    {
        "aws" => "https://iam.amazonaws.com",
        "aws-cn" => "https://iam.cn-north-1.amazonaws.com.cn",
        "aws-us-gov" => "https://iam.us-gov.amazonaws.com",
        _ => null,
    };

    private string? Text(Connection connection, string setting) =>
        connection.Auth.TryGetValue(setting, out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text ? text : null;
}
