namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R06: a group that carries its load with one member less; two at least remain.</summary>
public sealed class SmallerGroup() : SavingRule("CG-R06", SavingAction.Retype, Grade.Medium, Grade.Low, ResourceKind.MachineGroup)
{
    private const int MembersMin = 3;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.Members is not { } members || members < MembersMin || of.Bill is null || of.Metric(MetricNames.Cpu) is not { } cpu || cpu.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        double after = cpu.P95 * members / (members - 1), limit = (1 - of.Options.CpuHeadroom) * 100;
        return after > limit ? null : Make(
            of, Text($"{of.Resource.Id} carries its load with {members - 1} of {members} members"), Saving.Share(of.Bill, 1m / members), Grade.Medium, "",
            new Evidence("P95 CPU with one less", Text($"{after:0.0} %"), Text($"at most {limit:0} %"))) with
        { Variant = Text($"{members - 1}") };
    }
}
