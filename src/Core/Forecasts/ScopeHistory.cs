using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statistics;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// Daily cost of one team, service or of all, in one currency. Exact amounts tell what happened; a series in plain numbers is what methods learn from:
/// without credits and corrections, which say nothing about days to come, and with one-off purchases kept apart.
/// </summary>
internal sealed class ScopeHistory
{
    private readonly Dictionary<DateOnly, decimal> _actual = [];
    private readonly Dictionary<DateOnly, decimal> _usual = [];
    private readonly Dictionary<DateOnly, decimal> _purchases = [];
    private readonly Dictionary<DateOnly, decimal> _excess = [];

    /// <summary>How questions are grouped after the scope's own dimension.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } = [new("month"), new("day"), new("chargeCategory"), new("chargeClass")];

    /// <summary>The billing month of a row whose last keys are those of <see cref="Dimensions"/>.</summary>
    public static BillingPeriod MonthOf(CostRow row) => BillingPeriod.Parse(row.Keys[row.Keys.Count - Dimensions.Count] ?? "");

    /// <summary>Adds the cost of a row, times its exchange rate. As for budgets, a charge counts in its billing month.</summary>
    public void Add(CostRow row, CostMetric metric, decimal rate)
    {
        int at = row.Keys.Count - Dimensions.Count;
        BillingPeriod month = MonthOf(row);
        DateOnly day = DateOnly.ParseExact(row.Keys[at + 1] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day < month.FirstDay) day = month.FirstDay;
        if (day > month.LastDay) day = month.LastDay;
        decimal cost = row.Costs[metric] * rate;
        Add(_actual, day, cost);
        if (row.Keys[at + 2] is "Credit" or "Adjustment" || row.Keys[at + 3] is "Correction") return;
        Add(_usual, day, cost);
        if (row.Keys[at + 2] is "Purchase") Add(_purchases, day, cost);
    }

    /// <summary>Cost of a day beyond its expected one: it happened, and no method learns from it.</summary>
    public void AddUnusual(DateOnly day, decimal excess) => Add(_excess, day, excess);

    /// <summary>Adds all of another scope.</summary>
    public void Add(ScopeHistory other)
    {
        foreach ((DateOnly day, decimal cost) in other._actual) Add(_actual, day, cost);
        foreach ((DateOnly day, decimal cost) in other._usual) Add(_usual, day, cost);
        foreach ((DateOnly day, decimal cost) in other._purchases) Add(_purchases, day, cost);
        foreach ((DateOnly day, decimal cost) in other._excess) Add(_excess, day, cost);
    }

    /// <summary>Exact cost of the days.</summary>
    public decimal Actual(DayRange days) => _actual.Where(each => days.Contains(each.Key)).Sum(each => each.Value);

    /// <summary>True when a row of the scope lies on the day, be it of 0.</summary>
    public bool Has(DateOnly day) => _actual.ContainsKey(day);

    /// <summary>
    /// The series of the known days, from the first one with cost on. Days that the data lack altogether (<paramref name="missing"/>) are not
    /// zero: they count as the same weekdays around them, so that the time axis stays as it is.
    /// </summary>
    public DailySeries? Series(DayRange known, IReadOnlySet<DateOnly> missing)
    {
        DateOnly first = known.Start;
        while (first < known.End && _usual.GetValueOrDefault(first) == 0m) first = first.AddDays(1);
        if (first >= known.End) return null;
        int days = known.End.DayNumber - first.DayNumber;
        double[] values = new double[days], purchases = new double[days];
        for (int i = 0; i < days; i++)
        {
            values[i] = (double)_usual.GetValueOrDefault(first.AddDays(i));
            purchases[i] = (double)_purchases.GetValueOrDefault(first.AddDays(i));
        }

        Fill(values, first, missing);
        return new DailySeries(first, values, purchases, Usual(values, first, missing));
    }

    private double[]? Usual(double[] values, DateOnly first, IReadOnlySet<DateOnly> missing)
    {
        if (_excess.Count == 0) return null;
        double[] usual = [.. values];
        for (int i = 0; i < usual.Length; i++)
        {
            DateOnly day = first.AddDays(i);
            if (missing.Contains(day) || !_excess.TryGetValue(day, out decimal excess)) continue;
            double without = values[i] - (double)excess;
            // The rest of the day is not known well enough to turn cost into a gift.
            usual[i] = values[i] >= 0 && without < 0 ? 0 : without;
        }

        return usual;
    }

    private static void Fill(double[] values, DateOnly first, IReadOnlySet<DateOnly> missing)
    {
        if (missing.Count == 0) return;
        int[] there = [.. Enumerable.Range(0, values.Length).Where(i => !missing.Contains(first.AddDays(i)))];
        foreach (int gap in Enumerable.Range(0, values.Length).Except(there).ToArray())
        {
            double[] near = [.. there.Where(i => (i - gap) % 7 == 0).OrderBy(i => Math.Abs(i - gap)).Take(4).Select(i => values[i])];
            values[gap] = near.Length > 0 ? Medians.Of<double>(near) : Medians.Of<double>([.. there.Select(i => values[i])]);
        }
    }

    private static void Add(Dictionary<DateOnly, decimal> sums, DateOnly day, decimal cost) => sums[day] = sums.GetValueOrDefault(day) + cost;
}
