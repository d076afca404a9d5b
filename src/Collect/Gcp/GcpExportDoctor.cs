using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Gcp;

/// <summary>From the settings to the newest file: settings, then the links of any export.</summary>
internal sealed class GcpExportDoctor(ISecrets secrets, ExportDoctor export) : IConnectionDoctor
{
    public string Key => "gcp-export";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult settings, S3Store? opened) = Open(connection);
        yield return settings;
        int seen = 0;
        if (opened is not null)
        {
            using S3Store store = opened;
            await foreach (CheckResult result in export.ExamineAsync(store, connection, Told, cancellationToken, files => Together(files, connection)))
            {
                seen++;
                yield return result;
            }
        }

        foreach (string link in ExportDoctor.Links.Skip(seen)) yield return new CheckResult(link, CheckState.Skipped, "skipped");
    }

    private (CheckResult Result, S3Store? Store) Open(Connection connection)
    {
        try
        {
            S3Store store = new GcsStores(secrets).Open(connection);
            return (new CheckResult("settings", CheckState.Ok, $"{store.Place} with an HMAC key"), store);
        }
        catch (CostGuardException refusal)
        {
            return (new CheckResult("settings", CheckState.Failed, refusal.Problem.Message) { Code = refusal.Problem.Code, Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix }, null);
        }
    }

    private static CheckResult Together(IReadOnlyList<ExportObject> files, Connection connection)
    {
        DatedRuns.Check(files, connection);
        return new CheckResult("manifest", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"Google's exports have none: all {files.Count} files below the prefix are added up"));
    }

    private static CheckResult? Told(string name, Exception failure)
    {
        if (failure is not AmazonServiceException refused)
            return failure is AmazonClientException away ? new CheckResult(name, CheckState.Failed, away.Message) { Cause = "the store cannot be reached from here", Fix = "check network and proxy", Code = CollectErrors.Unreachable.Code } : null;
        int status = (int)refused.StatusCode;
        var result = new CheckResult(name, CheckState.Failed, $"{status.ToString(CultureInfo.InvariantCulture)} {refused.ErrorCode}: {refused.Message}") { Code = status is 401 or 403 ? CollectErrors.Denied.Code : CollectErrors.Unreachable.Code };
        return (status, refused.ErrorCode) switch
        {
            (_, "NoSuchBucket") => result with { Cause = "there is no such bucket", Fix = "correct 'export' in the connection's file" },
            (_, "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "InvalidSecurity") => result with { Cause = "the HMAC key is wrong, deactivated or deleted", Not = "a missing role on the bucket", Fix = "make a key: gcloud storage hmac create SERVICE-ACCOUNT" },
            (401 or 403, _) => result with { Cause = "the service account of the HMAC key may not read the bucket", Fix = "grant roles/storage.objectViewer on the bucket" },
            _ => result with { Cause = "the store answers with an error", Fix = "run it again later" },
        };
    }
}
