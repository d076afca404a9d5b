using System.Xml.Linq;
using CostGuard.Collect.Aws;
using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>Answers that AWS really gave (data/aws/wire-xml), with what a person reads in them.</summary>
public sealed class Ec2InventoryTests
{
    private static readonly AwsPlace Place = new(null!, null!, AwsPartition.OfRegion(null), null, "123456789012", "us-west-2");

    [Fact]
    public void Machine_Stopped_IsSinceTheDayInItsReason()
    {
        CloudResource machine = Ec2Inventory.Machine(Wire("ec2-describe-instances").Items("reservationSet").SelectMany(one => one.Items("instancesSet")).First(one => one.Text("instanceId") == "i-fde9cece"), Place);
        Assert.Equal(
            ("i-fde9cece", "m1.small", "stopped", new DateOnly(2013, 3, 1), new DateOnly(2012, 10, 16), "linux", "123456789012"),
            (machine.Id, machine.Type, machine.State, machine.StateSince, machine.Created, machine.Os, machine.Account));
        Assert.Equal(("notebook", ""), (Assert.Single(machine.Tags).Key, machine.Tags["notebook"]));
    }

    [Fact]
    public void Disk_AttachedAsFirstDisk_IsTheOneAMachineStartsFrom()
    {
        CloudResource disk = Ec2Inventory.Disk(Wire("ec2-describe-volumes").Items("volumeSet").First(), Place);
        Assert.Equal(("vol-bc71579a", 8m, "in-use", "i-fde9cece", true, new DateOnly(2012, 10, 16)), (disk.Id, disk.SizeGb, disk.State, disk.AttachedTo, disk.IsSpecial, disk.Created));
    }

    [Fact]
    public void Address_OfNobody_IsAttachedToNothing()
    {
        CloudResource[] addresses = [.. Wire("ec2-describe-addresses").Items("addressesSet").Select(address => Ec2Inventory.Address(address, Place))];
        Assert.Equal(["54.245.81.77", "54.245.99.8", "eipalloc-312e1758"], addresses.Select(address => address.Id));
        Assert.All(addresses, address => Assert.Equal("", address.AttachedTo));
    }

    /// <summary>Its volume is there, and it is the newest of it: it is kept. The others' volumes are gone.</summary>
    [Fact]
    public void Snapshots_NewestOfAVolumeThatIsThere_IsLeftAlone()
    {
        IReadOnlyList<CloudResource> snapshots = Ec2Inventory.Snapshots([.. Wire("ec2-describe-snapshots").Items("snapshotSet")], new HashSet<string> { "vol-213dd14a" }, new HashSet<string>(), Place);
        Assert.Equal(("vol-213dd14a", true, 90m), Of("snap-b6bf0cde"));
        Assert.Equal(("", false, 10m), Of("snap-b253e6da"));

        (string?, bool, decimal?) Of(string id) => snapshots.Where(one => one.Id == id).Select(one => (one.AttachedTo, one.IsSpecial, one.SizeGb)).Single();
    }

    private static XElement Wire(string name) => AwsXml.Parse(File.ReadAllBytes(SharedFolder.Path("data", "aws", "wire-xml", name + ".xml")), name);
}
