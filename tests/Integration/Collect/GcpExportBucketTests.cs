using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CostGuard.Core.Values;
using CostGuard.Integration.Emulators;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>Billing exports of Google Cloud in a bucket of a real store that speaks S3, read by the built program, against truths computed without it.</summary>
public sealed class GcpExportBucketTests
{
    private const string Bucket = "acme-gcp";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collect_CsvAndJsonLines_TotalsAreTheTruths()
    {
        await using Emulator store = await Emulator.S3Async(Bucket, Stop);
        using AmazonS3Client client = new(
            new BasicAWSCredentials("S3RVER", "S3RVER"),
            new AmazonS3Config { ServiceURL = store.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED });
        using var home = new ExportHome(
            $$"""
              provider: gcp
              source: { export: "gs://{{Bucket}}/billing", endpoint: "{{store.Endpoint}}" }
              auth: { accessKeyId: S3RVER, secretAccessKey: S3RVER }

            """);
        await PutAsync(client, "billing/202608/000000000000.csv.gz", "gcp-standard-2026-08.csv.gz");
        await PutAsync(client, "billing/202609/000000000000.jsonl.gz", "gcp-detailed-2026-09.jsonl.gz");

        CostGuardProgram.Ok(home.Path, "collect");

        foreach (string month in (string[])["202608", "202609"])
            Assert.Equal(Net("gcp_synthetic_standard_2026-08.json", month) + Net("gcp_synthetic_detailed_2026-09.json", month), ExactSum.Parse(home.Billed($"{month[..4]}-{month[4..]}")));
        Assert.Contains("unchanged", CostGuardProgram.Run(home.Path, "collect").Error, StringComparison.Ordinal);
        Assert.Empty(home.Leftovers);
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client client, string key, string file) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, FilePath = SharedFolder.Path("data", "gcp", "synthetic", file), UseChunkEncoding = false }, Stop);

    // Rows of a file of days may be on two invoices.
    private static ExactSum Net(string truth, string month) =>
        JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", truth))).RootElement.GetProperty("by").GetProperty("invoice.month").TryGetProperty(month, out JsonElement group)
            ? ExactSum.Parse(group.GetProperty("net").GetString()!)
            : ExactSum.Zero;
}
