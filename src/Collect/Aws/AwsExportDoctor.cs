using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>From the identity of this process over the role to the bucket: identity, role, list, manifest, read, age.</summary>
internal sealed class AwsExportDoctor(ISecrets secrets, TimeProvider clock) : IConnectionDoctor
{
    public string Key => "aws-export";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult identity, AWSCredentials? own) = await IdentityAsync(connection, cancellationToken);
        yield return identity;
        AWSCredentials? credentials = own;
        if (connection.Auth.TryGetValue("assumeRole", out AuthValue? role))
        {
            CheckResult assumed = Skipped("role");
            if (own is not null) (assumed, credentials) = await RoleAsync(connection, secrets.Reveal(role), cancellationToken);
            yield return assumed;
        }

        if (credentials is null)
        {
            foreach (string link in ExportDoctor.Links) yield return Skipped(link);
            yield break;
        }

        (string bucket, string prefix) = S3Stores.PlaceOf(connection);
        using S3Store store = S3Stores.Open(connection, credentials, bucket, prefix);
        int seen = 0;
        await foreach (CheckResult result in ExportDoctor.ExamineAsync(store, $"connections/{connection.Name}.yaml", clock, (name, failure) => Told(name, failure, bucket, prefix), cancellationToken))
        {
            seen++;
            yield return result;
        }

        foreach (string link in ExportDoctor.Links.Skip(seen)) yield return Skipped(link);
    }

    private async Task<(CheckResult Result, AWSCredentials? Credentials)> IdentityAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            var signIn = new AwsSignIn(secrets);
            AWSCredentials own = signIn.OwnOf(connection);
            using AmazonSecurityTokenServiceClient sts = signIn.Sts(connection, own, S3Stores.RegionOf(connection));
            GetCallerIdentityResponse who = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            bool longLived = connection.Auth.ContainsKey("accessKeyId") && !connection.Auth.ContainsKey("sessionToken");
            return longLived
                ? (new CheckResult("identity", CheckState.Warning, $"{who.Arn}, by an access key") { Cause = "access keys do not expire", Fix = "use a role: instance, task or pod role, OIDC federation or IAM Roles Anywhere" }, own)
                : (new CheckResult("identity", CheckState.Ok, who.Arn), own);
        }
        catch (CostGuardException refusal)
        {
            return (new CheckResult("identity", CheckState.Failed, refusal.Problem.Message) { Fix = "run where a role is given to the process, or set 'auth.profile'", Code = refusal.Problem.Code }, null);
        }
        catch (AmazonServiceException refused)
        {
            string cause = refused.ErrorCode switch
            {
                "ExpiredToken" or "ExpiredTokenException" => "the session has expired",
                "SignatureDoesNotMatch" => "the secret key does not belong to the key id, or the clock of this machine is wrong",
                _ => "the key does not exist any more, or belongs to another partition",
            };
            return (new CheckResult("identity", CheckState.Failed, $"{refused.ErrorCode}: {refused.Message}") { Cause = cause, Fix = "renew the credentials", Code = CollectErrors.SignIn.Code }, null);
        }
        catch (AmazonClientException away)
        {
            return (new CheckResult("identity", CheckState.Failed, away.Message) { Cause = "the security token service cannot be reached from here", Fix = "check network and proxy", Code = CollectErrors.Unreachable.Code }, null);
        }
    }

    private async Task<(CheckResult Result, AWSCredentials? Credentials)> RoleAsync(Connection connection, string role, CancellationToken cancellationToken)
    {
        try
        {
            return (new CheckResult("role", CheckState.Ok, $"{role} assumed"), await new AwsSignIn(secrets).CredentialsOfAsync(connection, S3Stores.RegionOf(connection), cancellationToken));
        }
        catch (CostGuardException refused)
        {
            // The service answers AccessDenied for a missing role, a missing trust, a wrong external id and a guard rail alike; only its words differ.
            string words = refused.Problem.Message;
            (string cause, string? not) = words switch
            {
                _ when words.Contains("service control policy", StringComparison.OrdinalIgnoreCase) => ("a service control policy of the organisation forbids it", "the trust policy of the role"),
                _ when words.Contains("external", StringComparison.OrdinalIgnoreCase) => ("the external id is not the one in the role's trust policy", "a missing right of the role"),
                _ when connection.Auth.ContainsKey("externalId") => ("the role's trust policy does not name this identity, or names another external id, or the role does not exist", "a missing right of the role"),
                _ => ("the role does not exist, or its trust policy does not name this identity, or it asks for an external id that the connection lacks", "a missing right of the role"),
            };
            return (new CheckResult("role", CheckState.Failed, words) { Cause = cause, Not = not, Fix = "compare the role's trust policy with 'costguard connection policy " + connection.Name + "'", Code = refused.Problem.Code }, null);
        }
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
