using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>An answer and what its headers say of the quota.</summary>
/// <param name="Body">As it came.</param>
/// <param name="QuotaLeft">Questions that may be asked before the quota is reset; null when it isn't said.</param>
/// <param name="QuotaReset">How long until then.</param>
internal sealed record AzurePage(byte[] Body, int? QuotaLeft, TimeSpan QuotaReset);

/// <summary>Questions by one pipeline, for usage or invoices. A refused token is renewed once.</summary>
/// <param name="open">Gives a pipeline with a new token.</param>
/// <param name="refusal">What a refusal means; null for those of questions for usage.</param>
internal sealed class AzureCalls(Func<HttpPipeline> open, Func<string, Response, CostGuardException>? refusal = null)
{
    private HttpPipeline? _pipeline;

    /// <summary>The answer to a question with a body; without one it is a GET.</summary>
    /// <param name="what">Named in errors.</param>
    /// <param name="address">Where.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CostGuardException">Whatever is not answered with 200 throws.</exception>
    public async Task<AzurePage> AskAsync(string what, Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        for (bool renewed = false; ; renewed = true)
        {
            HttpPipeline pipeline = _pipeline ??= open();
            using HttpMessage message = pipeline.CreateMessage();
            message.Request.Method = body is null ? RequestMethod.Get : RequestMethod.Post;
            message.Request.Uri.Reset(PlainLoopback.Addressed(address));
            message.Request.Headers.SetValue("Accept", "application/json");
            if (body is not null)
            {
                message.Request.Headers.SetValue("Content-Type", "application/json");
                message.Request.Content = RequestContent.Create(body);
            }

            try
            {
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (AzureRefusals.Of(what, failure, cancellationToken) is { } told)
            {
                throw told;
            }

            Response answer = message.Response;
            if (answer.Status == 200) return Page(answer);
            if (answer.Status != 401 || renewed) throw refusal?.Invoke(what, answer) ?? RefusalOf(what, answer);
            _pipeline = null;
        }
    }

    private static AzurePage Page(Response answer)
    {
        int? left = answer.Headers.TryGetValue("x-ms-user-quota-remaining", out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        TimeSpan reset = answer.Headers.TryGetValue("x-ms-user-quota-resets-after", out string? wait) && TimeSpan.TryParseExact(wait, "c", CultureInfo.InvariantCulture, out TimeSpan span) ? span : TimeSpan.Zero;
        return new AzurePage(answer.Content.ToArray(), left, reset);
    }

    private static CostGuardException RefusalOf(string what, Response answer)
    {
        (string code, string message) = AzureRefusals.Words(answer);
        string told = string.Create(CultureInfo.InvariantCulture, $"{what}: {answer.Status} {code}: {message}");
        return answer.Status switch
        {
            401 or 403 => new CostGuardException(4, AzureUsageErrors.NoAccess.At(told)),
            429 => new CostGuardException(1, AzureUsageErrors.Throttled.At(told)),
            >= 400 and < 500 and not 408 => new CostGuardException(2, AzureUsageErrors.Refused.At(told)),
            _ => new CostGuardException(1, CollectErrors.Unreachable.At(told)),
        };
    }
}
