using Amazon.Runtime;
using Amazon.S3;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Gcp;

/// <summary>Opens the bucket of Google Cloud Storage that a connection's <c>export</c> names, through the API that speaks S3, with an HMAC key.</summary>
/// <param name="secrets">Gives the key.</param>
/// <param name="breakers">Of the endpoints; null for one question of a doctor.</param>
internal sealed class GcsStores(ISecrets secrets, EndpointBreakers? breakers = null)
{
    /// <summary>How a place begins.</summary>
    public const string Scheme = "gs://";

    private const string Google = "https://storage.googleapis.com";
    private const int Retries = 6;

    private static readonly string[] Source = ["export", "endpoint", DatedRuns.Setting];
    private static readonly string[] Auth = ["accessKeyId", "secretAccessKey"];

    /// <summary>The bucket; the caller disposes it. Calls nothing.</summary>
    /// <exception cref="CostGuardException">Exit code 2: a setting is missing or unknown; 4: a secret is not there.</exception>
    public S3Store Open(Connection connection)
    {
        string place = $"connections/{connection.Name}.yaml";
        if (connection.Source.Keys.FirstOrDefault(key => !Source.Contains(key)) is { } unknown) throw Bad($"source has no setting '{unknown}'; there are {string.Join(", ", Source)}.", place);
        if (connection.Auth.Keys.FirstOrDefault(key => !Auth.Contains(key)) is { } other) throw Bad($"auth has no setting '{other}'; there are {string.Join(", ", Auth)}.", place);
        (string bucket, string prefix) = S3Stores.PlaceOf(connection, Scheme);

        // Never the machine's AWS keys: they are nothing to Google.
        string[] keys = [.. Auth.Select(name => connection.Auth.TryGetValue(name, out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text
            ? text
            : throw Bad($"auth lacks '{name}': the bucket is read with an HMAC key of a service account.", place))];
        var config = new AmazonS3Config
        {
            ServiceURL = SettingAddress.Of(connection.Source.GetValueOrDefault("endpoint", Google), "endpoint", connection).OriginalString,
            AuthenticationRegion = "auto",
            ForcePathStyle = true,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,

            // Google has none of the checksums that AWS added later.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        var credentials = new BasicAWSCredentials(keys[0], keys[1]);
        return new S3Store(breakers is null ? new AmazonS3Client(credentials, config) : new BreakableS3(credentials, config, breakers.Of(new Uri(config.ServiceURL))), bucket, prefix, Scheme);
    }

    private static CostGuardException Bad(string message, string place) => new(2, ConnectionErrors.SettingMissing.At(message, place));
}
