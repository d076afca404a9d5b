namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W15: a bucket of at least 1 GB that is hardly asked for a week moves to archive.</summary>
public sealed class AbandonedBucket() : SavingRule("CG-W15", SavingAction.Store, Grade.Medium, Grade.Low, ResourceKind.Bucket)
{
    private const int Days = 7;
    private const double WritesMax = 100, ReadsMax = 2_000;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.SizeGb is not >= 1m || of.Bill is null || of.Metric(MetricNames.Writes)?.Last(Days, of.AsOf) is not { } writes || of.Metric(MetricNames.Reads)?.Last(Days, of.AsOf) is not { } reads) return null;
        if (!of.Prices.Storage.TryGetValue("standard", out decimal hot) || !of.Prices.Storage.TryGetValue("archive", out decimal cold)) return null;
        double written = writes.Sum(day => day.Sum), read = reads.Sum(day => day.Sum);
        return written > WritesMax || read > ReadsMax ? null : Make(
            of, $"{of.Resource.Id} is hardly asked: archive it", Saving.Of(of.Resource.SizeGb.Value * (hot - cold)), Grade.Low, "",
            new Evidence("Tier-1 requests, 7 days", Text($"{written:0}"), "at most 100"), new Evidence("Tier-2 requests, 7 days", Text($"{read:0}"), "at most 2,000"));
    }
}
