namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W06: a machine that has been stopped for a month while its disks and addresses are paid for.</summary>
public sealed class StoppedMachine() : SavingRule("CG-W06", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.Machine)
{
    private const int Days = 30;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.State is not ("stopped" or "deallocated") || of.Resource.StateDaysOn(of.AsOf) is not { } days || days < Days || of.AttachedMonthly <= 0m) return null;
        return Make(
            of, Text($"{of.Resource.Id} has been stopped for {days} days; its disks and addresses are paid for"), Saving.Of(of.AttachedMonthly), Grade.High, "",
            new Evidence("Days stopped", Text($"{days}"), "at least 30"));
    }
}
