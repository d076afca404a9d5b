using Amazon;
using Amazon.Runtime;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>Opens clients of AWS's JSON services with a connection's sign-in (<see cref="AwsSignIn"/>).</summary>
internal sealed class AwsAccess(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers)
{
    private readonly AwsSignIn _signIn = new(secrets, breakers);

    /// <summary>A client of a JSON service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="connection">Whose sign-in is used.</param>
    /// <param name="partition">Where its account lives.</param>
    /// <param name="endpoint">Another address, or null.</param>
    /// <param name="beforeCall">Told of every attempt before it is made; may refuse it.</param>
    public AwsJsonClient Open(AwsJsonService service, Connection connection, AwsPartition partition, Uri? endpoint, Func<string, CancellationToken, Task> beforeCall) =>
        Open(service, CredentialsOf(connection, partition), partition, endpoint, beforeCall);

    /// <summary>The same with a sign-in that is used for several clients: a role is assumed once.</summary>
    public AwsJsonClient Open(AwsJsonService service, AWSCredentials credentials, AwsPartition partition, Uri? endpoint, Func<string, CancellationToken, Task> beforeCall)
    {
        var config = new AwsJsonConfig(service, partition, endpoint);
        return new AwsJsonClient(service, config, credentials, beforeCall, (time, token) => Task.Delay(time, clock, token), breakers.Of(config.Address));
    }

    /// <summary>A connection's sign-in.</summary>
    /// <exception cref="CostGuardException">Exit code 2: an unknown setting; 4: no credentials, or a secret or profile that is not there.</exception>
    public AWSCredentials CredentialsOf(Connection connection, AwsPartition partition)
    {
        foreach (string key in connection.Auth.Keys.Where(key => !AwsSignIn.Settings.Contains(key)))
        {
            throw new CostGuardException(2, CostExplorerErrors.BadSetting.At(
                $"auth has no setting '{key}' for AWS; there are {string.Join(", ", AwsSignIn.Settings)}.", $"connections/{connection.Name}.yaml"));
        }

        return _signIn.CredentialsOf(connection, RegionEndpoint.GetBySystemName(partition.GlobalRegion));
    }
}
