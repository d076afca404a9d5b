namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W07: an Azure machine that was stopped from within: it is billed as if it ran until it is deallocated.</summary>
public sealed class StoppedNotDeallocated() : SavingRule("CG-W07", SavingAction.Terminate, Grade.Low, Grade.Low, ResourceKind.Machine)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource is not { Provider: "azure", State: "stopped" } || of.Resource.StateDaysOn(of.AsOf) is not { } days || days < 1 || of.Bill is null) return null;
        return Make(
            of, Text($"{of.Resource.Id} is stopped but not deallocated, and billed, for {days} days"), All(of), Grade.High, $"az vm deallocate --ids {of.Resource.Id}",
            new Evidence("Days stopped", Text($"{days}"), "at least 1"));
    }
}
