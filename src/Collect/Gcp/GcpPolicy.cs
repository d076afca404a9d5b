using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Gcp;

/// <summary>The rights on a bucket of Google Cloud: list and read, by the HMAC key of a service account.</summary>
internal sealed class GcpPolicy : IAccessPolicy
{
    public string Provider => "gcp";

    public IReadOnlyList<string> Extras { get; } = [];

    public string Text(Connection? connection, IReadOnlySet<string> extras)
    {
        string export = connection?.Source.GetValueOrDefault("export") ?? "gs://YOUR-BUCKET/YOUR/PREFIX";
        string bucket = export.StartsWith(GcsStores.Scheme, StringComparison.Ordinal) ? GcsStores.Scheme + export[GcsStores.Scheme.Length..].Split('/')[0] : "gs://YOUR-BUCKET";
        string quoted = "'" + bucket.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return $"gcloud storage buckets add-iam-policy-binding {quoted} --member=serviceAccount:COSTGUARD@PROJECT.iam.gserviceaccount.com --role=roles/storage.objectViewer\n"
            + "gcloud storage hmac create COSTGUARD@PROJECT.iam.gserviceaccount.com";
    }

    public IReadOnlyList<string> Reasons(IReadOnlySet<string> extras) =>
    [
        "The service account lists the bucket and reads its objects (roles/storage.objectViewer). The second line makes the key that CostGuard signs with: 'auth' of the connection.",
        "Never asked: writing or removing objects, BigQuery, billing accounts, other buckets.",
    ];
}
