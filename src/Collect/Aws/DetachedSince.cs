using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

internal sealed record LookupEventsRequest
{
    public required IReadOnlyList<LookupAttribute> LookupAttributes { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long StartTime { get; init; }

    public int MaxResults { get; init; } = 50;

    public string? NextToken { get; init; }
}

internal sealed record LookupAttribute(string AttributeKey, string AttributeValue);

internal sealed record LookupEventsResponse
{
    public IReadOnlyList<TrailEvent>? Events { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record TrailEvent
{
    /// <summary>Seconds since 1970.</summary>
    public double? EventTime { get; init; }

    public IReadOnlyList<TrailResource>? Resources { get; init; }

    /// <summary>The whole event as JSON text.</summary>
    public string? CloudTrailEvent { get; init; }
}

internal sealed record TrailResource
{
    public string? ResourceName { get; init; }
}

/// <summary>
/// Since when disks and addresses have belonged to nothing: EC2 does not say, CloudTrail's history of 90 days does (free; two questions a second). Without an event, or the right to ask,
/// it is since the first collection that saw it.
/// </summary>
internal static class DetachedSince
{
    private const int DaysBack = 90, PagesMax = 40;

    public static async Task<IReadOnlyList<CloudResource>> FillAsync(AwsPlace place, DateTimeOffset asOf, IReadOnlyList<CloudResource> resources, CancellationToken cancellationToken)
    {
        if (!resources.Any(resource => resource.AttachedTo is "")) return resources;
        Dictionary<string, DateOnly> since;
        try
        {
            since = await EventsAsync(place, resources[0].Kind == ResourceKind.Disk ? "DetachVolume" : "DisassociateAddress", asOf, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException)
        {
            // What it tells is a help. The inventory is whole without it.
            return resources;
        }

        return [.. resources.Select(resource => resource.AttachedTo is "" && since.TryGetValue(resource.Id, out DateOnly day) ? resource with { StateSince = day } : resource)];
    }

    private static async Task<Dictionary<string, DateOnly>> EventsAsync(AwsPlace place, string name, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        using AwsJsonClient client = place.Open(AwsJsonService.CloudTrail);
        var since = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var pages = new PageTokens($"CloudTrail LookupEvents in {place.Region}");
        for (int page = 0; page < PagesMax; page++)
        {
            LookupEventsResponse answer = (await client.CallAsync<LookupEventsResponse>("LookupEvents", new LookupEventsRequest
            {
                LookupAttributes = [new LookupAttribute("EventName", name)],
                StartTime = asOf.AddDays(-DaysBack).ToUnixTimeSeconds(),
                NextToken = pages.Current,
            }, cancellationToken).ConfigureAwait(false)).Value;
            foreach (TrailEvent one in answer.Events ?? [])
            {
                if (one.EventTime is not { } at) continue;
                DateOnly day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)at).UtcDateTime);
                foreach (string id in Ids(one))
                {
                    if (!since.TryGetValue(id, out DateOnly known) || known < day) since[id] = day;
                }
            }

            pages.Take(answer.NextToken);
            if (pages.Current is null) break;
        }

        return since;
    }

    // An address may stand in the request alone.
    private static IEnumerable<string> Ids(TrailEvent one)
    {
        foreach (string? id in (one.Resources ?? []).Select(resource => resource.ResourceName))
        {
            if (id is not null) yield return id;
        }

        foreach (string key in (string[])["allocationId", "publicIp"])
        {
            if (Asked(one.CloudTrailEvent, key) is { } id) yield return id;
        }
    }

    private static string? Asked(string? text, string key)
    {
        if (text is null) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("requestParameters", out JsonElement asked) && asked.ValueKind == JsonValueKind.Object && asked.TryGetProperty(key, out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
