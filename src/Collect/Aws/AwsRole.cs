using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace CostGuard.Collect.Aws;

/// <summary>Credentials of an assumed role, which are renewed before they end.</summary>
internal sealed class AwsRole(Func<AmazonSecurityTokenServiceClient> open, AssumeRoleRequest request) : RefreshingAWSCredentials
{
    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using AmazonSecurityTokenServiceClient sts = open();
        Credentials made = (await sts.AssumeRoleAsync(request).ConfigureAwait(false)).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(made.AccessKeyId, made.SecretAccessKey, made.SessionToken), made.Expiration ?? throw new AmazonClientException("AssumeRole gave no expiry."));
    }
}
