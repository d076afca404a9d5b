using Amazon.Runtime;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>
/// What AWS itself says of the Data Export that writes into the connection's place (tier B of the policy): an export turns unhealthy before the data goes stale. Reads of
/// this service are free. Legacy reports are not in it.
/// </summary>
internal sealed class AwsExportHealth(ISecrets secrets)
{
    private const int ExportsMax = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>The link "health"; skipped where the identity may not ask or the export belongs to another account.</summary>
    public async Task<CheckResult> ExamineAsync(Connection connection, AWSCredentials credentials, CancellationToken cancellationToken)
    {
        (string bucket, string prefix) = S3Stores.PlaceOf(connection);
        string? other = connection.Auth.TryGetValue("exportsEndpoint", out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text ? text : null;
        AwsPartition partition = AwsPartition.OfRegion(S3Stores.RegionOf(connection).SystemName);
        // A store that only speaks S3 has no such service, and its keys are nothing to send to Amazon; nor is it in partitions of their own.
        if (other is null && (connection.Source.ContainsKey("endpoint") || partition.Name != "aws")) return Skipped("no such service here");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var config = new AwsJsonConfig(AwsJsonService.DataExports, partition, SettingAddress.Of(other ?? "https://bcm-data-exports.us-east-1.api.aws", "auth.exportsEndpoint", connection)) { MaxErrorRetry = 1, Timeout = Patience };
        using var client = new AwsJsonClient(AwsJsonService.DataExports, config, credentials, (_, _) => Task.CompletedTask, Task.Delay);
        try
        {
            return await FindAsync(client, bucket, prefix, patience.Token).ConfigureAwait(false) is { } export ? Told(export) : Skipped($"no Data Export of this account writes into s3://{bucket}/{prefix}: a legacy report, or one of another account");
        }
        catch (CostGuardException refused)
        {
            return Skipped(refused.Problem.Code == CostExplorerErrors.Denied.Code ? "not permitted: tier B of 'costguard connection policy'" : refused.Problem.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Skipped("no answer in time");
        }
    }

    private static async Task<GetExportResponse?> FindAsync(AwsJsonClient client, string bucket, string prefix, CancellationToken cancellationToken)
    {
        var pages = new PageTokens("BCM Data Exports ListExports");
        int looked = 0;
        do
        {
            ListExportsResponse page = (await client.CallAsync<ListExportsResponse>("ListExports", new ListExportsRequest { NextToken = pages.Current }, cancellationToken).ConfigureAwait(false)).Value;
            pages.Take(page.NextToken);
            foreach (ExportReference reference in page.Exports ?? [])
            {
                if (++looked > ExportsMax) return null;
                GetExportResponse one = (await client.CallAsync<GetExportResponse>("GetExport", new GetExportRequest(reference.ExportArn), cancellationToken).ConfigureAwait(false)).Value;
                if (one.Export?.DestinationConfigurations?.S3Destination is { } place && place.S3Bucket == bucket && Overlaps(place.S3Prefix ?? "", one.Export.Name ?? "", prefix)) return one;
            }
        }
        while (pages.Current is not null);
        return null;
    }

    // An export writes to PREFIX/NAME/; the connection may point at it, above it or into it.
    private static bool Overlaps(string exportPrefix, string name, string prefix)
    {
        string own = $"{exportPrefix.Trim('/')}/{name}/".TrimStart('/'), asked = prefix.Trim('/') + "/";
        return asked == "/" || own.StartsWith(asked, StringComparison.Ordinal) || asked.StartsWith(own, StringComparison.Ordinal);
    }

    private static CheckResult Told(GetExportResponse one)
    {
        ExportStatus? status = one.ExportStatus;
        S3OutputConfigurations? output = one.Export!.DestinationConfigurations!.S3Destination!.S3OutputConfigurations;
        string refreshed = status?.LastRefreshedAt is { } at ? $", refreshed {at}" : "";
        string finding = $"\"{one.Export.Name}\", {status?.StatusCode}, {output?.Format}, {output?.Overwrite}{refreshed}";
        if (status?.StatusCode != "UNHEALTHY") return new CheckResult("health", CheckState.Ok, finding);
        (string cause, string fix) = status.StatusReason switch
        {
            "INSUFFICIENT_PERMISSION" => ("AWS may not write into the bucket any more", "let bcm-data-exports.amazonaws.com and billingreports.amazonaws.com write in the bucket's policy"),
            "BILL_OWNER_CHANGED" => ("the account's bill belongs to another organisation now", "make the export anew in the account that pays"),
            "DEPRECATED" => ("the export's table is not served any more", "make the export anew with a current table"),
            _ => ("AWS failed inside", "wait a day, then ask AWS support"),
        };
        return new CheckResult("health", CheckState.Warning, $"{finding}, {status.StatusReason}") { Cause = cause, Not = "the rights of CostGuard, which reads what is there", Fix = fix };
    }

    private static CheckResult Skipped(string why) => new("health", CheckState.Skipped, why);
}
