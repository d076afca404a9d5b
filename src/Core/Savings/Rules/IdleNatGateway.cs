namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W12: a NAT gateway with less than 1 GB in two weeks, or one that no route has named for 32 days.</summary>
public sealed class IdleNatGateway() : SavingRule("CG-W12", SavingAction.Terminate, Grade.Medium, Grade.Low, ResourceKind.NatGateway)
{
    private const int Days = 14, RouteDays = 32;
    private const double BytesInGb = 1_000_000_000;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Bill is null) return null;
        if (of.Resource.AttachedTo is "" && of.Resource.StateDaysOn(of.AsOf) is >= RouteDays)
            return Make(of, $"No route names {of.Resource.Id}", All(of), Grade.Medium, "", new Evidence("Days without a route", Text($"{of.Resource.StateDaysOn(of.AsOf)}"), "at least 32"));
        if (of.Metric(MetricNames.Processed)?.Last(Days, of.AsOf) is not { } days) return null;
        double gb = days.Sum(day => day.Sum) / BytesInGb;
        return gb >= 1 ? null : Make(of, $"Nothing goes through {of.Resource.Id}", All(of), Grade.Medium, "", new Evidence("Traffic in 14 days", Text($"{gb:0.000} GB"), "under 1 GB"));
    }
}
