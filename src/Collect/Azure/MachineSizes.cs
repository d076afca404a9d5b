using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>The memory of machine sizes, by <c>Microsoft.Compute/locations/{region}/vmSizes</c>: Azure Monitor tells free bytes and not of how many.</summary>
internal static class MachineSizes
{
    private const string ApiVersion = "2024-07-01";
    private const double BytesInMib = 1_048_576;

    /// <summary>Adds a region's sizes; false where the identity may not ask, or the answer is none.</summary>
    /// <param name="calls">Makes the call.</param>
    /// <param name="endpoint">Resource Manager.</param>
    /// <param name="subscription">Through which it is asked.</param>
    /// <param name="region">Lower case.</param>
    /// <param name="memory">Bytes by region and size, lower case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<bool> ReadAsync(AzureCalls calls, Uri endpoint, string subscription, string region, Dictionary<(string Region, string Size), double> memory, CancellationToken cancellationToken)
    {
        try
        {
            AzurePage page = await calls.AskAsync(
                $"Machine sizes of {region}", new Uri(endpoint, $"/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{region}/vmSizes?api-version={ApiVersion}"), null, cancellationToken).ConfigureAwait(false);
            using JsonDocument json = JsonDocument.Parse(page.Body);
            foreach (JsonElement size in json.RootElement.GetProperty("value").EnumerateArray())
                memory[(region, size.GetProperty("name").GetString()!.ToLowerInvariant())] = size.GetProperty("memoryInMB").GetDouble() * BytesInMib;
            return true;
        }
        catch (Exception unknown) when (unknown is JsonException or KeyNotFoundException or InvalidOperationException
            || (unknown is CostGuardException refusal && (refusal.Problem.Code == AzureUsageErrors.NoAccess.Code || refusal.Problem.Code == AzureUsageErrors.Refused.Code)))
        {
            return false;
        }
    }
}
