using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>
/// One client for services that speak AWS JSON: signing, credentials and retries are AWSSDK.Core's. It stands in for the packages of single services.
/// Reading only; safe for several calls at once.
/// </summary>
internal sealed class AwsJsonClient : AmazonServiceClient
{
    private static readonly JsonSerializerOptions Options = AwsJsonText.Options;

    private readonly AwsJsonService _service;

    /// <param name="service">The service.</param>
    /// <param name="config">Its endpoint and attempts.</param>
    /// <param name="credentials">Null takes the SDK's chain: environment, profile, SSO, container, instance.</param>
    /// <param name="beforeCall">Told the operation before each attempt, the repeated ones too; may refuse it by throwing.</param>
    /// <param name="wait">How to wait between attempts; the composition root gives one on the system's clock.</param>
    /// <param name="breaker">Of the endpoint; null for one question of a doctor.</param>
    public AwsJsonClient(AwsJsonService service, AwsJsonConfig config, AWSCredentials? credentials, Func<string, CancellationToken, Task> beforeCall, Func<TimeSpan, CancellationToken, Task> wait, EndpointBreaker? breaker = null)
        : base(credentials, config)
    {
        _service = service;

        // Not in CustomizeRuntimePipeline: the base class calls that before the parameters are here.
        RuntimePipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new GrowingWaits(config, wait)));
        RuntimePipeline.AddHandlerAfter<RetryHandler>(new AnnouncedCalls(beforeCall));

        // Before the announcement: what is not called is not counted.
        if (breaker is not null) RuntimePipeline.AddHandlerAfter<RetryHandler>(new BreakableCalls(breaker));
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    /// <summary>Calls an operation; the answer's bytes stay with it as they came.</summary>
    /// <exception cref="CostGuardException">Refused (exit code 2 or 5), or unreachable after every attempt.</exception>
    public async Task<AwsAnswer<TResponse>> CallAsync<TResponse>(string operation, object request, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), Options);
        var options = new InvokeOptions { RequestMarshaller = new AwsJsonMarshaller(_service), ResponseUnmarshaller = new AwsJsonUnmarshaller() };
        try
        {
            AwsJsonResponse answer = await InvokeAsync<AwsJsonResponse>(new AwsJsonRequest(operation, body), options, cancellationToken).ConfigureAwait(false);
            TResponse value = JsonSerializer.Deserialize<TResponse>(answer.Body, Options) ?? throw new JsonException("the answer is null");
            return new AwsAnswer<TResponse>(value, body, answer.Body);
        }
        catch (JsonException cause)
        {
            throw new CostGuardException(5, CostExplorerErrors.Unreadable.At($"{_service.ServiceId} {operation} gave an answer that cannot be read: {cause.Message}"), null, cause);
        }
        catch (Exception cause) when (cause is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw AwsRefusals.Of(_service, operation, cause);
        }
    }

    /// <summary>Calls an operation of a service that speaks the query protocol; the answer is XML.</summary>
    public async Task<byte[]> FormAsync(string operation, string form, CancellationToken cancellationToken)
    {
        var options = new InvokeOptions { RequestMarshaller = new AwsFormMarshaller(_service), ResponseUnmarshaller = new AwsFormUnmarshaller() };
        try
        {
            return (await InvokeAsync<AwsJsonResponse>(new AwsJsonRequest(operation, System.Text.Encoding.UTF8.GetBytes(form)), options, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (Exception cause) when (cause is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw AwsRefusals.Of(_service, operation, cause);
        }
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new FixedEndpoint());
        pipeline.AddHandlerAfter<FixedEndpoint>(new SignedV4());
    }

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "CostGuard";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
