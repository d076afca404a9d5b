namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R03: the family that follows, with as many CPUs, as much memory and a price that is not higher.</summary>
public sealed class NewerGeneration() : SavingRule("CG-R03", SavingAction.Retype, Grade.Medium, Grade.Medium, ResourceKind.Machine, ResourceKind.Database)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Prices.Find(of.Resource.Type) is not { SuccessorFamily: { } family } now) return null;
        MachineType? target = of.Prices.Types.Where(type => type.Family == family && type.Cpus >= now.Cpus && type.MemoryGb >= now.MemoryGb && type.Architecture == now.Architecture && type.Rate <= now.Rate)
            .OrderBy(type => type.Rate).ThenBy(type => type.Name, StringComparer.Ordinal).FirstOrDefault();
        return target is null ? null : Make(
            of, $"{target.Name} follows {now.Name} for less", Saving.Rate(of.Bill, target.Rate), Grade.Medium, "",
            new Evidence("Price of an hour", Text($"{target.Rate:0.####}"), Text($"{now.Rate:0.####} now"))) with
        { Variant = target.Name };
    }
}
