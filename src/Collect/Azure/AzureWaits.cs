using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CostGuard.Collect.Azure;

/// <summary>
/// The one place where calls to Azure are made again: throttled and broken ones, at most <see cref="Attempts"/> times, after the longest wait that any
/// header names. Cost Management tells its waits in headers of its own, one for each quota, which the SDK's policy does not know.
/// </summary>
internal sealed class AzureWaits(TimeProvider clock, Func<CancellationToken, Task> beforeCall, EndpointBreaker? breaker = null) : HttpPipelinePolicy
{
    public const int Attempts = 6;

    private const string QuotaPrefix = "x-ms-ratelimit-";
    private const string QuotaSuffix = "retry-after";
    private const string GraphQuota = "x-ms-user-quota-resets-after";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        CancellationToken cancellationToken = message.CancellationToken;
        for (int attempt = 1; ; attempt++)
        {
            breaker?.Enter();
            await beforeCall(cancellationToken).ConfigureAwait(false);
            TimeSpan hint = TimeSpan.Zero;
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
                Tell(message.Response);
                if (message.Response.Status is not (429 or 408 or 500 or 502 or 503 or 504) || attempt == Attempts) return;
                hint = HintOf(message.Response.Headers, clock.GetUtcNow());
                if (hint > LongestWait) return;
                message.Response.ContentStream?.Dispose();
            }
            catch (Exception broken) when (!cancellationToken.IsCancellationRequested && broken is IOException or RequestFailedException { Status: 0 } or TaskCanceledException)
            {
                breaker?.Failed(AzureRefusals.FirstLine(broken));
                if (attempt == Attempts) throw;
                hint = TimeSpan.Zero;
            }

            await Task.Delay(WaitOf(hint, attempt), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // Storage throttles with 503 and a code of its own.
    private void Tell(Response response)
    {
        bool throttled = response.Status == 429 || (response.Status == 503 && response.Headers.TryGetValue("x-ms-error-code", out string? code) && code == "ServerBusy");
        if (response.Status < 500 || throttled) breaker?.Answered();
        else breaker?.Failed(string.Create(CultureInfo.InvariantCulture, $"{response.Status} {response.ReasonPhrase}"));
    }

    /// <summary>The longest wait that the headers ask for; zero when none does.</summary>
    internal static TimeSpan HintOf(IEnumerable<HttpHeader> headers, DateTimeOffset now)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (HttpHeader header in headers)
        {
            // Resource Graph tells its wait as hours, minutes and seconds.
            if (header.Name.Equals(GraphQuota, StringComparison.OrdinalIgnoreCase) && TimeSpan.TryParseExact(header.Value, "c", CultureInfo.InvariantCulture, out TimeSpan reset) && reset > longest) longest = reset;
            bool quota = header.Name.StartsWith(QuotaPrefix, StringComparison.OrdinalIgnoreCase) && header.Name.EndsWith(QuotaSuffix, StringComparison.OrdinalIgnoreCase);
            bool milliseconds = header.Name.ToLowerInvariant() is "retry-after-ms" or "x-ms-retry-after-ms";
            if (!quota && !milliseconds && !header.Name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (string text in header.Value.Split(',', StringSplitOptions.TrimEntries))
            {
                TimeSpan wait = decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) && number is >= 0 and < 1_000_000_000
                    ? TimeSpan.FromTicks((long)(number * (milliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond)))
                    : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until) ? until - now : TimeSpan.Zero;
                if (wait > longest) longest = wait;
            }
        }

        return longest;
    }

    // At least what was asked for, and a little more that differs, so that callers who were refused together do not come back together.
    private static TimeSpan WaitOf(TimeSpan hint, int attempt)
    {
        TimeSpan backoff = TimeSpan.FromSeconds(Math.Min(1 << (attempt - 1), 30));
        TimeSpan least = hint > TimeSpan.Zero ? hint : backoff;
        return least + TimeSpan.FromMilliseconds(Random.Shared.Next(50, 1_000));
    }
}
