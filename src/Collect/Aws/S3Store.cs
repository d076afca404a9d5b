using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using CostGuard.Collect.Exports;

namespace CostGuard.Collect.Aws;

/// <summary>Objects of an S3 bucket below a prefix.</summary>
internal sealed class S3Store(IAmazonS3 client, string bucket, string prefix, string scheme = S3Stores.Scheme) : IObjectStore
{
    public string Place => $"{scheme}{bucket}/{prefix}";

    public async IAsyncEnumerable<ExportObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IListObjectsV2Paginator pages = client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix });
        await foreach (S3Object entry in pages.S3Objects.WithCancellation(cancellationToken))
        {
            // "Folders" that the console makes are empty objects with a '/' at the end.
            if (entry.Key.EndsWith('/')) continue;
            yield return new ExportObject(entry.Key, entry.Size ?? 0, entry.LastModified ?? DateTime.UnixEpoch) { Version = entry.ETag };
        }
    }

    public async Task<Stream> OpenAsync(ExportObject entry, CancellationToken cancellationToken)
    {
        // If-Match: a delivery that overwrites the object between listing and reading is a new state, not a mixture.
        GetObjectResponse answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = entry.Key, EtagToMatch = entry.Version }, cancellationToken);
        return answer.ResponseStream;
    }

    public void Dispose() => client.Dispose();
}
