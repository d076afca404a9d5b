using System.Globalization;
using System.Text.Json;
using Azure;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>Azure's billing API: <c>GET …/invoices</c>, page after page. The calls are free.</summary>
/// <param name="endpoint">Azure Resource Manager.</param>
/// <param name="calls">Makes them.</param>
internal sealed class BillingInvoicesClient(Uri endpoint, AzureCalls calls)
{
    private const string ApiVersion = "2024-04-01";

    /// <summary>Invoices whose period touches the days, as they came.</summary>
    /// <exception cref="CostGuardException">No page is missing silently: whatever is not answered throws.</exception>
    public Task<IReadOnlyList<JsonElement>> AllAsync(AzureInvoicePlace place, DateOnly first, DateOnly last, CancellationToken cancellationToken) => PagesAsync(
        place.Path, string.Create(CultureInfo.InvariantCulture, $"/{place.Path}?api-version={ApiVersion}&periodStartDate={first:yyyy-MM-dd}&periodEndDate={last:yyyy-MM-dd}"), cancellationToken);

    /// <summary>Names of the billing accounts that the identity sees.</summary>
    public async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken) =>
        [.. (await PagesAsync("billing accounts", $"/providers/Microsoft.Billing/billingAccounts?api-version={ApiVersion}", cancellationToken).ConfigureAwait(false))
            .Select(account => account.TryGetProperty("name", out JsonElement name) ? name.GetString() : null).OfType<string>()];

    /// <summary>What a refusal means.</summary>
    public static CostGuardException Refusal(string what, Response answer)
    {
        (string code, string message) = AzureRefusals.Words(answer);
        string told = string.Create(CultureInfo.InvariantCulture, $"{what}: {answer.Status} {code}: {message}");
        return answer.Status switch
        {
            401 or 403 => new CostGuardException(4, InvoiceErrors.NoAccess.At(told)),
            400 or 404 or 405 or 409 or 422 => new CostGuardException(2, InvoiceErrors.NotServed.At(told)),
            429 => new CostGuardException(1, InvoiceErrors.Failed.At(told)),
            >= 400 and < 500 and not 408 => new CostGuardException(2, InvoiceErrors.Failed.At(told)),
            _ => new CostGuardException(1, CollectErrors.Unreachable.At(told)),
        };
    }

    private async Task<IReadOnlyList<JsonElement>> PagesAsync(string what, string path, CancellationToken cancellationToken)
    {
        var all = new List<JsonElement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (Uri? next = new(endpoint, path); next is not null;)
        {
            if (!seen.Add(next.AbsoluteUri)) throw Unreadable(what, "a page names one that was read already");
            byte[] body = (await calls.AskAsync(what, next, null, cancellationToken).ConfigureAwait(false)).Body;
            try
            {
                using JsonDocument page = JsonDocument.Parse(body);
                foreach (JsonElement each in page.RootElement.GetProperty("value").EnumerateArray()) all.Add(each.Clone());
                next = Next(page.RootElement, what);
            }
            catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw Unreadable(what, AzureRefusals.FirstLine(wrong));
            }
        }

        return all;
    }

    private Uri? Next(JsonElement page, string what)
    {
        string? link = page.TryGetProperty("nextLink", out JsonElement next) ? next.GetString() : null;
        if (string.IsNullOrEmpty(link)) return null;

        // The token goes where it belongs and nowhere else.
        return Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && Uri.Compare(address, endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? address
            : throw Unreadable(what, $"the next page is at another place than {endpoint.Authority}");
    }

    private static CostGuardException Unreadable(string what, string why) => new(1, InvoiceErrors.Failed.At($"{what}: {why}."));
}
