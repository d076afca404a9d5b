using System.Globalization;
using System.Text;

namespace CostGuard.Clouds.Usage;

/// <summary>A usage folder with something of every kind that AWS is asked for, in two regions; two weeks of hourly samples. Its values are hand-made, so that tests know them.</summary>
public static class SmallFleet
{
    public const string Account = "111122223333";

    private const string Balancers = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/";

    /// <summary>Inventory: what AWS does not tell (the day of a running machine's state, of an address that was free for more than 90 days) is left out.</summary>
    public static IReadOnlyList<string> Lines { get; } =
    [
        "i-busy,aws,machine,111122223333,eu-west-1,m5.2xlarge,running,2026-01-10,2026-01-10,,,,linux,,,,,\"{\"\"team\"\":\"\"a\"\"}\",",
        "i-idle,aws,machine,111122223333,eu-central-1,m5.2xlarge,running,2026-01-10,2026-01-10,,,,windows,,,,,\"{\"\"team\"\":\"\"b\"\",\"\"costguard:ignore-rules\"\":\"\"cg-r01\"\"}\",",
        "i-burst,aws,machine,111122223333,eu-west-1,t3.large,running,2026-02-01,2026-02-01,,,web,linux,,,,,{},",
        "i-stopped,aws,machine,111122223333,eu-west-1,m5.large,stopped,2026-09-01,2026-01-01,,,,linux,,,,,{},",
        "i-host,aws,machine,111122223333,eu-west-1,m5.large,running,2026-01-01,2026-01-01,,,,linux,,,,true,{},",
        "vol-root,aws,disk,111122223333,eu-west-1,gp3,in-use,,2026-01-10,,i-busy,,,100,,,true,{},",
        "vol-data,aws,disk,111122223333,eu-west-1,io1,in-use,,2026-01-10,,i-busy,,,500,,,,{},\"{\"\"disk-iops\"\":3000}\"",
        "vol-free,aws,disk,111122223333,eu-west-1,gp2,available,2026-10-01,2026-01-10,,\"\",,,80,,,,\"{\"\"team\"\":\"\"a\"\"}\",",
        "eipalloc-used,aws,address,111122223333,eu-west-1,,,,,,i-busy,,,,,,,{},",
        "eipalloc-free,aws,address,111122223333,eu-west-1,,,2026-10-20,,,\"\",,,,,,,{},",
        "snap-gone,aws,snapshot,111122223333,eu-west-1,,completed,,2026-03-01,,\"\",,,40,,,,{},",
        "snap-backup,aws,snapshot,111122223333,eu-west-1,,completed,,2026-03-02,,vol-data,,,500,,,true,{},",
        "ami-used,aws,image,111122223333,eu-west-1,,available,,2026-02-01,,i-burst,,,,,,,{},",
        "ami-old,aws,image,111122223333,eu-west-1,,available,,2025-02-01,,\"\",,,,,,,{},",
        "nat-1,aws,natgateway,111122223333,eu-west-1,,available,,2026-01-01,,rtb-1,,,,,,,{},",
        "arn:aws:rds:eu-west-1:111122223333:db:orders,aws,database,111122223333,eu-west-1,db.m5.large,running,,2026-01-01,,,,,200,,,,\"{\"\"team\"\":\"\"a\"\"}\",\"{\"\"disk-iops\"\":1000}\"",
        $"{Balancers}app/web/1a2b,aws,loadbalancer,111122223333,eu-west-1,application,active,,2026-01-01,,,,,,2,,,\"{{\"\"team\"\":\"\"a\"\"}}\",",
        $"{Balancers}app/quiet/3c4d,aws,loadbalancer,111122223333,eu-west-1,application,active,,2026-01-01,,,,,,1,,,{{}},",
        $"{Balancers}net/redirect/5e6f,aws,loadbalancer,111122223333,eu-west-1,network,active,,2026-01-01,,,,,,,,,{{}},",
        "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:0:autoScalingGroupName/web,aws,machinegroup,111122223333,eu-west-1,t3.large,,,2026-01-01,,,,,,3,,,{},",
        "arn:aws:logs:eu-west-1:111122223333:log-group:/app/web,aws,loggroup,111122223333,eu-west-1,,,,2026-01-01,,,,,2.5,,0,,,",
        "arn:aws:logs:eu-west-1:111122223333:log-group:/app/old,aws,loggroup,111122223333,eu-west-1,,,,2026-01-01,,,,,,,30,,,",
    ];

    private const string Header = "resource_id,provider,kind,account,region,type,state,state_since,created,changed,attached_to,member_of,os,size_gb,members,retention_days,special,tags,provisioned\n";

    /// <summary>Writes inventory.csv and metrics.csv; the samples end with a day.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="last">Last day with samples.</param>
    /// <param name="days">Days with samples.</param>
    public static void Write(string folder, DateOnly last, int days)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "inventory.csv"), Header + string.Join('\n', Lines) + "\n");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        foreach ((string resource, string metric, Func<int, double?> value) in Samples)
        {
            for (int hour = 0; hour < days * 24; hour++)
            {
                DateTime at = last.AddDays(1 - days).ToDateTime(TimeOnly.MinValue).AddHours(hour);
                if (value(hour) is { } one) metrics.Append(CultureInfo.InvariantCulture, $"{resource},{metric},{at:yyyy-MM-dd HH:mm:ss},{one}\n");
            }
        }

        File.WriteAllText(Path.Combine(folder, "metrics.csv"), metrics.ToString());
    }

    private static IEnumerable<(string Resource, string Metric, Func<int, double?> Value)> Samples =>
    [
        ("i-busy", "cpu-percent", hour => 40 + (hour % 24)), ("i-busy", "memory-percent", hour => 70.5), ("i-busy", "network-bytes", hour => 8e9 + hour),
        // Nobody reports its memory; each seventh hour is missing.
        ("i-idle", "cpu-percent", hour => hour % 7 == 3 ? null : 1.2), ("i-idle", "network-bytes", hour => 40_000),
        ("i-burst", "cpu-percent", hour => 9.25), ("i-burst", "network-bytes", hour => 1e6), ("i-burst", "cpu-credits", hour => 576),
        ("i-host", "cpu-percent", hour => 50),
        ("vol-root", "disk-iops", hour => 2), ("vol-root", "disk-mbps", hour => 0.5), ("vol-data", "disk-iops", hour => 1200.5), ("vol-data", "disk-mbps", hour => 90),
        ("arn:aws:rds:eu-west-1:111122223333:db:orders", "cpu-percent", hour => 30), ("arn:aws:rds:eu-west-1:111122223333:db:orders", "connections", hour => hour % 24 == 2 ? 0 : 12), ("arn:aws:rds:eu-west-1:111122223333:db:orders", "disk-iops", hour => 300),
        ($"{Balancers}app/web/1a2b", "requests", hour => 900), ($"{Balancers}app/web/1a2b", "processed-bytes", hour => 5e6), ($"{Balancers}app/quiet/3c4d", "requests", hour => hour % 24 == 9 ? 2 : 0),
        ($"{Balancers}net/redirect/5e6f", "connections", hour => 4), ("nat-1", "processed-bytes", hour => 9e9),
        ("arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:0:autoScalingGroupName/web", "cpu-percent", hour => 22),
    ];
}
