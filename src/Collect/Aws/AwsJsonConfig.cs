using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace CostGuard.Collect.Aws;

/// <summary>Settings of an <see cref="AwsJsonClient"/>: always one fixed endpoint, signed for its partition's global region.</summary>
internal sealed class AwsJsonConfig : ClientConfig
{
    /// <summary>Attempts of one call, the first included. A quota of Cost Explorer is full for seconds, so that the usual 3 would give up too soon.</summary>
    public const int AttemptsMax = 8;

    /// <param name="service">The service.</param>
    /// <param name="partition">Where its account lives.</param>
    /// <param name="endpoint">Another address, for tests and private networks; null takes the public one.</param>
    public AwsJsonConfig(AwsJsonService service, AwsPartition partition, Uri? endpoint)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration
        {
            Name = Amazon.Runtime.DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        }]))
    {
        Address = endpoint ?? partition.GlobalEndpoint(service.SigningName);
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        AuthenticationRegion = partition.GlobalRegion;
        ServiceURL = Address.ToString();
        EndpointProvider = new OneEndpoint(Address);
        MaxErrorRetry = AttemptsMax - 1;
        Timeout = TimeSpan.FromSeconds(100);
    }

    /// <summary>Where every call goes.</summary>
    public Uri Address { get; }

    public override string RegionEndpointServiceName => AuthenticationServiceName;

    public override string ServiceVersion => "1";

    public override string UserAgent => "costguard";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(Address.ToString());
}
