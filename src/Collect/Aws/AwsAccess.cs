using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>Opens clients of AWS's JSON services with a connection's sign-in (<see cref="AwsSignIn"/>); a role is assumed again before it ends, since a backfill may take longer than it lasts.</summary>
internal sealed class AwsAccess(ISecrets secrets, TimeProvider clock)
{
    private readonly AwsSignIn _signIn = new(secrets);

    /// <summary>A client of a JSON service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="connection">Whose sign-in is used.</param>
    /// <param name="partition">Where its account lives.</param>
    /// <param name="endpoint">Another address, or null.</param>
    /// <param name="beforeCall">Told of every attempt before it is made; may refuse it.</param>
    public AwsJsonClient Open(AwsJsonService service, Connection connection, AwsPartition partition, Uri? endpoint, Func<string, CancellationToken, Task> beforeCall) =>
        new(service, new AwsJsonConfig(service, partition, endpoint), CredentialsOf(connection, partition), beforeCall, (time, token) => Task.Delay(time, clock, token));

    /// <exception cref="CostGuardException">Exit code 2: an unknown setting; 4: no credentials, or a secret or profile that is not there.</exception>
    private AWSCredentials CredentialsOf(Connection connection, AwsPartition partition)
    {
        foreach (string key in connection.Auth.Keys.Where(key => !AwsSignIn.Settings.Contains(key)))
        {
            throw new CostGuardException(2, CostExplorerErrors.BadSetting.At(
                $"auth has no setting '{key}' for AWS; there are {string.Join(", ", AwsSignIn.Settings)}.", $"connections/{connection.Name}.yaml"));
        }

        AWSCredentials own = _signIn.OwnOf(connection);
        if (!connection.Auth.TryGetValue("assumeRole", out AuthValue? role)) return own;
        string? externalId = connection.Auth.TryGetValue("externalId", out AuthValue? id) ? secrets.Reveal(id) : null;
        var request = new AssumeRoleRequest { RoleArn = secrets.Reveal(role), ExternalId = externalId, RoleSessionName = "costguard" };
        return new AssumedRole(() => _signIn.Sts(connection, own, RegionEndpoint.GetBySystemName(partition.GlobalRegion)), request);
    }

    private sealed class AssumedRole(Func<AmazonSecurityTokenServiceClient> open, AssumeRoleRequest request) : RefreshingAWSCredentials
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
}
