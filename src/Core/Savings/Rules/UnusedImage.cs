namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W09: a machine image of 90 days that no machine, group or template uses.</summary>
public sealed class UnusedImage() : SavingRule("CG-W09", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.Image)
{
    private const int Days = 90;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.AttachedTo is not "" || of.Resource.AgeOn(of.AsOf) is not { } age || age < Days || of.Bill is null) return null;
        return Make(of, Text($"{of.Resource.Id} is used by nothing and {age} days old"), All(of), Grade.Medium, "", new Evidence("Age in days", Text($"{age}"), "at least 90"));
    }
}
