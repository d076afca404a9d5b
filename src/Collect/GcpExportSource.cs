using System.Runtime.CompilerServices;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Collect.Gcp;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Google Cloud billing exports that BigQuery wrote to Cloud Storage as CSV, JSON lines or Parquet, or FOCUS files. Settings: <c>export</c> (gs://bucket/prefix),
/// <c>endpoint</c> for stores that speak S3, <c>dated: parts</c> where each day has rows of its own (<see cref="DatedRuns"/>); <c>auth</c> is an HMAC key (<c>accessKeyId</c>, <c>secretAccessKey</c>). Rows belong to the month of their invoice, whatever the file.
/// </summary>
internal sealed class GcpExportSource(ISecrets secrets, EndpointBreakers breakers) : ICostSource
{
    public string Key => "gcp-export";

    public string Provider => "gcp";

    public bool Reads(Connection connection) => connection.Source.ContainsKey("export");

    public CallEstimate Estimate(CollectRequest request) => new(0, 0, "listing and objects of a bucket, fractions of a cent");

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IObjectStore store = new GcsStores(secrets, breakers).Open(request.Connection);
        await foreach (CollectUnit unit in S3Units.CollectAsync(store, request, cancellationToken, DatedRuns.Check)) yield return unit;
    }
}
