using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>
/// Credentials of a connection: <c>profile</c> (also SSO), else keys by reference, else the SDK's own chain (environment, web identity, container,
/// instance); then <c>assumeRole</c> with <c>externalId</c> on top.
/// </summary>
internal sealed class AwsSignIn(ISecrets secrets)
{
    /// <summary>Settings of <c>auth</c> that AWS connections have.</summary>
    public static readonly IReadOnlyList<string> Settings = ["profile", "accessKeyId", "secretAccessKey", "sessionToken", "assumeRole", "externalId", "stsEndpoint"];

    /// <summary>The credentials that calls are signed with.</summary>
    public async Task<AWSCredentials> CredentialsOfAsync(Connection connection, RegionEndpoint region, CancellationToken cancellationToken)
    {
        AWSCredentials own = OwnOf(connection);
        return Text(connection, "assumeRole") is { } role ? await AssumeAsync(connection, own, role, region, cancellationToken) : own;
    }

    /// <summary>The identity before any role is assumed.</summary>
    public AWSCredentials OwnOf(Connection connection)
    {
        if (Text(connection, "profile") is { } profile)
        {
            return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out AWSCredentials found)
                ? found
                : throw new CostGuardException(4, CollectErrors.SignIn.At($"There is no AWS profile '{profile}' on this machine.", Where(connection)));
        }

        if (Text(connection, "accessKeyId") is { } key)
        {
            string secret = Text(connection, "secretAccessKey")
                ?? throw new CostGuardException(2, ConnectionErrors.SettingMissing.At($"Connection '{connection.Name}' has auth.accessKeyId without auth.secretAccessKey.", Where(connection)));
            return Text(connection, "sessionToken") is { } token ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
        }

        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException none)
        {
            throw new CostGuardException(4, CollectErrors.SignIn.At($"Connection '{connection.Name}' finds no AWS credentials: {string.Join(' ', none.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}", Where(connection)), inner: none);
        }
    }

    /// <summary>A client of the security token service; the caller disposes it.</summary>
    public AmazonSecurityTokenServiceClient Sts(Connection connection, AWSCredentials own, RegionEndpoint region)
    {
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = region, RetryMode = RequestRetryMode.Standard };
        if (Text(connection, "stsEndpoint") is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region.SystemName;
        }

        return new AmazonSecurityTokenServiceClient(own, config);
    }

    private async Task<AWSCredentials> AssumeAsync(Connection connection, AWSCredentials own, string role, RegionEndpoint region, CancellationToken cancellationToken)
    {
        using AmazonSecurityTokenServiceClient sts = Sts(connection, own, region);
        try
        {
            AssumeRoleResponse answer = await sts.AssumeRoleAsync(
                new AssumeRoleRequest { RoleArn = role, RoleSessionName = "costguard", ExternalId = Text(connection, "externalId") }, cancellationToken);
            return answer.Credentials;
        }
        catch (AmazonSecurityTokenServiceException refused)
        {
            throw new CostGuardException(4, CollectErrors.SignIn.At($"The role {role} cannot be assumed: {refused.ErrorCode}: {refused.Message}", Where(connection)), inner: refused);
        }
    }

    private string? Text(Connection connection, string setting) =>
        connection.Auth.TryGetValue(setting, out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text ? text : null;

    private static string Where(Connection connection) => $"connections/{connection.Name}.yaml";
}
