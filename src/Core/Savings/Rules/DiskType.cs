namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-R08: gp2 becomes gp3, which does the same for less up to 16,000 operations a second.</summary>
public sealed class DiskType() : SavingRule("CG-R08", SavingAction.Retype, Grade.Low, Grade.Low, ResourceKind.Disk)
{
    private const double IopsMax = 16_000;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.Type is not "gp2" || of.Resource.SizeGb is not { } size) return null;
        if (!of.Prices.Storage.TryGetValue("gp2", out decimal before) || !of.Prices.Storage.TryGetValue("gp3", out decimal after) || before <= after) return null;
        if (of.Metric(MetricNames.Iops) is { } use && use.Max > IopsMax) return null;
        return Make(
            of, $"{of.Resource.Id} is cheaper as gp3", Saving.Of(size * (before - after)), Grade.High, $"aws ec2 modify-volume --volume-id {of.Resource.Id} --volume-type gp3",
            new Evidence("Price of a GiB and month", Text($"{after:0.####}"), Text($"{before:0.####} now"))) with
        { Variant = "gp3" };
    }
}
