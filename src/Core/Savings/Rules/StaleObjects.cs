namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W18: parts of uploads that never ended, and old versions, in a bucket without a rule that removes them.</summary>
public sealed class StaleObjects() : SavingRule("CG-W18", SavingAction.Store, Grade.Low, Grade.Low, ResourceKind.Bucket)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.RetentionDays is not 0 || !of.Resource.Provisioned.TryGetValue("stale-gb", out double stale) || stale <= 0) return null;
        if (!of.Prices.Storage.TryGetValue("standard", out decimal rate)) return null;
        return Make(
            of, $"{of.Resource.Id} keeps parts and versions that nobody can reach", Saving.Of((decimal)stale * rate), Grade.High, "",
            new Evidence("Unfinished uploads over 7 days, versions over 90 days", Text($"{stale:0.0} GB"), "none"));
    }
}
