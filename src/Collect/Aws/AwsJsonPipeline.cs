using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace CostGuard.Collect.Aws;

/// <summary>Sends every call to one endpoint, which the settings' provider gives.</summary>
internal sealed class FixedEndpoint : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new();
}

/// <summary>Gives the one endpoint.</summary>
internal sealed class OneEndpoint(Uri address) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters) => new(address.ToString());
}

/// <summary>Signs every call with signature version 4.</summary>
internal sealed class SignedV4 : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => [AuthSchemeOption.DEFAULT_SIGV4[0]];
}

/// <summary>Tells of each attempt before it is made. What it throws ends the call.</summary>
internal sealed class AnnouncedCalls(Func<string, CancellationToken, Task> beforeCall) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        await beforeCall(((AwsJsonRequest)executionContext.RequestContext.OriginalRequest).Operation, executionContext.RequestContext.CancellationToken).ConfigureAwait(false);
        return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }
}

/// <summary>Asks the endpoint's breaker before each attempt, and tells it how the attempt ended.</summary>
internal sealed class BreakableCalls(EndpointBreaker breaker) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        breaker.Enter();
        try
        {
            T answer = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            breaker.Answered();
            return answer;
        }
        catch (AmazonServiceException answered) when (answered.StatusCode is not 0 and < System.Net.HttpStatusCode.InternalServerError || GrowingWaits.IsThrottling(answered))
        {
            breaker.Answered();
            throw;
        }
        catch (Exception failure) when (failure is AmazonServiceException or HttpRequestException or IOException or TimeoutException)
        {
            breaker.Failed(failure.Message);
            throw;
        }
        catch (OperationCanceledException late) when (!executionContext.RequestContext.CancellationToken.IsCancellationRequested)
        {
            breaker.Failed(late.Message);
            throw;
        }
    }
}

/// <summary>
/// The SDK's standard rules of what is tried again (throttling also where it comes as HTTP 400, outages, lost connections; never a refusal such
/// as ValidationException), with waits that grow: each is at least as long as the longest possible one before it.
/// </summary>
internal sealed class GrowingWaits(IClientConfig config, Func<TimeSpan, CancellationToken, Task> wait) : StandardRetryPolicy(config)
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(64);

    /// <summary>True for an answer that asks for fewer calls, whatever its status.</summary>
    public static bool IsThrottling(Exception exception) =>
        exception is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.TooManyRequests } or AmazonServiceException
        {
            ErrorCode: "LimitExceededException" or "TooManyRequestsException" or "ThrottlingException" or "Throttling" or "RequestLimitExceeded" or "SlowDown"
        };

    public override bool IsThrottlingError(Exception exception) => base.IsThrottlingError(exception) || IsThrottling(exception);

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        IsThrottlingError(exception) ? Task.FromResult(true) : base.RetryForExceptionAsync(executionContext, exception);

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) =>
        wait(WaitOf(executionContext.RequestContext.Retries, Random.Shared.NextDouble()), executionContext.RequestContext.CancellationToken);

    /// <summary>The wait before a retry (1, 2, …): 0.5 to 1 s, 1 to 2 s, 2 to 4 s… 32 to 64 s.</summary>
    public static TimeSpan WaitOf(int retry, double jitter)
    {
        TimeSpan longest = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(retry - 1, 0, 10)));
        if (longest > WaitMax) longest = WaitMax;
        return (longest / 2) + (longest / 2 * jitter);
    }
}
