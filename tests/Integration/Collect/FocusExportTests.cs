using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage.Blobs;
using CostGuard.Core.Values;
using CostGuard.Integration.Emulators;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>Real FOCUS rows, delivered as AWS and Azure deliver them: the manifest says which of two deliveries counts, and totals are the truth's to the last digit.</summary>
public sealed class FocusExportTests
{
    private const string Bucket = "acme-focus";
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collect_AwsFocusParquet_ByItsManifest()
    {
        await using Emulator s3 = await Emulator.S3Async(Bucket, Stop);
        using AmazonS3Client client = new(
            new BasicAWSCredentials("S3RVER", "S3RVER"),
            new AmazonS3Config { ServiceURL = s3.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED });
        using var home = new ExportHome(
            $$"""
              provider: aws
              source: { export: "s3://{{Bucket}}/focus/acme", region: us-east-1, endpoint: "{{s3.Endpoint}}" }
              auth: { accessKeyId: S3RVER, secretAccessKey: S3RVER }

            """);
        Task PutAsync(string key, string? file, string? text) => client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, FilePath = file, ContentBody = text, UseChunkEncoding = false }, Stop);
        string sample = SharedFolder.Path("data", "focus", "parquet", "focus_sample_1.0.decimal-json.zstd.parquet");
        foreach (string run in (string[])["run-1", "run-2"]) await PutAsync($"focus/acme/data/BILLING_PERIOD=2024-09/{run}/acme-00001.parquet", sample, null);
        await PutAsync("focus/acme/metadata/BILLING_PERIOD=2024-09/acme-Manifest.json", null, $$"""{ "executionId": "run-2", "dataFiles": ["s3://{{Bucket}}/focus/acme/data/BILLING_PERIOD=2024-09/run-2/acme-00001.parquet"] }""");

        CostGuardProgram.Ok(home.Path, "collect");

        AssertTruth(home);
    }

    [Fact]
    public async Task Collect_AzureFocusCsv_ByItsManifest()
    {
        await using Emulator blob = await Emulator.BlobAsync(Stop);
        string connectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blob.Endpoint}{Account};";
        var container = new BlobContainerClient(connectionString, "costexports", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04));
        await container.CreateAsync(cancellationToken: Stop);
        using var home = new ExportHome(
            $$"""
              provider: azure
              source: { export: "{{blob.Endpoint}}{{Account}}/costexports/focus" }
              auth: { connectionString: { secretRef: "file:connection-string" } }

            """);
        await File.WriteAllTextAsync(Path.Combine(home.Path, "connection-string"), connectionString + "\n", Stop);
        foreach (string run in (string[])["202409020500", "202409030500"])
        {
            string folder = $"focus/acme-daily/20240901-20240930/{run}", part = $"{folder}/part_0_0001.csv";
            await using (FileStream sample = File.OpenRead(SharedFolder.Path("data", "focus", "sample-1.0", "focus_sample.csv"))) await container.UploadBlobAsync(part, sample, Stop);
            string manifest = $$"""
                {
                  "manifestVersion": "2024-04-01", "blobCount": 1, "exportConfig": { "exportName": "acme-daily", "type": "FocusCost", "dataVersion": "1.0" },
                  "runInfo": { "submittedTime": "2024-09-{{run[6..8]}}T05:00:00Z", "startDate": "2024-09-01T00:00:00", "endDate": "2024-09-30T00:00:00" },
                  "blobs": [ { "blobName": "{{part}}" } ]
                }
                """;
            await container.UploadBlobAsync($"{folder}/manifest.json", BinaryData.FromString(manifest), Stop);
        }

        CostGuardProgram.Ok(home.Path, "collect");

        AssertTruth(home);
    }

    private static void AssertTruth(ExportHome home)
    {
        JsonElement totals = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "truth", "focus_sample_1.0.json"))).RootElement.GetProperty("totals");
        Assert.Equal(ExactSum.Parse(totals.GetProperty("BilledCost").GetString()!), ExactSum.Parse(home.Billed("all")));
        Assert.Contains("unchanged", CostGuardProgram.Run(home.Path, "collect").Error, StringComparison.Ordinal);
        Assert.Empty(home.Leftovers);
    }
}
