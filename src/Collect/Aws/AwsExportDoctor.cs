using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>From the identity of this process over the role to the bucket: identity, role, list, manifest, read, columns, age, months, health, too much.</summary>
internal sealed class AwsExportDoctor(ISecrets secrets, ExportDoctor export) : IConnectionDoctor
{
    public string Key => "aws-export";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chain = new AwsIdentity(secrets);
        AWSCredentials? credentials = null;
        await foreach ((CheckResult result, AWSCredentials? found) in chain.ExamineAsync(connection, S3Stores.RegionOf(connection), cancellationToken))
        {
            credentials = found;
            yield return result;
        }

        if (credentials is null)
        {
            foreach (string link in ExportDoctor.Links) yield return Skipped(link);
            yield return Skipped("health");
            yield return Skipped("too much");
            yield break;
        }

        (string bucket, string prefix) = S3Stores.PlaceOf(connection);
        using S3Store store = new S3Store(S3Stores.Client(connection, credentials, S3Stores.Retries), bucket, prefix);
        int seen = 0;
        await foreach (CheckResult result in export.ExamineAsync(store, connection, (name, failure) => Told(name, failure, bucket, prefix), cancellationToken))
        {
            seen++;
            yield return result;
        }

        foreach (string link in ExportDoctor.Links.Skip(seen)) yield return Skipped(link);
        yield return await new AwsExportHealth(secrets).ExamineAsync(connection, credentials, cancellationToken);
        yield return await new AwsExcess(secrets).ExamineAsync(connection, credentials, chain.Arn, cancellationToken);
    }

    private static CheckResult? Told(string name, Exception failure, string bucket, string prefix)
    {
        if (failure is not AmazonS3Exception refused)
            return failure is AmazonClientException away ? new CheckResult(name, CheckState.Failed, away.Message) { Cause = "the store cannot be reached from here", Fix = "check network, region and proxy", Code = CollectErrors.Unreachable.Code } : null;
        var result = new CheckResult(name, CheckState.Failed, $"{(int)refused.StatusCode} {refused.ErrorCode}: {refused.Message}") { Code = refused.StatusCode == HttpStatusCode.Forbidden ? CollectErrors.Denied.Code : CollectErrors.Unreachable.Code };
        return refused switch
        {
            { ErrorCode: "NoSuchBucket" } => result with { Cause = $"there is no bucket {bucket} in this partition", Fix = "correct 'export' in the connection's file" },
            { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" } => result with { Cause = "the bucket is in another region", Fix = "set 'region' in the connection's file" },
            _ when refused.ErrorCode.StartsWith("KMS", StringComparison.OrdinalIgnoreCase) || refused.Message.Contains("kms", StringComparison.OrdinalIgnoreCase) =>
                result with { Cause = "the bucket is encrypted with a key that this identity may not use", Not = "a missing right on the bucket", Fix = "allow kms:Decrypt on that key (tier A4 of the policy)" },
            { StatusCode: HttpStatusCode.Forbidden } when name == "list" => result with { Cause = $"s3:ListBucket on {bucket} for the prefix {prefix} is not allowed", Fix = "add tier A1 of 'costguard connection policy'" },
            { StatusCode: HttpStatusCode.Forbidden } => result with { Cause = $"s3:GetObject below {prefix} is not allowed", Not = "the listing, which works", Fix = "add tier A2 of 'costguard connection policy'" },
            { StatusCode: HttpStatusCode.PreconditionFailed } => result with { Cause = "the export delivered anew at this moment", Fix = "run it again" },
            _ => result with { Cause = "the store answers with an error", Fix = "run it again later" },
        };
    }

    private static CheckResult Skipped(string link) => new(link, CheckState.Skipped, "skipped");
}
