namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W01: a disk that nothing has used for a week. A snapshot, about 5 % of its cost, keeps the content.</summary>
public sealed class UnattachedDisk() : SavingRule("CG-W01", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.Disk)
{
    private const int Days = 7;
    private const decimal SnapshotShare = 0.05m;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        CloudResource disk = of.Resource;
        if (disk.State is not ("available" or "unattached") || disk.StateDaysOn(of.AsOf) is not { } days || days < Days || of.Bill is null) return null;
        return Make(
            of, Text($"{disk.Id} has been attached to nothing for {days} days"), Saving.Share(of.Bill, 1m - SnapshotShare), Grade.High,
            disk.Provider == "aws" ? $"aws ec2 create-snapshot --volume-id {disk.Id} && aws ec2 delete-volume --volume-id {disk.Id}" : "",
            new Evidence("State", disk.State, ""), new Evidence("Days in this state", Text($"{days}"), "at least 7"));
    }
}
