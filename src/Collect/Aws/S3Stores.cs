using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>Opens the bucket that a connection's <c>export</c> names.</summary>
internal sealed class S3Stores(ISecrets secrets, EndpointBreakers breakers)
{
    public const string Scheme = "s3://";

    /// <summary>Attempts after the first one of a collection.</summary>
    public const int Retries = 6;

    /// <summary>The region of the bucket.</summary>
    public static RegionEndpoint RegionOf(Connection connection) => RegionEndpoint.GetBySystemName(connection.Source.GetValueOrDefault("region", "us-east-1"));

    /// <summary>Bucket and prefix of a connection.</summary>
    public static (string Bucket, string Prefix) PlaceOf(Connection connection, string scheme = Scheme)
    {
        string export = connection.Source["export"];
        string rest = export.StartsWith(scheme, StringComparison.Ordinal) ? export[scheme.Length..] : "";
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length == 0)
        {
            throw new CostGuardException(2, ConnectionErrors.SettingMissing.At(
                $"Connection '{connection.Name}': export is not of the form {scheme}bucket/prefix.", $"connections/{connection.Name}.yaml"));
        }

        return (bucket, slash < 0 ? "" : rest[(slash + 1)..]);
    }

    /// <summary>Signs in and opens the bucket; the caller disposes it.</summary>
    public async Task<S3Store> OpenAsync(Connection connection, CancellationToken cancellationToken)
    {
        (string bucket, string prefix) = PlaceOf(connection);
        AWSCredentials credentials = await new AwsSignIn(secrets, breakers).CredentialsOfAsync(connection, RegionOf(connection), cancellationToken);
        return Open(connection, credentials, bucket, prefix);
    }

    /// <summary>Opens the bucket with credentials that are there.</summary>
    public S3Store Open(Connection connection, AWSCredentials credentials, string bucket, string prefix)
    {
        Uri endpoint = EndpointOf(connection) ?? new Uri($"https://s3.{RegionOf(connection).SystemName}.{RegionOf(connection).PartitionDnsSuffix}");
        return new S3Store(new BreakableS3(credentials, Config(connection, Retries), breakers.Of(endpoint)), bucket, prefix);
    }

    /// <summary>A client of the store, for one question of a doctor; the caller disposes it.</summary>
    public static AmazonS3Client Client(Connection connection, AWSCredentials credentials, int retries) => new(credentials, Config(connection, retries));

    private static Uri? EndpointOf(Connection connection) => connection.Source.TryGetValue("endpoint", out string? text) ? SettingAddress.Of(text, "endpoint", connection) : null;

    private static AmazonS3Config Config(Connection connection, int retries)
    {
        RegionEndpoint region = RegionOf(connection);
        var config = new AmazonS3Config { RegionEndpoint = region, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = retries };
        if (EndpointOf(connection) is { } endpoint)
        {
            config.ServiceURL = endpoint.OriginalString;
            config.AuthenticationRegion = region.SystemName;
            config.ForcePathStyle = true;
        }

        return config;
    }
}

/// <summary>A client of a store that asks its endpoint's breaker before each attempt.</summary>
internal sealed class BreakableS3 : AmazonS3Client
{
    public BreakableS3(AWSCredentials credentials, AmazonS3Config config, EndpointBreaker breaker)
        : base(credentials, config) => RuntimePipeline.AddHandlerAfter<RetryHandler>(new BreakableCalls(breaker));
}
