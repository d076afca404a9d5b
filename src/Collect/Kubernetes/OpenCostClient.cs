using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Kubernetes;

/// <summary>OpenCost's allocation API: <c>GET {endpoint}/allocation</c>, a day at a time. It has no pages: an answer is a whole day.</summary>
/// <remarks>Calls go through the pipeline that Azure's calls take, since it has the one place where calls are made again; nothing in it is Azure's.</remarks>
internal sealed class OpenCostClient
{
    // A day of a large cluster is computed when it is asked for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpPipeline _pipeline;
    private readonly OpenCostSettings _settings;
    private readonly string? _token;

    /// <param name="connection">Whose token is sent.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="secrets">Gives the token.</param>
    /// <param name="clock">For waits.</param>
    /// <param name="beforeCall">Told of every attempt before it is made; may refuse it.</param>
    /// <param name="breaker">Of the endpoint; null for one question of a doctor.</param>
    public OpenCostClient(
        Connection connection, OpenCostSettings settings, ISecrets secrets, TimeProvider clock, Func<CancellationToken, Task> beforeCall, EndpointBreaker? breaker = null)
    {
        var options = new Calls { RetryPolicy = new AzureWaits(clock, beforeCall, breaker) };
        options.Retry.NetworkTimeout = Patience;
        _pipeline = HttpPipelineBuilder.Build(options);
        _settings = settings;
        _token = connection.Auth.TryGetValue(OpenCostSettings.Token, out AuthValue? token) ? secrets.Reveal(token) : null;
    }

    /// <summary>The answer for a day as it came.</summary>
    /// <exception cref="CostGuardException">Whatever is not answered throws.</exception>
    public Task<byte[]> DayAsync(DateOnly day, CancellationToken cancellationToken) => AskAsync(day, _settings.Idle, "", cancellationToken);

    /// <summary>The workloads of the same day in a set for each hour.</summary>
    /// <exception cref="CostGuardException">Whatever is not answered throws.</exception>
    public Task<byte[]> HoursAsync(DateOnly day, CancellationToken cancellationToken) => AskAsync(day, false, "&step=1h", cancellationToken);

    private async Task<byte[]> AskAsync(DateOnly day, bool idle, string step, CancellationToken cancellationToken)
    {
        string what = $"{_settings.Endpoint}/allocation of {Text(day)}";
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(Address(day, idle, step));
        message.Request.Headers.SetValue("Accept", "application/json");
        if (_token is not null) message.Request.Headers.SetValue("Authorization", $"Bearer {_token}");
        try
        {
            await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (AzureRefusals.Of(what, failure, cancellationToken) is { } told)
        {
            throw told;
        }

        int status = message.Response.Status;
        if (status == 200) return message.Response.Content.ToArray();
        string words = $"{what}: {status.ToString(CultureInfo.InvariantCulture)} {WordsOf(message.Response.Content.ToMemory(), message.Response.ReasonPhrase)}";
        throw status switch
        {
            401 or 403 or (>= 300 and < 400) => new CostGuardException(4, OpenCostErrors.NoAccess.At(words)),
            >= 400 and < 500 and not (408 or 429) => new CostGuardException(2, OpenCostErrors.Refused.At(words)),
            _ => new CostGuardException(1, CollectErrors.Unreachable.At(words)),
        };
    }

    // One set for the whole window: without a step it is the window's length. A label's name may hold anything.
    private Uri Address(DateOnly day, bool idle, string step) => new(
        $"{_settings.Endpoint}/allocation?window={Text(day)}T00:00:00Z,{Text(day.AddDays(1))}T00:00:00Z"
        + $"&aggregate={string.Join(',', _settings.Aggregate.Select(Uri.EscapeDataString))}&includeIdle={(idle ? "true" : "false")}{step}");

    private static string WordsOf(ReadOnlyMemory<byte> body, string otherwise)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out JsonElement message) ? message.ToString().Split('\n')[0].Trim() : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Calls : ClientOptions;
}
