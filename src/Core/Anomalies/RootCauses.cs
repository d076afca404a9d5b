namespace CostGuard.Core.Anomalies;

/// <summary>A part of a cost in the event and before it.</summary>
/// <param name="Keys">What it is, by dimension; null where the charge has no value.</param>
/// <param name="Baseline">Usual cost in as many days.</param>
/// <param name="Actual">Cost in the event's days.</param>
public sealed record CostPart(IReadOnlyList<string?> Keys, decimal Baseline, decimal Actual)
{
    /// <summary>Actual − baseline.</summary>
    public decimal Change => Actual - Baseline;
}

/// <summary>A cause of an anomaly.</summary>
/// <param name="Part">The part of the cost; null for all other.</param>
/// <param name="Impact">Its share of the whole in money.</param>
/// <param name="ShareNet">Impact ÷ whole; null when the whole is zero.</param>
/// <param name="ShareGross">Its rise ÷ all rises (or fall ÷ all falls): the honest share when rises and falls are mixed; null against the trend.</param>
public sealed record RootCause(CostPart? Part, decimal Impact, decimal? ShareNet, decimal? ShareGross)
{
    /// <summary>True when it had no cost before.</summary>
    public bool IsNew => Part is { Baseline: 0m, Actual: not 0m };

    /// <summary>True when it has no cost any more.</summary>
    public bool IsGone => Part is { Baseline: not 0m, Actual: 0m };
}

/// <summary>Ranks what an anomaly comes from (domain E.5). The causes and "all other" add up to the whole to the last digit.</summary>
public static class RootCauses
{
    private const decimal ShareShown = 0.8m;
    private const int CausesMin = 3;

    /// <summary>The causes, the strongest first; the last one is all other, where there is any.</summary>
    /// <param name="parts">All parts of the cost.</param>
    /// <param name="whole">What is explained: the impact of the event.</param>
    /// <param name="shownMax">Most causes by name.</param>
    public static IReadOnlyList<RootCause> Rank(IReadOnlyList<CostPart> parts, decimal whole, int shownMax)
    {
        int sign = whole < 0m ? -1 : 1;
        CostPart[] ranked = [.. parts.Where(part => part.Change != 0m).OrderByDescending(part => part.Change * sign)
            .ThenBy(part => string.Join('\u001f', part.Keys), StringComparer.Ordinal)];
        decimal gross = ranked.Where(part => part.Change * sign > 0m).Sum(part => part.Change);
        var causes = new List<RootCause>();
        decimal named = 0m;
        foreach (CostPart part in ranked)
        {
            bool enough = causes.Count >= CausesMin && gross != 0m && named / gross >= ShareShown;
            if (enough || causes.Count == shownMax || part.Change * sign <= 0m) break;
            causes.Add(new RootCause(part, part.Change, Share(part.Change, whole), Share(part.Change, gross)));
            named += part.Change;
        }

        decimal rest = whole - named;
        if (rest != 0m) causes.Add(new RootCause(null, rest, Share(rest, whole), null));
        return causes;
    }

    /// <summary>
    /// The usual cost of a part on a day: the median of the same weekday in the four weeks before the event. For an even count the mean of the
    /// middle two, exact.
    /// </summary>
    /// <param name="cost">Exact cost of the part by day; 0 where it had none.</param>
    /// <param name="day">The day.</param>
    /// <param name="start">First day of the event.</param>
    public static decimal Baseline(Func<DateOnly, decimal> cost, DateOnly day, DateOnly start)
    {
        DateOnly before = day;
        while (before >= start) before = before.AddDays(-7);
        return Statistics.Medians.Of<decimal>([cost(before), cost(before.AddDays(-7)), cost(before.AddDays(-14)), cost(before.AddDays(-21))]);
    }

    private static decimal? Share(decimal part, decimal whole) => whole == 0m ? null : part / whole;
}
