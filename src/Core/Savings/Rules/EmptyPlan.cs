namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W14: an App Service plan without apps, or a cluster without nodes, for two weeks.</summary>
public sealed class EmptyPlan() : SavingRule("CG-W14", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.Plan)
{
    private const int Days = 14;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.Members is not 0 || of.Resource.StateDaysOn(of.AsOf) is not { } days || days < Days || of.Bill is null) return null;
        return Make(of, Text($"{of.Resource.Id} has held nothing for {days} days"), All(of), Grade.High, "", new Evidence("Days empty", Text($"{days}"), "at least 14"));
    }
}
