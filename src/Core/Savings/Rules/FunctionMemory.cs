namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R10: a function whose largest memory use, and a fifth, is less than it was given.</summary>
public sealed class FunctionMemory() : SavingRule("CG-R10", SavingAction.Retype, Grade.Medium, Grade.Low, ResourceKind.Function)
{
    private const double Reserve = 1.2, SmallestMb = 128;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (!of.Resource.Provisioned.TryGetValue(MetricNames.MemoryMb, out double given) || given <= 0 || of.Bill is null || of.Metric(MetricNames.MemoryMb) is not { } use) return null;
        double need = Math.Max(SmallestMb, use.Max * Reserve);
        return double.IsNaN(use.Max) || need >= given ? null : Make(
            of, Text($"{of.Resource.Id} needs {Math.Ceiling(need):0} of {given:0} MB"), Saving.Share(of.Bill, (decimal)(1 - (need / given))), Grade.Medium, "",
            new Evidence("Largest memory use", Text($"{use.Max:0} MB"), Text($"{given:0} MB given"))) with
        { Variant = Text($"{Math.Ceiling(need):0}") };
    }
}
