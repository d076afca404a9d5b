using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CostGuard.Integration.Emulators;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>An export in a bucket of a real S3 server, read by the built program.</summary>
public sealed class AwsExportSourceTests
{
    private const string Bucket = "acme-billing";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collect_DeliveriesOfTwoMonths_ManifestDecidesAndUnchangedIsNotReadAgain()
    {
        await using Emulator s3 = await Emulator.S3Async(Bucket, Stop);
        using AmazonS3Client client = Client(s3);
        using var home = new ExportHome(
            $$"""
              provider: aws
              source: { export: "s3://{{Bucket}}/focus/acme", region: us-east-1, endpoint: "{{s3.Endpoint}}" }
              auth: { accessKeyId: S3RVER, secretAccessKey: S3RVER }

            """);
        await DeliverAsync(client, "2026-08", "run-1", ["1.10", "2.20"]);
        await DeliverAsync(client, "2026-09", "run-1", ["3.0000000000000001"]);

        Assert.Contains("2 loads", CostGuardProgram.Ok(home.Path, "collect"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("3.3", Trimmed(home.Billed("2026-08")));
        Assert.Equal("3.0000000000000001", Trimmed(home.Billed("2026-09")));
        Assert.Contains("2 unchanged", CostGuardProgram.Run(home.Path, "collect").Error, StringComparison.Ordinal);

        // A restated August: the new manifest names new parts, the old ones are still in the bucket.
        await DeliverAsync(client, "2026-08", "run-2", ["1.15", "2.25", "0.60"]);
        CostGuardProgram.Ok(home.Path, "collect");
        Assert.Equal("4", Trimmed(home.Billed("2026-08")));

        // Half a delivery: the manifest names a part that is not there. The earlier load stays.
        await PutAsync(client, "focus/acme/data/BILLING_PERIOD=2026-08/run-3/part-0.csv", ExportHome.Header + ExportHome.Row("2026-08", "99"));
        await ManifestAsync(client, "2026-08", "run-3", 2);
        (int code, _, string error) = CostGuardProgram.Run(home.Path, "collect");
        Assert.NotEqual(0, code);
        Assert.Contains("incomplete", error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("4", Trimmed(home.Billed("2026-08")));
        Assert.Empty(home.Leftovers);
    }

    [Fact]
    public async Task Collect_WrongKey_SaysThatSigningInFailedAndKeepsNothing()
    {
        await using Emulator s3 = await Emulator.S3Async(Bucket, Stop);
        using var home = new ExportHome(
            $$"""
              provider: aws
              source: { export: "s3://{{Bucket}}/focus", region: us-east-1, endpoint: "{{s3.Endpoint}}" }
              auth: { accessKeyId: NOBODY, secretAccessKey: { secretRef: "file:nowhere" } }

            """);

        (int code, _, string error) = CostGuardProgram.Run(home.Path, "collect");

        Assert.Equal(1, code);
        Assert.Contains("CG1154", error, StringComparison.Ordinal);
        Assert.Contains("file:nowhere", error, StringComparison.Ordinal);
    }

    private static AmazonS3Client Client(Emulator s3) => new(
        new BasicAWSCredentials("S3RVER", "S3RVER"),
        new AmazonS3Config { ServiceURL = s3.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED });

    private static async Task DeliverAsync(AmazonS3Client client, string month, string run, string[] parts)
    {
        for (int i = 0; i < parts.Length; i++)
            await PutAsync(client, $"focus/acme/data/BILLING_PERIOD={month}/{run}/part-{i}.csv", ExportHome.Header + ExportHome.Row(month, parts[i]));
        await ManifestAsync(client, month, run, parts.Length);
    }

    private static Task<PutObjectResponse> ManifestAsync(AmazonS3Client client, string month, string run, int parts)
    {
        string files = string.Join(", ", Enumerable.Range(0, parts).Select(i => $"\"s3://{Bucket}/focus/acme/data/BILLING_PERIOD={month}/{run}/part-{i}.csv\""));
        return PutAsync(client, $"focus/acme/metadata/BILLING_PERIOD={month}/acme-Manifest.json", $$"""{ "executionId": "{{run}}", "dataFiles": [{{files}}] }""");
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client client, string key, string text) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = text, UseChunkEncoding = false }, Stop);

    private static string Trimmed(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
