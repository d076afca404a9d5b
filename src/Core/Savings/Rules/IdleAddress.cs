namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W03: a public address that belongs to nothing for a week.</summary>
public sealed class IdleAddress() : SavingRule("CG-W03", SavingAction.Terminate, Grade.Low, Grade.Low, ResourceKind.Address)
{
    private const int Days = 7;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.AttachedTo is not "" || of.Resource.StateDaysOn(of.AsOf) is not { } days || days < Days || of.Bill is null) return null;
        return Make(
            of, Text($"{of.Resource.Id} has belonged to nothing for {days} days"), All(of), Grade.High,
            of.Resource.Provider == "aws" ? $"aws ec2 release-address --allocation-id {of.Resource.Id}" : "",
            new Evidence("Days without use", Text($"{days}"), "at least 7"));
    }
}
