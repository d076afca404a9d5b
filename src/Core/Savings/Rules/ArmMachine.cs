namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R04: the same size on Arm, for Linux machines. Programs must be built for it.</summary>
public sealed class ArmMachine() : SavingRule("CG-R04", SavingAction.Retype, Grade.High, Grade.High, ResourceKind.Machine)
{
    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null || of.Resource.Os is not "linux" || of.Prices.Find(of.Resource.Type) is not { ArmFamily: { } family } now) return null;
        MachineType? target = of.Prices.Types.Where(type => type.Family == family && type.Cpus >= now.Cpus && type.MemoryGb >= now.MemoryGb && type.Rate < now.Rate)
            .OrderBy(type => type.Rate).ThenBy(type => type.Name, StringComparer.Ordinal).FirstOrDefault();
        return target is null ? null : Make(
            of, $"{target.Name} does the work of {now.Name} on Arm", Saving.Rate(of.Bill, target.Rate), Grade.Low, "",
            new Evidence("Price of an hour", Text($"{target.Rate:0.####}"), Text($"{now.Rate:0.####} now"))) with
        { Variant = target.Name };
    }
}
