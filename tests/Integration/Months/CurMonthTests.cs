using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CostGuard.Clouds.Faults;
using CostGuard.Integration.Emulators;
using Xunit;

namespace CostGuard.Integration.Months;

/// <summary>The month as CUR 2.0 in Parquet in a bucket of a real S3 server, which asks to slow down.</summary>
public sealed class CurMonthTests
{
    private const string Bucket = "acme-billing";
    private const int Parts = 20;

    [Fact]
    public Task Collect_ThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Quick);

    [Fact(Explicit = true)]
    public Task Collect_200000RowsThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Full);

    private static async Task EndsWithTheFilesTotalsAsync(int rows)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var home = new MonthHome();
        var month = new BigMonth(rows, [.. Enumerable.Range(0, 8).Select(i => $"Service {i:00}")], [.. Enumerable.Range(0, 4).Select(i => $"00000000000{i}")], 0.0000000001m);
        await using Emulator s3 = await Emulator.S3Async(Bucket, cancellationToken);
        await DeliverAsync(s3, await CurMonthFiles.WriteAsync(month, home.Beside("cur"), Parts, cancellationToken), cancellationToken);
        await using ThrottlingProxy proxy = await ThrottlingProxy.StartAsync(s3.Endpoint, ThrottlingProxy.SlowDown, cancellationToken);
        proxy.Switches.ThrottledShare = 0.1;
        home.Connect(
            $$"""
              provider: aws
              source: { export: "s3://{{Bucket}}/cur2/acme", region: us-east-1, endpoint: "{{proxy.Address}}" }
              auth: { accessKeyId: S3RVER, secretAccessKey: S3RVER }
            """);

        await home.CollectKilledAndAgainAsync(proxy.Switches, proxy.Calls, Parts / 2, cancellationToken);

        Assert.Equal(month.Totals, home.Totals());
        Assert.InRange(proxy.Calls.All.Count(call => call.Status == 503), proxy.Calls.Begun / 12, proxy.Calls.Begun / 8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{month.Rows.Count} rows, {proxy.Calls.Begun} calls");
    }

    private static async Task DeliverAsync(Emulator s3, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials("S3RVER", "S3RVER"), new AmazonS3Config
        {
            ServiceURL = s3.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        });
        var keys = new List<string>();
        foreach (string file in files)
        {
            keys.Add($"cur2/acme/data/BILLING_PERIOD={BigMonth.Period}/run-1/{Path.GetFileName(file)}");
            await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = keys[^1], FilePath = file, UseChunkEncoding = false }, cancellationToken);
        }

        string named = string.Join(", ", keys.Select(key => $"\"s3://{Bucket}/{key}\""));
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = Bucket,
                Key = $"cur2/acme/metadata/BILLING_PERIOD={BigMonth.Period}/acme-Manifest.json",
                ContentBody = $$"""{ "executionId": "run-1", "dataFiles": [{{named}}] }""",
                UseChunkEncoding = false,
            },
            cancellationToken);
    }
}
