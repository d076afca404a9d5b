using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Clouds.Usage;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>Inventory and metrics from the simulated AWS, a tenth of the calls throttled, the program killed and run again: recommendations are then those of the same folder as files.</summary>
public sealed class UsageCollectTests : IDisposable
{
    private const string AsOf = "2026-11-15T06:00:00Z";
    private static readonly DateOnly Last = new(2026, 11, 14);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("costguard-usage-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Collect_KilledAndThrottled_RecommendsWhatTheFilesDo()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Path.Combine(_root.FullName, "fleet"), bill = Path.Combine(_root.FullName, "november.csv");
        SmallFleet.Write(folder, Last, 14);
        await File.WriteAllTextAsync(bill, Bill(), cancellationToken);
        await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
        await clouds.ServeUsageAsync(folder, cancellationToken);
        clouds.Switches.ThrottledShare = 0.1;

        string files = Home("files", bill), asked = Home("asked", bill);
        CopyFolder(folder, Path.Combine(files, "usage"));
        await File.WriteAllTextAsync(Path.Combine(asked, "connections", "acme.yaml"), $$"""
            apiVersion: costguard/v1
            kind: Connection
            metadata: { name: acme }
            spec:
              provider: aws
              auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
              source: { api: cost-explorer, endpoint: "{{clouds.Address}}" }
              usage: { enabled: true }

            """, cancellationToken);
        Assert.Equal(5, CostGuardProgram.Run(asked, "usage", "status", "--days", "14", "--as-of", AsOf).Code);

        // Two weeks are two ranges of days. The second one's first call waits for its answer: the first one is kept.
        await KillAsync(asked, clouds, cancellationToken);
        Assert.Equal(7, Directory.GetFiles(Path.Combine(asked, "data", "usage", "acme", "metrics")).Length);
        int before = clouds.Calls.Count("GetMetricData");
        Assert.Contains("22 resources, 7 new days of metrics", CostGuardProgram.Ok(asked, "usage", "collect", "--days", "14", "--as-of", AsOf), StringComparison.Ordinal);
        // A call a region, and as many again as were throttled.
        Assert.InRange(clouds.Calls.Count("GetMetricData") - before, 2, 4);

        Assert.Equal(Recommended(files), Recommended(asked));
        CostGuardProgram.Ok(asked, "usage", "status", "--days", "14", "--as-of", AsOf);
        int calls = clouds.Calls.Count("GetMetricData");
        Assert.Contains("0 new days", CostGuardProgram.Ok(asked, "usage", "collect", "--days", "14", "--as-of", AsOf), StringComparison.Ordinal);
        Assert.Equal(calls, clouds.Calls.Count("GetMetricData"));
    }

    private static async Task KillAsync(string home, CloudHost clouds, CancellationToken cancellationToken)
    {
        // Slow enough that it is in the middle of the second range when the first one is seen.
        clouds.Switches.Slowness = TimeSpan.FromMilliseconds(50);
        using Process process = CostGuardProgram.Start(home, "usage", "collect", "--days", "14", "--as-of", AsOf);
        string metrics = Path.Combine(home, "data", "usage", "acme", "metrics");
        // Seven days are there: from now on nobody gets an answer.
        while (!process.HasExited && (!Directory.Exists(metrics) || Directory.GetFiles(metrics).Length < 7)) await Task.Delay(2, cancellationToken);
        clouds.Switches.HeldFrom = 0;
        Assert.False(process.HasExited, "The collection ended before it could be killed.");
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        clouds.Switches.HeldFrom = int.MaxValue;
        clouds.Switches.Slowness = TimeSpan.Zero;
    }

    private string Home(string name, string bill)
    {
        string home = Path.Combine(_root.FullName, name);
        CostGuardProgram.Ok(home, "init", "--no-input");
        CostGuardProgram.Ok(home, "import", bill, "--source", "lab");
        return home;
    }

    private static string[] Recommended(string home)
    {
        JsonElement[] items = [.. JsonDocument.Parse(CostGuardProgram.Ok(home, "recommend", "list", "-o", "json", "--as-of", AsOf)).RootElement.GetProperty("items").EnumerateArray()];
        Assert.NotEmpty(items);
        return [.. items.Select(item => item.GetRawText())];
    }

    // Two weeks; the bill says some ids in other forms than the inventory.
    private static string Bill()
    {
        var csv = new StringBuilder("BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,ResourceId,ConsumedQuantity,ConsumedUnit,SkuId,SkuPriceId\n");
        (string Resource, string Cost, string Quantity, string Unit)[] all =
        [
            ("i-busy", "9.216", "24", "Hours"), ("arn:aws:ec2:eu-central-1:111122223333:instance/i-idle", "9.216", "24", "Hours"), ("i-burst", "2.00", "24", "Hours"), ("vol-root", "0.30", "2400", "GB-Hours"), ("vol-data", "2.00", "12000", "GB-Hours"),
            ("vol-free", "0.26", "1920", "GB-Hours"), ("arn:aws:ec2:eu-west-1:111122223333:elastic-ip/eipalloc-free", "0.12", "24", "Hours"), ("arn:aws:ec2:eu-west-1a:111122223333:snapshot/snap-gone", "0.07", "960", "GB-Hours"),
            ("arn:aws:ec2:eu-west-1:111122223333:natgateway/nat-1", "1.08", "24", "Hours"), ("arn:aws:rds:eu-west-1:111122223333:db:orders", "4.10", "24", "Hours"), ("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/quiet/3c4d", "0.54", "24", "Hours"),
        ];
        for (int day = 1; day <= 14; day++)
        {
            foreach ((string resource, string cost, string quantity, string unit) in all)
            {
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{cost},{cost},{cost},{cost},USD,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-{day:00}T00:00:00Z,2026-11-{day + 1:00}T00:00:00Z,Usage,Compute,111122223333,{resource},{quantity},{unit},S,P\n");
            }
        }

        return csv.ToString();
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
