namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-N01: at least 1 TB a month through a NAT gateway; what goes to the provider's own storage can go by an endpoint.</summary>
public sealed class NatToEndpoint() : SavingRule("CG-N01", SavingAction.Commit, Grade.Medium, Grade.Medium, ResourceKind.NatGateway)
{
    private const int Days = 14;
    private const double BytesInGb = 1_000_000_000, DaysInMonth = 30.4375, GbMin = 1_000;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Metric(MetricNames.Processed)?.Last(Days, of.AsOf) is not { } days || of.Bill is null) return null;
        if (!of.Prices.Storage.TryGetValue("nat", out decimal nat) || !of.Prices.Storage.TryGetValue("endpoint", out decimal endpoint)) return null;
        double gb = days.Sum(day => day.Sum) / BytesInGb / Days * DaysInMonth;
        if (gb < GbMin) return null;
        decimal most = (decimal)gb * (nat - endpoint);
        // Nobody sees here where the bytes go: from nothing to all of them.
        return Make(
            of, $"{of.Resource.Id} carries {Text($"{gb:0}")} GB a month; storage traffic can go by an endpoint", new Saving(0m, most, null, 0m), Grade.Low, "",
            new Evidence("Traffic a month", Text($"{gb:0} GB"), "at least 1,000 GB"));
    }
}
