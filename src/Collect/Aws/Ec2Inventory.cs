using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

/// <summary>Machines and disks of EC2, read from its answers.</summary>
internal static partial class Ec2Inventory
{
    private static readonly string[] Accelerated = ["p2", "p3", "p4", "p5", "p6", "g3", "g4", "g5", "g6", "inf", "trn", "dl", "f1", "f2", "vt", "mac"];

    private static readonly string[] Groups = ["aws:autoscaling:groupName", "eks:nodegroup-name", "karpenter.sh/nodepool"];

    /// <summary>A machine. Its creation is the oldest of its start and its attachments, since the service tells none.</summary>
    public static CloudResource Machine(XElement instance, AwsPlace place)
    {
        Dictionary<string, string> tags = instance.Tags("tagSet");
        string type = instance.Text("instanceType") ?? "";
        DateOnly? launched = instance.Day("launchTime");
        DateOnly?[] attached = [.. instance.Items("blockDeviceMapping").Select(disk => disk.Day("ebs", "attachTime")), .. instance.Items("networkInterfaceSet").Select(card => card.Day("attachment", "attachTime"))];
        DateOnly? created = attached.Append(launched).Where(day => day is not null).Min();
        string? state = instance.Text("instanceState", "name");
        return new CloudResource
        {
            Id = instance.Text("instanceId") ?? "",
            Provider = "aws",
            Kind = ResourceKind.Machine,
            Account = place.Account,
            Region = place.Region,
            Type = type,
            State = state,
            StateSince = state == "running" ? launched : Since().Match(instance.Text("reason") ?? "") is { Success: true } since ? AwsXml.DayOf(since.Groups["day"].Value) : null,
            Created = created,
            // Another size needs another start: a machine that was started anew may be another one.
            Changed = launched > created ? launched : null,
            Group = Groups.Select(tags.GetValueOrDefault).FirstOrDefault(group => group is not null),
            Os = Os(instance.Text("platformDetails") ?? instance.Text("platform")),
            IsSpecial = type.Contains("metal", StringComparison.Ordinal) || Accelerated.Any(family => type.StartsWith(family, StringComparison.Ordinal)) || instance.Text("placement", "tenancy") == "host" || instance.Items("licenseSet").Any(),
            Tags = tags.Own(),
        };
    }

    /// <summary>A volume. One at the place of a machine's first disk is the one that it starts from.</summary>
    public static CloudResource Disk(XElement volume, AwsPlace place)
    {
        XElement? attachment = volume.Items("attachmentSet").FirstOrDefault(one => one.Text("status") is not ("detached" or "detaching"));
        string? type = volume.Text("volumeType");
        var provisioned = new Dictionary<string, double>(StringComparer.Ordinal);
        // What is part of the type is not bought.
        if (type is not ("gp2" or "gp3" or "standard" or "st1" or "sc1") && volume.Number("iops") is { } iops) provisioned[MetricNames.Iops] = (double)iops;
        return new CloudResource
        {
            Id = volume.Text("volumeId") ?? "",
            Provider = "aws",
            Kind = ResourceKind.Disk,
            Account = place.Account,
            Region = place.Region,
            Type = type,
            State = volume.Text("status"),
            Created = volume.Day("createTime"),
            AttachedTo = attachment?.Text("instanceId") ?? "",
            SizeGb = volume.Number("size"),
            Provisioned = provisioned,
            IsSpecial = attachment?.Text("device") is "/dev/xvda" or "/dev/sda1",
            Tags = volume.Tags("tagSet").Own(),
        };
    }

    /// <summary>A public address.</summary>
    public static CloudResource Address(XElement address, AwsPlace place) => new()
    {
        Id = address.Text("allocationId") ?? address.Text("publicIp") ?? "",
        Provider = "aws",
        Kind = ResourceKind.Address,
        Account = place.Account,
        Region = place.Region,
        AttachedTo = address.Text("instanceId") ?? address.Text("networkInterfaceId") ?? address.Text("associationId") ?? "",
        Tags = address.Tags("tagSet").Own(),
    };

    /// <summary>A gateway, and which route tables name it.</summary>
    public static CloudResource Gateway(XElement gateway, ILookup<string, string> routes, AwsPlace place)
    {
        string id = gateway.Text("natGatewayId") ?? "";
        return new CloudResource
        {
            Id = id,
            Provider = "aws",
            Kind = ResourceKind.NatGateway,
            Account = place.Account,
            Region = place.Region,
            State = gateway.Text("state"),
            Created = gateway.Day("createTime"),
            AttachedTo = routes[id].Order(StringComparer.Ordinal).FirstOrDefault() ?? "",
            Tags = gateway.Tags("tagSet").Own(),
        };
    }

    /// <summary>Snapshots: "nothing" is what one is made from whose volume is gone. Those of images, of backup plans, and the newest of a volume that is there are not to be touched.</summary>
    public static IReadOnlyList<CloudResource> Snapshots(IReadOnlyList<XElement> snapshots, IReadOnlySet<string> volumes, IReadOnlySet<string> ofImages, AwsPlace place)
    {
        Dictionary<string, string?> newest = snapshots.Where(snapshot => volumes.Contains(snapshot.Text("volumeId") ?? "")).GroupBy(snapshot => snapshot.Text("volumeId")!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(snapshot => snapshot.Text("startTime"), StringComparer.Ordinal)!.Text("snapshotId"), StringComparer.Ordinal);
        return
        [
            .. snapshots.Select(snapshot =>
            {
                string id = snapshot.Text("snapshotId") ?? "", volume = snapshot.Text("volumeId") ?? "";
                Dictionary<string, string> tags = snapshot.Tags("tagSet");
                return new CloudResource
                {
                    Id = id,
                    Provider = "aws",
                    Kind = ResourceKind.Snapshot,
                    Account = place.Account,
                    Region = place.Region,
                    State = snapshot.Text("status"),
                    Created = snapshot.Day("startTime"),
                    AttachedTo = volumes.Contains(volume) ? volume : "",
                    SizeGb = snapshot.Number("volumeSize"),
                    IsSpecial = ofImages.Contains(id) || newest.GetValueOrDefault(volume) == id || tags.Keys.Any(key => key.StartsWith("aws:backup:", StringComparison.Ordinal) || key.StartsWith("aws:dlm:", StringComparison.Ordinal)),
                    Tags = tags.Own(),
                };
            }),
        ];
    }

    /// <summary>An image, and a machine or template that is made from it.</summary>
    public static CloudResource Image(XElement image, ILookup<string, string> users, AwsPlace place)
    {
        string id = image.Text("imageId") ?? "";
        return new CloudResource
        {
            Id = id,
            Provider = "aws",
            Kind = ResourceKind.Image,
            Account = place.Account,
            Region = place.Region,
            State = image.Text("imageState"),
            Created = image.Day("creationDate"),
            AttachedTo = users[id].Order(StringComparer.Ordinal).FirstOrDefault() ?? "",
            Tags = image.Tags("tagSet").Own(),
        };
    }

    private static string? Os(string? platform) => platform switch
    {
        null => "linux",
        _ when platform.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) => "windows",
        _ when platform.StartsWith("Linux", StringComparison.OrdinalIgnoreCase) => "linux",
        _ => platform.ToLower(CultureInfo.InvariantCulture),
    };

    // "User initiated (2013-03-01 17:24:16 GMT)"
    [GeneratedRegex(@"\((?<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) [0-9:]{8} GMT\)", RegexOptions.CultureInvariant)]
    private static partial Regex Since();
}
