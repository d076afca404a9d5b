namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W20: a resource of a week that costs 50 a month and names no team. No money, but nobody can ask whose it is.</summary>
public sealed class UntaggedSpend() : SavingRule("CG-W20", SavingAction.Govern, Grade.Low, Grade.Low, Enum.GetValues<ResourceKind>())
{
    private const int Days = 7;
    private const decimal CostMin = 50m;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (!of.Resource.AreTagsKnown || of.Resource.Tags.ContainsKey("team") || of.Resource.AgeOn(of.AsOf) is not > Days || of.Bill is not { Monthly: >= CostMin } bill) return null;
        return Make(of, $"{of.Resource.Id} names no team", Saving.None, Grade.High, "", new Evidence("Cost a month", Text($"{bill.Monthly:0.00}"), "a team from 50 on"));
    }
}
