using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>Azure Resource Graph: <c>POST /providers/Microsoft.ResourceGraph/resources</c>, page after page by <c>$skipToken</c>, within the quota that each answer tells.</summary>
/// <param name="endpoint">Azure Resource Manager.</param>
/// <param name="calls">Makes the calls.</param>
/// <param name="scope">What is looked at.</param>
/// <param name="clock">For waits.</param>
internal sealed class ResourceGraphClient(Uri endpoint, AzureCalls calls, AzureUsageScope scope, TimeProvider clock)
{
    private const string ApiVersion = "2022-10-01", What = "Resource Graph";
    private const int PageRows = 1_000;

    private TimeSpan _wait;

    /// <summary>Resources of some types, ordered by id. A row is readable until the next is asked for.</summary>
    /// <exception cref="CostGuardException">A page cannot be had: no row is missing silently.</exception>
    public async IAsyncEnumerable<ResourceGraphRow> ResourcesAsync(IReadOnlyList<string> types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The order is what makes pages hold still; without the id there are none.
        string query = $"resources | where type in~ ({string.Join(", ", types.Select(type => $"'{type}'"))}) | project id, type, location, subscriptionId, tags, sku, kind, plan, managedBy, properties | order by id asc";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            using JsonDocument page = await PageAsync(query, token, cancellationToken).ConfigureAwait(false);
            foreach (JsonElement row in Rows(page.RootElement))
            {
                var resource = new ResourceGraphRow(row);
                if (!scope.Leaves(resource.Id)) yield return resource;
            }

            token = NextOf(page.RootElement);
            if (token is not null && !seen.Add(token)) throw new CostGuardException(1, AzureUsageErrors.Incomplete.At($"{What}: the next page is one that was read already."));
        }
        while (token is not null);
    }

    private async Task<JsonDocument> PageAsync(string query, string? token, CancellationToken cancellationToken)
    {
        if (_wait > TimeSpan.Zero) await Task.Delay(_wait, clock, cancellationToken).ConfigureAwait(false);
        AzurePage answer = await calls.AskAsync(What, new Uri(endpoint, $"/providers/Microsoft.ResourceGraph/resources?api-version={ApiVersion}"), Body(query, token), cancellationToken).ConfigureAwait(false);
        // Asking on with nothing left would only be throttled, and each refused question counts.
        _wait = answer.QuotaLeft is 0 ? answer.QuotaReset : TimeSpan.Zero;
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException broken)
        {
            throw Unreadable(broken.Message);
        }
    }

    private byte[] Body(string query, string? token)
    {
        var options = new JsonObject { ["$top"] = PageRows, ["resultFormat"] = "objectArray" };
        if (token is not null) options["$skipToken"] = token;
        var body = new JsonObject { ["query"] = query, ["options"] = options };
        if (scope.Subscriptions.Count > 0) body["subscriptions"] = new JsonArray([.. scope.Subscriptions.Select(one => (JsonNode)one)]);
        if (scope.Group is { } group) body["managementGroups"] = new JsonArray(group);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static JsonElement[] Rows(JsonElement page) => page.ValueKind == JsonValueKind.Object && page.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
        ? [.. data.EnumerateArray()] : throw Unreadable("there is no table 'data'");

    private static string? NextOf(JsonElement page)
    {
        string? token = page.TryGetProperty("$skipToken", out JsonElement next) && next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 } text ? text : null;
        bool truncated = page.TryGetProperty("resultTruncated", out JsonElement said) && said.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return token is null && truncated ? throw new CostGuardException(1, AzureUsageErrors.Incomplete.At($"{What}: there are more rows and no next page.")) : token;
    }

    private static CostGuardException Unreadable(string why) => new(1, AzureUsageErrors.Unreadable.At($"{What}: {why}"));
}
