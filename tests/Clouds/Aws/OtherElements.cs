using System.Globalization;
using CostGuard.Clouds.Usage;
using static CostGuard.Clouds.Aws.InventoryApi;

namespace CostGuard.Clouds.Aws;

/// <summary>Entries of the answers of RDS, auto scaling and load balancing. Ids of the folder stand where ARNs do.</summary>
internal static class OtherElements
{
    public static string Database(UsageResource database) => Element(
        "DBInstance",
        Element("DBInstanceIdentifier", Name(database)), Element("DBInstanceArn", database.Id), Maybe("DBInstanceClass", database["type"]), Element("DBInstanceStatus", database["state"] is null or "running" ? "available" : database["state"]),
        database.Day("created") is { } born ? Element("InstanceCreateTime", Time(born)) : null, Maybe("AllocatedStorage", database["size_gb"]), Element("StorageType", database.Provisioned("disk-iops") is null ? "gp3" : "io1"),
        database.Provisioned("disk-iops") is { } iops ? Element("Iops", iops.ToString(CultureInfo.InvariantCulture)) : null, TagList("TagList", "Tag", database));

    /// <summary>What CloudWatch calls a database: the last part of its ARN.</summary>
    public static string Name(UsageResource database) => database.Id[(database.Id.LastIndexOf(':') + 1)..];

    public static string Group(UsageResource group) => Element(
        "member",
        Element("AutoScalingGroupName", group.Id[(group.Id.LastIndexOf('/') + 1)..]), Element("AutoScalingGroupARN", group.Id), group.Day("created") is { } born ? Element("CreatedTime", Time(born)) : null,
        Element("Instances", [.. Enumerable.Range(0, Count(group)).Select(_ => Element("member", Element("LifecycleState", "InService"), Maybe("InstanceType", group["type"])))]), TagList("Tags", "member", group));

    public static string Balancer(UsageResource balancer) => Element(
        "member",
        Element("LoadBalancerArn", balancer.Id), Element("Type", balancer["type"] is { Length: > 0 } type ? type : "application"), Element("State", Element("Code", balancer["state"] ?? "active")),
        balancer.Day("created") is { } born ? Element("CreatedTime", Time(born)) : null);

    public static string TargetGroup(UsageResource balancer) =>
        Element("member", Element("TargetGroupArn", "tg/" + balancer.Id), Element("LoadBalancerArns", Element("member", balancer.Id)));

    /// <summary>The healthy targets of a group, and one that is not.</summary>
    public static string[] Targets(UsageResource[] balancers, string group) => balancers.FirstOrDefault(balancer => "tg/" + balancer.Id == group) is not { } balancer ? []
        : [.. Enumerable.Repeat("healthy", Count(balancer)).Append("unhealthy").Select(state => Element("member", Element("TargetHealth", Element("State", state))))];

    public static string Tags(UsageResource balancer) => Element("member", Element("ResourceArn", balancer.Id), TagList("Tags", "member", balancer));

    private static int Count(UsageResource resource) => int.TryParse(resource["members"], NumberStyles.None, CultureInfo.InvariantCulture, out int members) ? members : 0;

    private static string TagList(string list, string item, UsageResource resource) => Element(list, [.. resource.Tags.Select(tag => Element(item, Element("Key", tag.Key), Element("Value", tag.Value)))]);
}
