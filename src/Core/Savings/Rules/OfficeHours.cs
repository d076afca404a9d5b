namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-S01: a machine outside production that does nothing in at least 40 % of the week, or of which nobody knows better, runs on weekdays from 7 to 19.</summary>
public sealed class OfficeHours() : SavingRule("CG-S01", SavingAction.Schedule, Grade.Low, Grade.Medium, ResourceKind.Machine, ResourceKind.Database)
{
    private const double IdleMin = 0.4;
    private const decimal OfficeHoursAWeek = 60m;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (!of.IsNonProduction || of.Bill is null || of.Resource.State is not (null or "running")) return null;
        double? idle = of.Metric(MetricNames.Cpu)?.InactiveShare;
        if (idle < IdleMin) return null;
        return Make(
            of, $"{of.Resource.Id} is {of.Resource.Tags["env"]}: let it run on weekdays from 7 to 19", Saving.Share(of.Bill, 1m - (OfficeHoursAWeek / 168m)), idle is null ? Grade.Low : Grade.Medium, "",
            new Evidence("Hours of the week without work", idle is { } share ? Text($"{share * 100:0} %") : "unknown; by its tag env", "at least 40 %")) with
        { Variant = "weekdays-07-19" };
    }
}
