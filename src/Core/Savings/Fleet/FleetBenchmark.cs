namespace CostGuard.Core.Savings.Fleet;

/// <summary>Lets the rules judge made fleets of which the truth is known, beside the thresholds that clouds publish.</summary>
public static class FleetBenchmark
{
    private const int DaysMade = 32;
    private static readonly string[] OfTrustedAdvisor = ["CG-W01", "CG-W02", "CG-W03", "CG-W04", "CG-W05", "CG-W10"];
    private static readonly string[] OfAzureAdvisor = ["CG-W05", "CG-R01"];

    /// <summary>The fleet of a seed as it is judged: made over 32 days at least, so that a shorter look misses what a longer one sees.</summary>
    public static PlantedFleet Fleet(int seed, DateOnly last, int lookBack) => PlantedFleet.Of(seed, last, Math.Max(DaysMade, lookBack));

    /// <summary>The scores over the fleets of some seeds.</summary>
    /// <param name="seeds">At least one.</param>
    /// <param name="last">Last day of the metrics.</param>
    /// <param name="lookBack">14, 32 or 93 days.</param>
    /// <param name="cancellationToken">Stops between fleets.</param>
    public static FleetResult Run(IReadOnlyList<int> seeds, DateOnly last, int lookBack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var judged = new List<Judged>();
        foreach (int seed in seeds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            judged.AddRange(Fleet(seed, last, lookBack).Cases(lookBack).Select(each => Judge(each.Planted, each.Case)));
        }

        string[] rules = [.. judged.SelectMany(each => each.Planted.Right.Concat(each.Own)).Distinct().Order(StringComparer.Ordinal)];
        FleetScore[] scores =
        [
            .. rules.Select(rule => new FleetScore(
                rule, Count(judged, rule, each => each.Own), OfTrustedAdvisor.Contains(rule) ? Count(judged, rule, each => each.TrustedAdvisor) : null, OfAzureAdvisor.Contains(rule) ? Count(judged, rule, each => each.AzureAdvisor) : null)),
        ];
        FleetScore all = new(null, Sum(scores.Select(score => score.Own)), Sum(scores.Select(score => score.TrustedAdvisor ?? default)), Sum(scores.Select(score => score.AzureAdvisor ?? default)));
        return new FleetResult(
            [.. scores, all], [.. judged.Where(each => each is { Planted.IsUsed: true, Removed: true }).Select(each => $"{each.Planted.Role}, {each.Planted.Resource.Id}")],
            judged.Count(each => each.Planted.IsUsed && each.TrustedAdvisor.Count > 0), judged.Count(each => each.Planted.IsUsed && each.AzureAdvisor.Contains("CG-W05")),
            [.. judged.Where(each => each.ClaimsCash).Select(each => each.Planted.Resource.Id)], [.. judged.SelectMany(Misses).GroupBy(miss => miss).Select(group => $"{group.Key} ({group.Count()})").Order(StringComparer.Ordinal)]);
    }

    private static Judged Judge(PlantedResource planted, ResourceCase of)
    {
        Finding[] findings = [.. SavingRules.Judge(of).Findings];
        // A question to an owner is no recommendation: it claims nothing and removes nothing.
        string[] own = [.. findings.Where(finding => finding.Variant != "review").Select(finding => finding.Rule).Distinct()];
        bool covered = of.Bill is { } bill && bill.CoveredHours == bill.Hours;
        return new Judged(
            planted, own, PublishedThresholds.TrustedAdvisor(of), PublishedThresholds.AzureAdvisor(of),
            findings.Any(finding => finding.Action == SavingAction.Terminate), covered && findings.Any(finding => finding.Saving.Headline > 0m));
    }

    private static FleetCount Count(IReadOnlyList<Judged> judged, string rule, Func<Judged, IReadOnlyList<string>> named)
    {
        int right = 0, wrong = 0, missed = 0;
        foreach (Judged each in judged)
        {
            bool says = named(each).Contains(rule), should = each.Planted.Right.Contains(rule);
            if (says && should) right++;
            else if (says && !each.Planted.Allowed.Contains(rule)) wrong++;
            else if (should) missed++;
        }

        return new FleetCount(right, wrong, missed);
    }

    private static IEnumerable<string> Misses(Judged each) =>
        each.Own.Where(rule => !each.Planted.Right.Contains(rule) && !each.Planted.Allowed.Contains(rule)).Select(rule => $"{each.Planted.Role}: {rule} is wrong")
            .Concat(each.Planted.Right.Except(each.Own).Select(rule => $"{each.Planted.Role}: {rule} is missed"));

    private static FleetCount Sum(IEnumerable<FleetCount> counts) => counts.Aggregate(default(FleetCount), (sum, next) => sum + next);

    private sealed record Judged(PlantedResource Planted, IReadOnlyList<string> Own, IReadOnlyList<string> TrustedAdvisor, IReadOnlyList<string> AzureAdvisor, bool Removed, bool ClaimsCash);
}
