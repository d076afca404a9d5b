using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

/// <summary>The inventory of one account in one region, question by question. Reads are free; a question that is refused is told and the next one asked.</summary>
internal sealed class AwsInventory(AwsPlace place, UsageRequest request)
{
    private IReadOnlyList<XElement>? _instances, _volumes;

    /// <summary>What this collector can tell of.</summary>
    public static IReadOnlyList<ResourceKind> Kinds { get; } =
    [
        ResourceKind.Machine, ResourceKind.Disk, ResourceKind.Address, ResourceKind.Database, ResourceKind.LoadBalancer, ResourceKind.NatGateway, ResourceKind.Snapshot, ResourceKind.Image, ResourceKind.MachineGroup,
        ResourceKind.LogGroup,
    ];

    public async IAsyncEnumerable<InventoryPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ResourceKind kind in Kinds.Where(request.Wants))
        {
            string name = $"{place.Account} {place.Region} {kind.ToString().ToLowerInvariant()}";
            InventoryPart part;
            try
            {
                part = new InventoryPart(name, [kind], await AskAsync(kind, cancellationToken).ConfigureAwait(false));
            }
            catch (CostGuardException refused)
            {
                part = new InventoryPart(name, [kind], []) { Problem = UsageErrors.PartMissing.At($"Connection '{request.Connection.Name}', {name}: {refused.Problem.Message}", $"connections/{request.Connection.Name}.yaml") };
            }

            yield return part with { Account = place.Account, Region = place.Region };
        }
    }

    private async Task<IReadOnlyList<CloudResource>> AskAsync(ResourceKind kind, CancellationToken cancellationToken) => kind switch
    {
        ResourceKind.Machine => [.. (await InstancesAsync(cancellationToken).ConfigureAwait(false)).Where(instance => instance.Text("instanceState", "name") is not ("terminated" or "shutting-down")).Select(instance => Ec2Inventory.Machine(instance, place))],
        ResourceKind.Disk => await DetachedSince.FillAsync(place, request.AsOf, [.. (await VolumesAsync(cancellationToken).ConfigureAwait(false)).Select(volume => Ec2Inventory.Disk(volume, place))], cancellationToken).ConfigureAwait(false),
        ResourceKind.Address => await DetachedSince.FillAsync(place, request.AsOf, [.. (await Ec2Async("DescribeAddresses", "addressesSet", "", cancellationToken).ConfigureAwait(false)).Select(address => Ec2Inventory.Address(address, place))], cancellationToken).ConfigureAwait(false),
        ResourceKind.Database => [.. (await RdsAsync(cancellationToken).ConfigureAwait(false)).Select(database => Database(database, place))],
        ResourceKind.LoadBalancer => await new LoadBalancerInventory(place).ReadAsync(cancellationToken).ConfigureAwait(false),
        ResourceKind.NatGateway => await GatewaysAsync(cancellationToken).ConfigureAwait(false),
        ResourceKind.Snapshot => await SnapshotsAsync(cancellationToken).ConfigureAwait(false),
        ResourceKind.Image => await ImagesAsync(cancellationToken).ConfigureAwait(false),
        ResourceKind.MachineGroup => [.. (await place.AllAsync(AwsQueryService.AutoScaling, "DescribeAutoScalingGroups", "AutoScalingGroups", "", cancellationToken, "NextToken").ConfigureAwait(false)).Select(group => Group(group, place))],
        ResourceKind.LogGroup => await LogGroups.ReadAsync(place, cancellationToken).ConfigureAwait(false),
        _ => [],
    };

    private Task<IReadOnlyList<XElement>> Ec2Async(string operation, string list, string parameters, CancellationToken cancellationToken) => place.AllAsync(AwsQueryService.Ec2, operation, list, parameters, cancellationToken);

    private Task<IReadOnlyList<XElement>> RdsAsync(CancellationToken cancellationToken) => place.AllAsync(AwsQueryService.Rds, "DescribeDBInstances", "DBInstances", "", cancellationToken, "Marker", "Marker");

    private async Task<IReadOnlyList<XElement>> InstancesAsync(CancellationToken cancellationToken) =>
        _instances ??= [.. (await Ec2Async("DescribeInstances", "reservationSet", "", cancellationToken).ConfigureAwait(false)).SelectMany(reservation => reservation.Items("instancesSet"))];

    private async Task<IReadOnlyList<XElement>> VolumesAsync(CancellationToken cancellationToken) => _volumes ??= await Ec2Async("DescribeVolumes", "volumeSet", "", cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<CloudResource>> GatewaysAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<XElement> gateways = await Ec2Async("DescribeNatGateways", "natGatewaySet", "", cancellationToken).ConfigureAwait(false);
        if (gateways.Count == 0) return [];
        ILookup<string, string> routes = (await Ec2Async("DescribeRouteTables", "routeTableSet", "", cancellationToken).ConfigureAwait(false))
            .SelectMany(table => table.Items("routeSet").Select(route => (Gateway: route.Text("natGatewayId"), Table: table.Text("routeTableId"))))
            .Where(route => route is { Gateway: not null, Table: not null }).ToLookup(route => route.Gateway!, route => route.Table!, StringComparer.Ordinal);
        return [.. gateways.Where(gateway => gateway.Text("state") is not ("deleted" or "deleting" or "failed")).Select(gateway => Ec2Inventory.Gateway(gateway, routes, place))];
    }

    private async Task<IReadOnlyList<CloudResource>> SnapshotsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<XElement> snapshots = await Ec2Async("DescribeSnapshots", "snapshotSet", "Owner.1=self", cancellationToken).ConfigureAwait(false);
        if (snapshots.Count == 0) return [];
        HashSet<string> volumes = [.. (await VolumesAsync(cancellationToken).ConfigureAwait(false)).Select(volume => volume.Text("volumeId")).OfType<string>()];
        IReadOnlyList<XElement> images = await Ec2Async("DescribeImages", "imagesSet", "Owner.1=self", cancellationToken).ConfigureAwait(false);
        HashSet<string> ofImages = [.. images.SelectMany(image => image.Items("blockDeviceMapping")).Select(disk => disk.Text("ebs", "snapshotId")).OfType<string>()];
        return Ec2Inventory.Snapshots(snapshots, volumes, ofImages, place);
    }

    private async Task<IReadOnlyList<CloudResource>> ImagesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<XElement> images = await Ec2Async("DescribeImages", "imagesSet", "Owner.1=self", cancellationToken).ConfigureAwait(false);
        if (images.Count == 0) return [];
        IEnumerable<(string? Image, string? User)> users = (await InstancesAsync(cancellationToken).ConfigureAwait(false)).Select(instance => (instance.Text("imageId"), instance.Text("instanceId")))
            .Concat((await Ec2Async("DescribeLaunchTemplateVersions", "launchTemplateVersionSet", "LaunchTemplateVersion.1=$Latest&LaunchTemplateVersion.2=$Default", cancellationToken).ConfigureAwait(false))
                .Select(template => (template.Text("launchTemplateData", "imageId"), template.Text("launchTemplateId"))));
        ILookup<string, string> used = users.Where(user => user is { Image: not null, User: not null }).ToLookup(user => user.Image!, user => user.User!, StringComparer.Ordinal);
        return [.. images.Select(image => Ec2Inventory.Image(image, used, place))];
    }

    private static CloudResource Database(XElement database, AwsPlace place) => new()
    {
        Id = database.Text("DBInstanceArn") ?? $"arn:{place.Partition}:rds:{place.Region}:{place.Account}:db:{database.Text("DBInstanceIdentifier")}",
        Provider = "aws",
        Kind = ResourceKind.Database,
        Account = place.Account,
        Region = place.Region,
        Type = database.Text("DBInstanceClass"),
        State = database.Text("DBInstanceStatus") is "available" ? "running" : database.Text("DBInstanceStatus"),
        Created = database.Day("InstanceCreateTime"),
        SizeGb = database.Number("AllocatedStorage"),
        Provisioned = database.Number("Iops") is { } iops && database.Text("StorageType") is not ("gp2" or "gp3") ? new Dictionary<string, double> { [MetricNames.Iops] = (double)iops } : new Dictionary<string, double>(),
        Tags = database.Tags("TagList").Own(),
    };

    private static CloudResource Group(XElement group, AwsPlace place) => new()
    {
        Id = group.Text("AutoScalingGroupARN") ?? group.Text("AutoScalingGroupName") ?? "",
        Provider = "aws",
        Kind = ResourceKind.MachineGroup,
        Account = place.Account,
        Region = place.Region,
        Created = group.Day("CreatedTime"),
        Members = group.Items("Instances").Count(),
        Type = group.Items("Instances").Select(instance => instance.Text("InstanceType")).FirstOrDefault(),
        Tags = group.Tags("Tags").Own(),
    };
}
