namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-S03: Windows or SQL Server that is rented although licences may be there (Azure Hybrid Benefit). Needs the licence's share of the price.</summary>
public sealed class LicenceBenefit() : SavingRule("CG-S03", SavingAction.Commit, Grade.Low, Grade.Low, ResourceKind.Machine, ResourceKind.Database)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.Os is not "windows" || of.Resource.Tags.Keys.Any(key => key is "hybrid-benefit" or "hybrid_benefit" or "costguard:hybrid-benefit") || of.Bill is null || !of.Prices.Storage.TryGetValue("licence-share", out decimal share)) return null;
        return Make(
            of, $"{of.Resource.Id} rents its licence", Saving.Share(of.Bill, share), Grade.Medium, of.Resource.Provider == "azure" ? $"az vm update --ids {of.Resource.Id} --license-type Windows_Server" : "",
            new Evidence("Licence in the price", Text($"{share * 100:0} %"), "none where licences are owned"));
    }
}
