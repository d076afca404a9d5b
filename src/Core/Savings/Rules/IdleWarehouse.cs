namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W11: a warehouse, cache or search cluster without connections for a week, or with CPU under 5 % nearly all the time (AWS Trusted Advisor G31sQ1E9U).</summary>
public sealed class IdleWarehouse() : SavingRule("CG-W11", SavingAction.Terminate, Grade.High, Grade.Medium, ResourceKind.Warehouse)
{
    private const int Days = 7;
    private const double CpuMax = 5;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null) return null;
        if (of.Metric(MetricNames.Connections)?.Last(Days, of.AsOf) is { } week && week.All(day => day.Max <= 0))
            return Make(of, $"Nobody has connected to {of.Resource.Id} for 7 days", All(of), Grade.Medium, "", new Evidence("Most connections, 7 days", "0", "none"));
        if (of.Metric(MetricNames.Cpu) is not { } cpu || cpu.Last(Days, of.AsOf) is null || cpu.P995 >= CpuMax) return null;
        return Make(of, $"{of.Resource.Id} does nothing", All(of), Grade.Medium, "", new Evidence("P99.5 CPU", Text($"{cpu.P995:0.0} %"), "under 5 %"));
    }
}
