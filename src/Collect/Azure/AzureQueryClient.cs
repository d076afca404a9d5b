using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>Cost Management's query: <c>POST {scope}/providers/Microsoft.CostManagement/query</c>, page after page.</summary>
/// <param name="endpoint">Azure Resource Manager.</param>
/// <param name="open">Gives a pipeline with a new token.</param>
internal sealed class AzureQueryClient(Uri endpoint, Func<HttpPipeline> open)
{
    private const string ApiVersion = "2025-03-01";

    private HttpPipeline? _pipeline;

    /// <summary>Answers as they came. A scope without any costs may give none.</summary>
    /// <exception cref="CostGuardException">No page is missing silently: whatever is not answered throws.</exception>
    public async IAsyncEnumerable<byte[]> QueryAsync(AzureScope scope, byte[] body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Uri? next = new(endpoint, $"/{scope.Path}/providers/Microsoft.CostManagement/query?api-version={ApiVersion}");
        while (next is not null)
        {
            if (!seen.Add(next.AbsoluteUri)) throw new CostGuardException(1, AzureQueryErrors.PageLoop.At($"{scope.Path}: page {seen.Count + 1} names a page that was read already."));
            byte[]? page = await PostAsync(scope.Path, next, body, cancellationToken).ConfigureAwait(false);
            if (page is null) yield break;
            next = NextOf(page, scope.Path);
            yield return page;
        }
    }

    // The next page is asked for at exactly the address that the answer names, with the first body: another method or body gives another answer.
    private async Task<byte[]?> PostAsync(string what, Uri address, byte[] body, CancellationToken cancellationToken)
    {
        for (bool renewed = false; ; renewed = true)
        {
            HttpPipeline pipeline = _pipeline ??= open();
            using HttpMessage message = pipeline.CreateMessage();
            message.Request.Method = RequestMethod.Post;
            message.Request.Uri.Reset(PlainLoopback.Addressed(address));
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Headers.SetValue("Accept", "application/json");

            // Callers that name no type share one quota.
            message.Request.Headers.SetValue("ClientType", "CostGuard");
            message.Request.Content = RequestContent.Create(body);
            try
            {
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (AzureRefusals.Of(what, failure, cancellationToken) is { } told)
            {
                throw told;
            }

            if (message.Response.Status == 200) return message.Response.Content.ToArray();
            if (message.Response.Status == 204) return null;
            if (message.Response.Status != 401 || renewed) throw AzureRefusals.Of(what, message.Response);
            _pipeline = null;
        }
    }

    private Uri? NextOf(byte[] page, string what)
    {
        string? link;
        try
        {
            using JsonDocument json = JsonDocument.Parse(page);
            link = json.RootElement.GetProperty("properties").TryGetProperty("nextLink", out JsonElement next) ? next.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CostGuardException(1, AzureQueryErrors.Unreadable.At($"{what}: {wrong.Message}"), inner: wrong);
        }

        if (string.IsNullOrEmpty(link)) return null;

        // The token goes where it belongs and nowhere else.
        return Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && Uri.Compare(address, endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? address
            : throw new CostGuardException(1, AzureQueryErrors.Unreadable.At($"{what}: the next page is at another place than {endpoint.Authority}."));
    }
}
