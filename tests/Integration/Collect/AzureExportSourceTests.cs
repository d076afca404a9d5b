using Azure.Storage.Blobs;
using CostGuard.Integration.Emulators;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>An export in a container of a real blob service, read by the built program.</summary>
public sealed class AzureExportSourceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collect_TwoRunsOfAMonth_TheNewestCountsOnce()
    {
        await using Emulator blob = await Emulator.BlobAsync(Stop);
        string connectionString = Emulator.BlobConnection(blob.Endpoint);
        var container = new BlobContainerClient(connectionString, "costexports", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04));
        await container.CreateAsync(cancellationToken: Stop);
        using var home = new ExportHome(
            $$"""
              provider: azure
              source: { export: "{{blob.Endpoint}}{{Emulator.BlobAccount}}/costexports/focus" }
              auth: { connectionString: { secretRef: "file:connection-string" } }

            """);
        await File.WriteAllTextAsync(Path.Combine(home.Path, "connection-string"), connectionString + "\n", Stop);
        await RunAsync(container, "202608020500", "2026-08-02T05:00:00Z", "10.00");
        await RunAsync(container, "202608030500", "2026-08-03T05:00:00Z", "10.00", "5.00");

        CostGuardProgram.Ok(home.Path, "collect");

        Assert.Equal("15", home.Billed("2026-08").TrimEnd('0').TrimEnd('.'));
        Assert.Contains("1 unchanged", CostGuardProgram.Run(home.Path, "collect").Error, StringComparison.Ordinal);
        Assert.Empty(home.Leftovers);
    }

    // Month to date: each run has all days so far, in a folder of its own.
    private static async Task RunAsync(BlobContainerClient container, string run, string submitted, params string[] costs)
    {
        string folder = $"focus/acme-daily/20260801-20260831/{run}";
        string part = $"{folder}/part_0_0001.csv";
        await container.UploadBlobAsync(part, BinaryData.FromString(ExportHome.Header + string.Concat(costs.Select(cost => ExportHome.Row("2026-08", cost)))), Stop);
        string manifest = $$"""
            {
              "manifestVersion": "2024-04-01", "blobCount": 1,
              "exportConfig": { "exportName": "acme-daily", "type": "FocusCost" },
              "runInfo": { "submittedTime": "{{submitted}}", "startDate": "2026-08-01T00:00:00", "endDate": "2026-08-31T00:00:00" },
              "blobs": [ { "blobName": "{{part}}" } ]
            }
            """;
        await container.UploadBlobAsync($"{folder}/manifest.json", BinaryData.FromString(manifest), Stop);
    }
}
