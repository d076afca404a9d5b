using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>The first links of every AWS chain: who this process is, and whether the role lets it in.</summary>
internal sealed class AwsIdentity(ISecrets secrets)
{
    /// <summary>ARN of the identity before any role, once it is known.</summary>
    public string? Arn { get; private set; }

    /// <summary>"identity", then "role" where the connection assumes one, each with the credentials that it ends with; null when the link is broken.</summary>
    public async IAsyncEnumerable<(CheckResult Result, AWSCredentials? Credentials)> ExamineAsync(
        Connection connection, RegionEndpoint region, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult identity, AWSCredentials? own) = await IdentityAsync(connection, region, cancellationToken);
        yield return (identity, own);
        if (!connection.Auth.TryGetValue("assumeRole", out AuthValue? role)) yield break;
        yield return own is null
            ? (new CheckResult("role", CheckState.Skipped, "skipped"), null)
            : await RoleAsync(connection, secrets.Reveal(role), region, cancellationToken);
    }

    private async Task<(CheckResult Result, AWSCredentials? Credentials)> IdentityAsync(Connection connection, RegionEndpoint region, CancellationToken cancellationToken)
    {
        try
        {
            var signIn = new AwsSignIn(secrets);
            AWSCredentials own = signIn.OwnOf(connection);
            using AmazonSecurityTokenServiceClient sts = signIn.Sts(connection, own, region);
            GetCallerIdentityResponse who = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            Arn = who.Arn;
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
                "RequestTimeTooSkewed" => "the clock of this machine is wrong",
                "SignatureDoesNotMatch" => "the secret key does not belong to the key id, or the clock of this machine is wrong",
                _ => "the key does not exist any more, or belongs to another partition",
            };
            return (new CheckResult("identity", CheckState.Failed, $"{refused.ErrorCode}: {refused.Message}") { Cause = cause, Fix = "renew the credentials", Code = CollectErrors.SignIn.Code }, null);
        }
        catch (AmazonClientException away)
        {
            return (new CheckResult("identity", CheckState.Failed, away.Message) { Cause = "the security token service cannot be reached from here", Fix = "check network and proxy", Code = CollectErrors.Unreachable.Code }, null);
        }
        catch (HttpRequestException nowhere)
        {
            return (new CheckResult("identity", CheckState.Failed, nowhere.Message) { Cause = "the security token service cannot be reached from here", Fix = "check name resolution, network and proxy", Code = CollectErrors.NoAddress.Code }, null);
        }
    }

    private async Task<(CheckResult Result, AWSCredentials? Credentials)> RoleAsync(Connection connection, string role, RegionEndpoint region, CancellationToken cancellationToken)
    {
        try
        {
            return (new CheckResult("role", CheckState.Ok, $"{role} assumed"), await new AwsSignIn(secrets).CredentialsOfAsync(connection, region, cancellationToken));
        }
        catch (CostGuardException refused)
        {
            // The service answers AccessDenied for a missing role, a missing trust, a wrong external id and a guard rail alike; only its words differ.
            string words = refused.Problem.Message;
            (string cause, string? not) = words switch
            {
                _ when words.Contains("service control policy", StringComparison.OrdinalIgnoreCase) => ("a service control policy of the organisation forbids it", "the trust policy of the role"),
                _ when words.Contains("resource control policy", StringComparison.OrdinalIgnoreCase) => ("a resource control policy of the organisation forbids it", "the trust policy of the role"),
                _ when words.Contains("permissions boundary", StringComparison.OrdinalIgnoreCase) => ("the permissions boundary of this identity forbids it", "the trust policy of the role"),
                _ when words.Contains("identity-based policy", StringComparison.OrdinalIgnoreCase) => ("this identity's own policies do not allow sts:AssumeRole on the role", "the trust policy of the role"),
                _ when words.Contains("external", StringComparison.OrdinalIgnoreCase) => ("the external id is not the one in the role's trust policy", "a missing right of the role"),
                _ when connection.Auth.ContainsKey("externalId") => ("the role's trust policy does not name this identity, or names another external id, or the role does not exist", "a missing right of the role"),
                _ => ("the role does not exist, or its trust policy does not name this identity, or it asks for an external id that the connection lacks", "a missing right of the role"),
            };
            return (new CheckResult("role", CheckState.Failed, words) { Cause = cause, Not = not, Fix = "compare the role's trust policy with 'costguard connection policy " + connection.Name + "'", Code = refused.Problem.Code }, null);
        }
    }
}
