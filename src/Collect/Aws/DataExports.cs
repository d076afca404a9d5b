using System.Text.Json.Serialization;

namespace CostGuard.Collect.Aws;

internal sealed record ListExportsRequest
{
    public string? NextToken { get; init; }
}

internal sealed record ListExportsResponse
{
    public IReadOnlyList<ExportReference>? Exports { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ExportReference(string ExportArn);

internal sealed record GetExportRequest(string ExportArn);

internal sealed record GetExportResponse(DataExport? Export, ExportStatus? ExportStatus);

internal sealed record DataExport(string? Name, DestinationConfigurations? DestinationConfigurations);

internal sealed record DestinationConfigurations(S3Destination? S3Destination);

internal sealed record S3Destination(string? S3Bucket, string? S3Prefix, S3OutputConfigurations? S3OutputConfigurations);

internal sealed record S3OutputConfigurations(string? Format, string? Overwrite);

internal sealed record ExportStatus
{
    /// <summary>HEALTHY or UNHEALTHY.</summary>
    public string? StatusCode { get; init; }

    public string? StatusReason { get; init; }

    /// <summary>As it came: a text with date and time, or seconds since 1970.</summary>
    [JsonConverter(typeof(NumberText))]
    public string? LastRefreshedAt { get; init; }
}
