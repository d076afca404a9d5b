namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W17: at least 500 GB of hot storage that is read less than once a GB and month.</summary>
public sealed class HotStorage() : SavingRule("CG-W17", SavingAction.Store, Grade.Medium, Grade.Medium, ResourceKind.Bucket)
{
    private const int Days = 14;
    private const decimal SizeMin = 500m;
    private const double DaysInMonth = 30.4375;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.SizeGb is not >= SizeMin || of.Bill is null || of.Metric(MetricNames.Reads)?.Last(Days, of.AsOf) is not { } days) return null;
        if (!of.Prices.Storage.TryGetValue("standard", out decimal hot) || !of.Prices.Storage.TryGetValue("infrequent", out decimal cool)) return null;
        double reads = days.Sum(day => day.Sum) / Days * DaysInMonth / (double)of.Resource.SizeGb.Value;
        return reads >= 1 ? null : Make(
            of, $"{of.Resource.Id} is hot storage that is hardly read", Saving.Of(of.Resource.SizeGb.Value * (hot - cool)), Grade.Medium, "",
            new Evidence("Reads a GB and month", Text($"{reads:0.00}"), "under 1"), new Evidence("Size", Text($"{of.Resource.SizeGb:0} GB"), "at least 500 GB"));
    }
}
