namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R09: provisioned operations of which not even half are used at P99.5.</summary>
public sealed class ProvisionedIops() : SavingRule("CG-R09", SavingAction.Retype, Grade.Medium, Grade.Low, ResourceKind.Disk, ResourceKind.Database)
{
    private const double Reserve = 1.2;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (!of.Resource.Provisioned.TryGetValue(MetricNames.Iops, out double bought) || bought <= 0 || of.Metric(MetricNames.Iops) is not { } use || use.Last(of.Options.LookBackDays, of.AsOf) is null) return null;
        if (!of.Prices.Storage.TryGetValue("iops", out decimal rate) || use.P995 >= bought / 2) return null;
        double need = use.P995 * Reserve;
        return Make(
            of, $"{of.Resource.Id} pays for operations that it does not make", Saving.Of((decimal)(bought - need) * rate), Grade.Medium, "",
            new Evidence("P99.5 operations a second", Text($"{use.P995:0}"), Text($"under {bought / 2:0}"))) with
        { Variant = Text($"{Math.Ceiling(need):0}") };
    }
}
