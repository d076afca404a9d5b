using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal;
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
/// <param name="secrets">Gives the keys.</param>
/// <param name="breakers">Of the endpoints; null for one question of a doctor.</param>
internal sealed class AwsSignIn(ISecrets secrets, EndpointBreakers? breakers = null)
{
    /// <summary>Settings of <c>auth</c> that AWS connections have.</summary>
    public static readonly IReadOnlyList<string> Settings = ["profile", "accessKeyId", "secretAccessKey", "sessionToken", "assumeRole", "externalId", "stsEndpoint", "iamEndpoint", "exportsEndpoint"];

    /// <summary>The credentials that calls are signed with, tried once, so that a refusal is told as what it is.</summary>
    public async Task<AWSCredentials> CredentialsOfAsync(Connection connection, RegionEndpoint region, CancellationToken cancellationToken)
    {
        AWSCredentials credentials = CredentialsOf(connection, region);
        try
        {
            if (credentials is AwsRole) await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return credentials;
        }
        catch (AmazonServiceException refused)
        {
            throw Refused(connection, $"{refused.ErrorCode}: {refused.Message}", refused);
        }
        catch (AmazonClientException failed)
        {
            throw Refused(connection, failed.Message, failed);
        }
        catch (HttpRequestException nowhere)
        {
            throw new CostGuardException(1, CollectErrors.NoAddress.At($"The role {Text(connection, "assumeRole")} cannot be assumed, the security token service has no answer: {nowhere.Message}", Where(connection)), inner: nowhere);
        }
    }

    /// <summary>The same without trying them. A role is assumed again before it ends: a backfill may take longer than it lasts.</summary>
    public AWSCredentials CredentialsOf(Connection connection, RegionEndpoint region)
    {
        AWSCredentials own = OwnOf(connection);
        return Text(connection, "assumeRole") is { } role
            ? new AwsRole(() => Sts(connection, own, region), new AssumeRoleRequest { RoleArn = role, ExternalId = Text(connection, "externalId"), RoleSessionName = "costguard" })
            : own;
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
            config.ServiceURL = SettingAddress.Of(endpoint, "auth.stsEndpoint", connection).OriginalString;
            config.AuthenticationRegion = region.SystemName;
        }

        if (breakers is null) return new AmazonSecurityTokenServiceClient(own, config);
        string address = Text(connection, "stsEndpoint") ?? $"https://sts.{region.SystemName}.{region.PartitionDnsSuffix}";
        return new BreakableSts(own, config, breakers.Of(new Uri(address)));
    }

    private CostGuardException Refused(Connection connection, string why, Exception cause) =>
        new(4, CollectErrors.SignIn.At($"The role {Text(connection, "assumeRole")} cannot be assumed: {why}", Where(connection)), inner: cause);

    private string? Text(Connection connection, string setting) =>
        connection.Auth.TryGetValue(setting, out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text ? text : null;

    private static string Where(Connection connection) => $"connections/{connection.Name}.yaml";

    private sealed class BreakableSts : AmazonSecurityTokenServiceClient
    {
        public BreakableSts(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, EndpointBreaker breaker)
            : base(credentials, config) => RuntimePipeline.AddHandlerAfter<RetryHandler>(new BreakableCalls(breaker));
    }
}
