using System.Globalization;
using CostGuard.Clouds.Usage;
using static CostGuard.Clouds.Aws.InventoryApi;

namespace CostGuard.Clouds.Aws;

/// <summary>Entries of EC2's answers.</summary>
internal static class Ec2Elements
{
    public static string Machine(UsageResource machine, UsageResource[] here)
    {
        string state = machine["state"] ?? "running";
        DateOnly? created = machine.Day("created"), since = machine.Day("state_since");
        // A machine that was changed was started anew.
        DateOnly? launched = machine.Day("changed") ?? (state == "running" ? since : null) ?? created;
        return Element(
            "item",
            Element("instanceId", machine.Id), Element("imageId", here.FirstOrDefault(image => image.Kind == "image" && image["attached_to"] == machine.Id)?.Id ?? "ami-public"),
            Element("instanceState", Element("code", state == "running" ? "16" : "80"), Element("name", state)),
            Element("reason", state != "running" && since is { } day ? $"User initiated ({day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 06:00:00 GMT)" : null),
            Maybe("instanceType", machine["type"]), launched is { } launch ? Element("launchTime", Time(launch)) : null,
            Element("placement", Element("availabilityZone", (machine["region"] ?? "us-east-1") + "a"), Element("tenancy", machine.IsSpecial ? "host" : "default")),
            created is { } born ? Element("networkInterfaceSet", Element("item", Element("networkInterfaceId", "eni-" + machine.Id), Element("attachment", Element("attachTime", Time(born))))) : null,
            Element("platformDetails", machine["os"] switch { "windows" => "Windows", null or "linux" => "Linux/UNIX", var other => other }),
            TagSet(machine, machine["member_of"] is { Length: > 0 } group ? [new("aws:autoscaling:groupName", group)] : []));
    }

    public static string Disk(UsageResource disk) => Element(
        "item",
        Element("volumeId", disk.Id), Maybe("size", disk["size_gb"]), Maybe("volumeType", disk["type"]), Maybe("status", disk["state"]), disk.Day("created") is { } born ? Element("createTime", Time(born)) : null,
        disk.Provisioned("disk-iops") is { } iops ? Element("iops", iops.ToString(CultureInfo.InvariantCulture)) : null,
        Element("attachmentSet", disk["attached_to"] is { Length: > 0 } machine
            ? Element("item", Element("volumeId", disk.Id), Element("instanceId", machine), Element("device", disk.IsSpecial ? "/dev/xvda" : "/dev/sdf"), Element("status", "attached")) : null),
        TagSet(disk));

    public static string Address(UsageResource address) =>
        Element("item", Element("publicIp", "192.0.2.1"), Element("allocationId", address.Id), Element("domain", "vpc"), Maybe("instanceId", address["attached_to"]), TagSet(address));

    public static string Snapshot(UsageResource snapshot) => Element(
        "item",
        Element("snapshotId", snapshot.Id), Element("volumeId", snapshot["attached_to"] is { Length: > 0 } disk ? disk : "vol-gone"), Element("status", snapshot["state"] ?? "completed"),
        snapshot.Day("created") is { } born ? Element("startTime", Time(born)) : null, Maybe("volumeSize", snapshot["size_gb"]),
        TagSet(snapshot, snapshot.IsSpecial ? [new("aws:backup:source-resource", "arn:aws:ec2:::volume/vol-1")] : []));

    public static string Image(UsageResource image) =>
        Element("item", Element("imageId", image.Id), Element("imageState", image["state"] ?? "available"), image.Day("created") is { } born ? Element("creationDate", Time(born)) : null, TagSet(image));

    public static string Gateway(UsageResource gateway) =>
        Element("item", Element("natGatewayId", gateway.Id), Element("state", gateway["state"] ?? "available"), gateway.Day("created") is { } born ? Element("createTime", Time(born)) : null, TagSet(gateway));

    public static string RouteTable(UsageResource gateway) =>
        Element("item", Element("routeTableId", gateway["attached_to"] is { Length: > 0 } table ? table : "rtb-main"), Element("routeSet", Element("item", Element("destinationCidrBlock", "0.0.0.0/0"), Element("natGatewayId", gateway.Id))));

    private static string TagSet(UsageResource resource, params KeyValuePair<string, string>[] more) =>
        Element("tagSet", [.. resource.Tags.Concat(more).Select(tag => Element("item", Element("key", tag.Key), Element("value", tag.Value)))]);
}
