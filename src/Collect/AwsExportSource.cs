using System.Runtime.CompilerServices;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Billing exports on S3: FOCUS, CUR 2.0 and legacy CUR. Settings: <c>export</c> (s3://bucket/prefix), <c>region</c> (default us-east-1),
/// <c>endpoint</c> for stores that speak S3. Least rights: list the prefix, get its objects.
/// </summary>
internal sealed class AwsExportSource(ISecrets secrets, EndpointBreakers breakers) : ICostSource
{
    public string Key => "aws-export";

    public string Provider => "aws";

    public bool Reads(Connection connection) => connection.Source.ContainsKey("export");

    public CallEstimate Estimate(CollectRequest request) => new(0, 0, "listing and objects of a bucket, fractions of a cent");

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IObjectStore store = await new S3Stores(secrets, breakers).OpenAsync(request.Connection, cancellationToken);
        await foreach (CollectUnit unit in S3Units.CollectAsync(store, request, cancellationToken)) yield return unit;
    }
}
