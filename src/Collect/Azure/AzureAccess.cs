using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>Opens what speaks to Azure Resource Manager with a connection's sign-in.</summary>
internal sealed class AzureAccess(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers)
{
    /// <summary>Where the connection's calls go: <c>endpoint</c>, or the management address of its cloud.</summary>
    public static Uri EndpointOf(Connection connection)
    {
        if (!connection.Source.TryGetValue("endpoint", out string? text)) return AzureCloud.Of(connection).Management;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && endpoint.UserInfo.Length == 0 && (endpoint.Scheme == "https" || endpoint is { Scheme: "http", IsLoopback: true })) return endpoint;
        throw new CostGuardException(2, AzureQueryErrors.BadSetting.At("endpoint is no https address, without user and password.", $"connections/{connection.Name}.yaml"));
    }

    /// <summary>A pipeline with a credential of its own: a new one asks for a new token.</summary>
    /// <param name="connection">Whose sign-in is used.</param>
    /// <param name="beforeCall">Told of every attempt before it is made; may refuse it.</param>
    /// <param name="once">True for calls that are not made again: a question whose answer is not needed.</param>
    public HttpPipeline Pipeline(Connection connection, Func<CancellationToken, Task> beforeCall, bool once = false)
    {
        var options = new QueryPipeline { RetryPolicy = once ? new RetryPolicy(maxRetries: 0) : new AzureWaits(clock, beforeCall, breakers.Of(EndpointOf(connection))) };
        if (PlainLoopback.TransportFor(EndpointOf(connection)) is { } transport) options.Transport = transport;
        return HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(new AzureSignIn(secrets).CredentialOf(connection), ScopeOf(connection)));
    }

    /// <summary>A pipeline to Azure Monitor's address of a region, with a token for it: Resource Manager's are not accepted there.</summary>
    public HttpPipeline MetricsPipeline(Connection connection, Uri endpoint, Func<CancellationToken, Task> beforeCall) =>
        Pipeline(connection, endpoint, $"https://{AzureCloud.Of(connection).Metrics}/.default", beforeCall);

    /// <summary>A pipeline to Resource Manager at an address, for questions about usage.</summary>
    public HttpPipeline PipelineTo(Connection connection, Uri endpoint, Func<CancellationToken, Task> beforeCall) => Pipeline(connection, endpoint, ScopeOf(connection), beforeCall);

    /// <summary>The SDK's client of Resource Manager, for what it knows of subscriptions and management groups.</summary>
    public ArmClient Arm(Connection connection, Func<CancellationToken, Task> beforeCall)
    {
        Uri endpoint = EndpointOf(connection);
        var options = new ArmClientOptions
        {
            Environment = new ArmEnvironment(PlainLoopback.Addressed(endpoint), AzureCloud.Of(connection).Management.AbsoluteUri.TrimEnd('/')),
            RetryPolicy = new AzureWaits(clock, beforeCall, breakers.Of(endpoint)),
        };
        if (PlainLoopback.TransportFor(endpoint) is { } transport) options.Transport = transport;
        return new ArmClient(new AzureSignIn(secrets).CredentialOf(connection), defaultSubscriptionId: null, options);
    }

    /// <summary>A token for Resource Manager.</summary>
    public async Task<AccessToken> TokenAsync(Connection connection, CancellationToken cancellationToken) =>
        await new AzureSignIn(secrets).CredentialOf(connection).GetTokenAsync(new TokenRequestContext([ScopeOf(connection)]), cancellationToken).ConfigureAwait(false);

    private HttpPipeline Pipeline(Connection connection, Uri endpoint, string scope, Func<CancellationToken, Task> beforeCall)
    {
        var options = new QueryPipeline { RetryPolicy = new AzureWaits(clock, beforeCall, breakers.Of(endpoint)) };
        if (PlainLoopback.TransportFor(endpoint) is { } transport) options.Transport = transport;
        return HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(new AzureSignIn(secrets).CredentialOf(connection), scope));
    }

    private static string ScopeOf(Connection connection) => new Uri(AzureCloud.Of(connection).Management, ".default").AbsoluteUri;

    private sealed class QueryPipeline : ClientOptions;
}
