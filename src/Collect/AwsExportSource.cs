using System.Runtime.CompilerServices;
using Amazon.Runtime;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Billing exports on S3: FOCUS, CUR 2.0 and legacy CUR. Settings: <c>export</c> (s3://bucket/prefix), <c>region</c> (default us-east-1),
/// <c>endpoint</c> for stores that speak S3. Least rights: list the prefix, get its objects.
/// </summary>
internal sealed class AwsExportSource(ISecrets secrets) : ICostSource
{
    public string Key => "aws-export";

    public string Provider => "aws";

    public bool Reads(Connection connection) => connection.Source.ContainsKey("export");

    public CallEstimate Estimate(CollectRequest request) => new(0, 0, "listing and objects of a bucket, fractions of a cent");

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IObjectStore store = await new S3Stores(secrets).OpenAsync(request.Connection, cancellationToken);
        await using IAsyncEnumerator<CollectUnit> units = new StoredExport(store, request).CollectAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(units, store, request.Connection)) yield return units.Current;
    }

    // The SDK has retried what can be retried: what still fails is told as what it is, and nothing of this unit is stored.
    private static async Task<bool> NextAsync(IAsyncEnumerator<CollectUnit> units, IObjectStore store, Connection connection)
    {
        try
        {
            return await units.MoveNextAsync();
        }
        catch (AmazonServiceException refused)
        {
            bool denied = refused.StatusCode is System.Net.HttpStatusCode.Forbidden or System.Net.HttpStatusCode.Unauthorized;
            throw new CostGuardException(
                denied ? 4 : 1,
                (denied ? CollectErrors.Denied : CollectErrors.Unreachable).At($"{store.Place}: {refused.ErrorCode}: {refused.Message}", Where(connection)),
                inner: refused);
        }
        catch (AmazonClientException away)
        {
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: {away.Message}", Where(connection)), inner: away);
        }
    }

    private static string Where(Connection connection) => $"connections/{connection.Name}.yaml";
}
