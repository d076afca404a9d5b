namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W13: a VPN, gateway or dedicated line without traffic for 30 days, or not provisioned for a month.</summary>
public sealed class IdleNetworkGateway() : SavingRule("CG-W13", SavingAction.Terminate, Grade.Medium, Grade.Medium, ResourceKind.NetworkGateway)
{
    private const int Days = 30;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null) return null;
        if (of.Resource.State is "not-provisioned" && of.Resource.StateDaysOn(of.AsOf) is >= Days)
            return Make(of, $"{of.Resource.Id} was never provisioned", All(of), Grade.Medium, "", new Evidence("Days", Text($"{of.Resource.StateDaysOn(of.AsOf)}"), "at least 30"));
        if (of.Metric(MetricNames.Processed)?.Last(Days, of.AsOf) is not { } days || days.Any(day => day.Sum > 0)) return null;
        return Make(of, $"Nothing has gone through {of.Resource.Id} for 30 days", All(of), Grade.Medium, "", new Evidence("Traffic in 30 days", "0 bytes", "none"));
    }
}
