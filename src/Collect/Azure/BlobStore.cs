using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CostGuard.Collect.Exports;

namespace CostGuard.Collect.Azure;

/// <summary>Blobs of a container below a prefix.</summary>
internal sealed class BlobStore(BlobContainerClient container, string prefix) : IObjectStore
{
    public string Place => $"{container.Uri}/{prefix}";

    public async IAsyncEnumerable<ExportObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem entry in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            // Accounts with a hierarchical namespace list folders as empty blobs.
            if (entry.Properties.ContentLength is not { } bytes || (bytes == 0 && !Path.HasExtension(entry.Name))) continue;
            yield return new ExportObject(entry.Name, bytes, entry.Properties.LastModified ?? DateTimeOffset.UnixEpoch) { Version = entry.Properties.ETag?.ToString() };
        }
    }

    public async Task<Stream> OpenAsync(ExportObject entry, CancellationToken cancellationToken)
    {
        // If-Match: a delivery that overwrites the blob between listing and reading is a new state, not a mixture.
        var conditions = new BlobRequestConditions { IfMatch = entry.Version is { } version ? new ETag(version) : null };
        Response<BlobDownloadStreamingResult> answer =
            await container.GetBlobClient(entry.Key).DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken);
        return answer.Value.Content;
    }

    public void Dispose()
    {
        // The client holds nothing of its own: its pipeline is shared.
    }
}
