namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W04: a load balancer without a healthy target, or with under 100 requests on each of 7 days (AWS Trusted Advisor hjLMh88uM8).</summary>
public sealed class IdleLoadBalancer() : SavingRule("CG-W04", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.LoadBalancer)
{
    private const int Days = 7;
    private const double RequestsMax = 100;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null) return null;
        if (of.Resource.Members == 0) return Make(of, $"{of.Resource.Id} has no healthy target", All(of), Grade.High, "", new Evidence("Healthy targets", "0", "at least 1"));
        if (of.Metric(MetricNames.Requests)?.Last(Days, of.AsOf) is not { } days) return null;
        double most = days.Max(day => day.Sum);
        return most >= RequestsMax ? null : Make(
            of, $"{of.Resource.Id} is hardly asked", All(of), Grade.High, "", new Evidence("Most requests in a day, 7 days", Text($"{most:0}"), "under 100"));
    }
}
