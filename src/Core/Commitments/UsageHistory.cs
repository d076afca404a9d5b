namespace CostGuard.Core.Commitments;

/// <summary>Makes the history of usage that nothing covers from charges (domain G.3).</summary>
public static class UsageHistory
{
    // A leap second or a clock change at most; a charge of a day may be an hour longer.
    private const double HourMax = 1.01;
    private const double DayMax = 25.01;

    /// <summary>
    /// The history, by hours when every charge on demand is of one hour, else by days; null when a charge covers more than a day, so that nothing
    /// is known of its course. Days on which the service has no charge at all are left out: no answer is not zero.
    /// </summary>
    /// <param name="charges">Charges of one scope.</param>
    /// <param name="eligible">What a commitment can pay for.</param>
    /// <param name="leaving">On-demand cost an hour that accepted actions will remove, at least 0.</param>
    public static UncoveredUsage? Of(IReadOnlyCollection<CommitmentCharge> charges, IReadOnlySet<CommitmentKind> eligible, decimal leaving = 0m)
    {
        CommitmentCharge[] usage = [.. charges.Where(charge => !charge.IsPurchase)];
        CommitmentCharge[] open = [.. usage.Where(charge => charge.IsPlain && eligible.Contains(charge.Kind))];
        if (usage.Length == 0 || open.Any(charge => charge.Hours > DayMax)) return null;
        bool hourly = open.All(charge => charge.Hours <= HourMax);
        DateOnly[] days = [.. usage.Select(charge => charge.Day).Distinct().Order()];
        Dictionary<DateOnly, int> place = days.Index().ToDictionary(day => day.Item, day => day.Index);
        int perDay = hourly ? 24 : 1;
        decimal[] values = new decimal[days.Length * perDay];
        foreach (CommitmentCharge charge in open)
            values[(place[charge.Day] * perDay) + (hourly ? charge.Start.UtcDateTime.Hour : 0)] += hourly ? charge.Costs.Contracted : charge.Costs.Contracted / 24m;
        decimal covered = usage.Where(charge => charge.Use == CommitmentUse.Used).Sum(charge => charge.Costs.Contracted) / (days.Length * 24m);
        return new UncoveredUsage(days[0], [.. values.Select(value => Math.Max(0m, value - leaving))], hourly, covered);
    }

    /// <summary>Discounts of what is on demand, to the percent: those of the same SKU where a commitment paid for it, else that of all of them.</summary>
    public static IReadOnlyList<DiscountedUsage> Mix(IReadOnlyCollection<(string? Sku, CommitmentCharge Charge)> skus, IReadOnlySet<CommitmentKind> eligible)
    {
        CommitmentSums all = skus.Aggregate(default(CommitmentSums), (sum, each) => sum.With(each.Charge));
        if (CommitmentKpis.Of(all).Discount is not { } whole) return [];
        return [.. skus.Where(each => eligible.Contains(each.Charge.Kind)).GroupBy(each => each.Sku).Select(sku =>
        {
            CommitmentSums sums = sku.Aggregate(default(CommitmentSums), (sum, each) => sum.With(each.Charge));
            return new DiscountedUsage(sums.OnDemand.Contracted, decimal.Round(CommitmentKpis.Of(sums).Discount ?? whole, 2));
        }).Where(part => part.Usage > 0m)];
    }
}
