namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W02: an attached disk with less than one operation a day for a week (AWS Trusted Advisor DAvU99Dc4C). Boot disks are left alone.</summary>
public sealed class LowIoDisk() : SavingRule("CG-W02", SavingAction.Terminate, Grade.Medium, Grade.Medium, ResourceKind.Disk)
{
    private const int Days = 7;
    private const double OperationsMax = 1, SecondsADay = 86_400;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.IsSpecial || string.IsNullOrEmpty(of.Resource.AttachedTo) || of.Metric(MetricNames.Iops)?.Last(Days, of.AsOf) is not { } days || of.Bill is null) return null;
        // Samples are operations a second, however often they were taken.
        double most = days.Max(day => day.Mean) * SecondsADay;
        return most >= OperationsMax ? null : Make(
            of, $"{of.Resource.Id} is attached to {of.Resource.AttachedTo} and not used", All(of), Grade.Medium, "",
            new Evidence("Most operations in a day, 7 days", Text($"{most:0.##}"), "under 1"));
    }
}
