namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W16: logs that are kept for ever and grow by 5 % a month: half of what lies above the level of 30 days ago.</summary>
public sealed class EndlessLogs() : SavingRule("CG-W16", SavingAction.Store, Grade.Low, Grade.Low, ResourceKind.LogGroup)
{
    private const int Days = 30;
    private const decimal CostMin = 50m;
    private const double GrowthMin = 1.05;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.RetentionDays is not 0 || of.Bill is not { Monthly: >= CostMin } bill || of.Metric(MetricNames.Stored)?.Last(Days, of.AsOf) is not { } days) return null;
        double before = days[0].Mean, now = days[^1].Mean;
        if (before <= 0 || now < before * GrowthMin) return null;
        return Make(
            of, $"{of.Resource.Id} is kept for ever and grows", Saving.Share(bill, (decimal)(1 - (before / now)) / 2), Grade.Medium,
            of.Resource.Provider == "aws" ? $"aws logs put-retention-policy --log-group-name {of.Resource.Id} --retention-in-days 30" : "",
            new Evidence("Growth in 30 days", Text($"{((now / before) - 1) * 100:0.0} %"), "at least 5 %"), new Evidence("Retention", "for ever", "a number of days"));
    }
}
