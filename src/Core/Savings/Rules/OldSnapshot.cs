namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W08: a snapshot of 90 days that is not the newest of its disk and not kept by a backup policy, or whose disk is gone for 30 days.</summary>
public sealed class OldSnapshot() : SavingRule("CG-W08", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.Snapshot)
{
    private const int Days = 90, OrphanDays = 30;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.IsSpecial || of.Resource.Tags.ContainsKey("backup") || of.Resource.AgeOn(of.AsOf) is not { } age || of.Bill is null) return null;
        bool orphan = of.Resource.AttachedTo is "" && age >= OrphanDays;
        if (!orphan && (age < Days || of.Resource.AttachedTo is null)) return null;
        return Make(
            of, Text($"{of.Resource.Id} is {age} days old{(orphan ? " and its disk is gone" : " and not the newest of its disk")}"), All(of), Grade.Medium, "",
            new Evidence("Age in days", Text($"{age}"), orphan ? "at least 30 without its disk" : "at least 90"));
    }
}
