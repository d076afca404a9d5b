using System.Globalization;
using Azure.Storage.Blobs;
using CostGuard.Clouds.Faults;
using CostGuard.Integration.Emulators;
using Xunit;

namespace CostGuard.Integration.Months;

/// <summary>The month as an actual and an amortised export in a container of a real blob service, which says that it is busy.</summary>
public sealed class AzureExportMonthTests
{
    private const int Parts = 10;

    [Fact]
    public Task Collect_ThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Quick);

    [Fact(Explicit = true)]
    public Task Collect_200000RowsThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Full);

    private static async Task EndsWithTheFilesTotalsAsync(int rows)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var home = new MonthHome();
        var month = new BigMonth(rows, [.. AzureMonthFiles.Services.Keys], [.. Enumerable.Range(0, 4).Select(i => $"00000000-0000-4000-8000-00000000000{i}")], 0.000000000000001m);
        await using Emulator blob = await Emulator.BlobAsync(cancellationToken);
        await DeliverAsync(blob, month, cancellationToken);
        await using ThrottlingProxy proxy = await ThrottlingProxy.StartAsync(blob.Endpoint, ThrottlingProxy.ServerBusy, cancellationToken);
        proxy.Switches.ThrottledShare = 0.1;
        home.Connect(
            $$"""
              provider: azure
              source: { export: "{{proxy.Address}}{{Emulator.BlobAccount}}/costexports/exports" }
              auth: { connectionString: { secretRef: "file:connection-string" } }
            """);
        await File.WriteAllTextAsync(Path.Combine(home.Path, "connection-string"), Emulator.BlobConnection(proxy.Address), cancellationToken);

        await home.CollectKilledAndAgainAsync(proxy.Switches, proxy.Calls, Parts, cancellationToken);

        Assert.Equal(month.Totals, home.Totals());
        Assert.InRange(proxy.Calls.All.Count(call => call.Status == 503), proxy.Calls.Begun / 12, proxy.Calls.Begun / 8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{month.Rows.Count} rows, {proxy.Calls.Begun} calls");
    }

    private static async Task DeliverAsync(Emulator blob, BigMonth month, CancellationToken cancellationToken)
    {
        var container = new BlobContainerClient(Emulator.BlobConnection(blob.Endpoint), "costexports", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04));
        await container.CreateAsync(cancellationToken: cancellationToken);
        foreach (bool amortised in (bool[])[false, true])
        {
            string type = amortised ? "AmortizedCost" : "ActualCost", folder = $"exports/acme-{type}/20250601-20250630/202507010500";
            var names = new List<string>();
            foreach (string part in AzureMonthFiles.Parts(month, amortised, Parts))
            {
                names.Add(string.Create(CultureInfo.InvariantCulture, $"{folder}/part_{names.Count}_0001.csv"));
                await container.UploadBlobAsync(names[^1], BinaryData.FromString(part), cancellationToken);
            }

            string blobs = string.Join(", ", names.Select(name => $$"""{ "blobName": "{{name}}" }"""));
            string manifest = $$"""
                {
                  "manifestVersion": "2024-04-01", "blobCount": {{names.Count}}, "exportConfig": { "exportName": "acme-{{type}}", "type": "{{type}}" },
                  "runInfo": { "submittedTime": "2025-07-01T05:00:00Z", "startDate": "2025-06-01T00:00:00", "endDate": "2025-06-30T00:00:00" },
                  "blobs": [ {{blobs}} ]
                }
                """;
            await container.UploadBlobAsync($"{folder}/manifest.json", BinaryData.FromString(manifest), cancellationToken);
        }
    }
}
