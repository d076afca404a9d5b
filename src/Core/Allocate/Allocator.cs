using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>Runs the rules on dimension sets.</summary>
public static class Allocator
{
    /// <summary>
    /// The assignments over the days, cut at every day on which a rule or team starts or ends. Neighbouring epochs with equal assignments are one.
    /// </summary>
    /// <param name="book">The rules.</param>
    /// <param name="sets">Distinct dimension sets.</param>
    /// <param name="days">Charge days that occur.</param>
    /// <returns>Epochs in order; together they are <paramref name="days"/>.</returns>
    public static IReadOnlyList<AllocationEpoch> Epochs(RuleBook book, IReadOnlyList<DimensionSet> sets, DayRange days)
    {
        DateOnly[] starts = [days.Start, .. book.ChangeDays.Where(day => days.Start < day && day < days.End)];
        var assignments = new Assignment[starts.Length][];
        for (int epoch = 0; epoch < starts.Length; epoch++) assignments[epoch] = new Assignment[sets.Count];
        for (int set = 0; set < sets.Count; set++)
        {
            IReadOnlyList<Assignment> decided = book.Decide(sets[set], starts);
            for (int epoch = 0; epoch < starts.Length; epoch++) assignments[epoch][set] = decided[epoch];
        }

        return Join(starts, assignments, days.End);
    }

    /// <summary>Values of the team tag that name no known team, in ordinal order.</summary>
    public static IReadOnlyList<string> UnknownTeamValues(RuleBook book, IReadOnlyList<DimensionSet> sets) =>
        [.. sets.Select(book.UnknownTeamValue).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static List<AllocationEpoch> Join(DateOnly[] starts, Assignment[][] assignments, DateOnly end)
    {
        var epochs = new List<AllocationEpoch>();
        for (int i = 0; i < starts.Length; i++)
        {
            var days = new DayRange(starts[i], i + 1 < starts.Length ? starts[i + 1] : end);
            if (epochs.Count > 0 && assignments[i].AsSpan().SequenceEqual((Assignment[])epochs[^1].Assignments))
            {
                epochs[^1] = epochs[^1] with { Days = new DayRange(epochs[^1].Days.Start, days.End) };
            }
            else
            {
                epochs.Add(new AllocationEpoch(days, assignments[i]));
            }
        }

        return epochs;
    }
}
