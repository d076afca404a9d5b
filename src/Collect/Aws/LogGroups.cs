using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

internal sealed record DescribeLogGroupsRequest(
    [property: System.Text.Json.Serialization.JsonPropertyName("nextToken")] string? NextToken);

internal sealed record DescribeLogGroupsResponse
{
    [System.Text.Json.Serialization.JsonPropertyName("logGroups")]
    public IReadOnlyList<LogGroup>? LogGroups { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("nextToken")]
    public string? NextToken { get; init; }
}

internal sealed record LogGroup
{
    [System.Text.Json.Serialization.JsonPropertyName("logGroupName")]
    public string? Name { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("arn")]
    public string? Arn { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("creationTime")]
    public long? CreationTime { get; init; }

    /// <summary>Absent where logs are kept for ever.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("retentionInDays")]
    public int? RetentionInDays { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("storedBytes")]
    public long? StoredBytes { get; init; }
}

/// <summary>Log groups of CloudWatch Logs. How much they stored on which day the service does not tell, only how much there is now.</summary>
internal static class LogGroups
{
    private const decimal BytesInGiB = 1024m * 1024 * 1024;

    public static async Task<IReadOnlyList<CloudResource>> ReadAsync(AwsPlace place, CancellationToken cancellationToken)
    {
        using AwsJsonClient client = place.Open(AwsJsonService.Logs);
        var pages = new PageTokens($"CloudWatch Logs DescribeLogGroups in {place.Region}");
        var groups = new List<CloudResource>();
        do
        {
            DescribeLogGroupsResponse page = (await client.CallAsync<DescribeLogGroupsResponse>("DescribeLogGroups", new DescribeLogGroupsRequest(pages.Current), cancellationToken).ConfigureAwait(false)).Value;
            groups.AddRange((page.LogGroups ?? []).Select(group => Of(group, place)));
            pages.Take(page.NextToken);
        }
        while (pages.Current is not null);
        return groups;
    }

    private static CloudResource Of(LogGroup group, AwsPlace place) => new()
    {
        // The bill has no ":*" at the end.
        Id = group.Arn is { } arn ? arn.EndsWith(":*", StringComparison.Ordinal) ? arn[..^2] : arn : $"arn:{place.Partition}:logs:{place.Region}:{place.Account}:log-group:{group.Name}",
        Provider = "aws",
        Kind = ResourceKind.LogGroup,
        Account = place.Account,
        Region = place.Region,
        Created = group.CreationTime is { } at ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime) : null,
        RetentionDays = group.RetentionInDays ?? 0,
        SizeGb = group.StoredBytes / BytesInGiB,
        // They would be a question for each group.
        AreTagsKnown = false,
    };
}
