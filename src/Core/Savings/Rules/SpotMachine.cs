namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-S02: a machine that says it keeps no state can be interruptible. Needs the price of interruptible machines.</summary>
public sealed class SpotMachine() : SavingRule("CG-S02", SavingAction.Spot, Grade.High, Grade.High, ResourceKind.Machine)
{
    private const decimal SavingMax = 0.7m;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.Tags.GetValueOrDefault("stateless") is not "true" || of.Bill is null || !of.Prices.Storage.TryGetValue("spot-share", out decimal share)) return null;
        return Make(
            of, $"{of.Resource.Id} keeps no state and can be interruptible", Saving.Share(of.Bill, Math.Min(SavingMax, 1m - share)), Grade.Low, "",
            new Evidence("Price of interruptible machines", Text($"{share * 100:0} % of on demand"), ""));
    }
}
