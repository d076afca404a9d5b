using System.Globalization;
using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Demo;

/// <summary>
/// Inventory and metrics of some of the demo's resources: a forgotten sandbox, a machine that was stopped from within, build runners that idle at
/// night, an archive on hot storage, a busy NAT gateway; and healthy ones, of which nothing must be said.
/// </summary>
public static class DemoUsage
{
    private const int Days = 14;

    /// <summary>Writes usage/.</summary>
    public static void Write(HomeFolder home, DateOnly today)
    {
        var inventory = new StringBuilder("resource_id,provider,kind,account,region,state,state_since,created,os,size_gb,retention_days,tags\n");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        foreach (DemoResource resource in DemoCompany.Resources)
        {
            if (Kind(resource.Resource) is not { } kind) continue;
            string id = DemoBill.IdOf(resource), tags = Tags(resource);
            bool stopped = resource.Resource == "lab-vm";
            inventory.Append(CultureInfo.InvariantCulture, $"{id},{resource.Cloud},{kind},{resource.Account},{resource.Region},{(stopped ? "stopped" : "running")},{today.AddDays(stopped ? -20 : -300):yyyy-MM-dd},{today.AddDays(-400):yyyy-MM-dd},linux,{(kind == "bucket" ? "73000" : "")},,\"{tags.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
            for (int hour = 0; hour < Days * 24; hour++)
            {
                DateTime at = today.AddDays(-Days).ToDateTime(TimeOnly.MinValue).AddHours(hour);
                foreach ((string metric, double value) in Metrics(resource.Resource, at)) metrics.Append(CultureInfo.InvariantCulture, $"{id},{metric},{at:yyyy-MM-dd HH:mm:ss},{value}\n");
            }
        }

        DemoHome.Put(home, "usage/inventory.csv", inventory.ToString());
        DemoHome.Put(home, "usage/metrics.csv", metrics.ToString());
        DemoHome.Put(home, "usage/prices.csv", "name,price\nstandard,0.0245\ninfrequent,0.0135\narchive,0.0045\nnat,0.052\nendpoint,0.01\n");
    }

    private static string? Kind(string resource) => resource switch
    {
        "plat-ci-runners" or "plat-gateway" or "payments-api" or "web-frontend" or "sandbox-1" or "lab-vm" => "machine",
        "payments-db-1" or "sql-reporting" => "database",
        "payments-archive" => "bucket",
        "plat-nat" => "natgateway",
        _ => null,
    };

    private static string Tags(DemoResource resource) => resource switch
    {
        { Resource: "plat-ci-runners" } => """{"team":"platform","env":"ci"}""",
        { Team: { } team } => $"{{\"team\":\"{team}\",\"env\":\"prod\"}}",
        _ => "{}",
    };

    private static IEnumerable<(string Metric, double Value)> Metrics(string resource, DateTime at)
    {
        bool office = at is { Hour: >= 7 and < 19, DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday) };
        return resource switch
        {
            "sandbox-1" => [("cpu-percent", 1.2), ("network-bytes", 40_000)],
            "plat-ci-runners" => [("cpu-percent", office ? 65 : 1.5), ("network-bytes", office ? 5e9 : 1e6)],
            "plat-gateway" or "payments-api" or "web-frontend" => [("cpu-percent", office ? 62 : 38), ("memory-percent", 71), ("network-bytes", 8e9)],
            "payments-db-1" or "sql-reporting" => [("cpu-percent", office ? 55 : 30), ("connections", office ? 140 : 25)],
            "payments-archive" => [("tier2-requests", 3), ("tier1-requests", 40)],
            "plat-nat" => [("processed-bytes", 9e9)],
            _ => [],
        };
    }
}
