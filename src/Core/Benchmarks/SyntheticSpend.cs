namespace CostGuard.Core.Benchmarks;

/// <summary>
/// Daily spend of the benchmark CG-SYN-1 (domain D.8): 548 days from 2024-01-01 with known season, fees, steps and, where asked for, anomalies.
/// It says how methods compare, not how exact they are on a customer's bill.
/// </summary>
/// <param name="Profile">What kind of spend it is.</param>
/// <param name="Seed">Which of the many series of that kind.</param>
/// <param name="Values">Cost by day, the oldest first, in whole cents.</param>
/// <param name="Events">The planted anomalies; none without labels.</param>
public sealed record SyntheticSpend(SpendProfile Profile, int Seed, IReadOnlyList<double> Values, IReadOnlyList<SpendEvent> Events)
{
    /// <summary>Days of a series.</summary>
    public const int Length = 548;

    private static readonly (string Kind, int Days, double Factor)[] EventKinds =
        [("spike", 1, 2.0), ("run", 3, 1.6), ("drift", 7, 1.5), ("drop", 2, .4), ("new resource", 5, 1.8), ("spike", 1, 1.7)];

    /// <summary>The first day of the profile's step, counted from the first day; null for a profile without one.</summary>
    public int? StepDay { get; init; }

    /// <summary>The first day of every series.</summary>
    public static DateOnly FirstDay { get; } = new(2024, 1, 1);

    /// <summary>The series of a profile and seed.</summary>
    /// <param name="profile">One of <see cref="SpendProfile.All"/>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="labels">Whether six anomalies are planted. It changes the draws, and so the noise as well.</param>
    public static SyntheticSpend Of(SpendProfile profile, int seed, bool labels)
    {
        int index = SpendProfile.All.Index().First(each => each.Item.Name == profile.Name).Index;
        var random = new SplitMix64((ulong)(((long)seed * 1000003) + index));
        int stepDay = 300 + (int)(120 * random.NextUniform());
        SpendEvent[] events = labels
            ? [.. EventKinds.Select((kind, i) => new SpendEvent(kind.Kind, 120 + (68 * i) + (int)(55 * random.NextUniform()), kind.Days, kind.Factor))]
            : [];

        var values = new double[Length];
        double noise = 0;
        for (int day = 0; day < Length; day++)
        {
            noise = (profile.Rho * noise) + (Math.Sqrt(1 - (profile.Rho * profile.Rho)) * profile.Sigma * random.NextNormal());
            bool zero = random.NextUniform() < profile.Zero;
            double core = zero ? 0 : Level(profile, day, stepDay) * Math.Exp(noise - (profile.Sigma * profile.Sigma / 2));
            foreach (SpendEvent each in events) core *= each.On(day);
            double fee = FirstDay.AddDays(day).Day == 1 ? profile.Fee : 0;
            values[day] = Math.Floor((100 * (core + fee)) + .5) / 100;
        }

        return new SyntheticSpend(profile, seed, values, events) { StepDay = profile.Step == 1 ? null : stepDay };
    }

    private static double Level(SpendProfile profile, int day, int stepDay)
    {
        DateOnly date = FirstDay.AddDays(day);
        double level = profile.Base * Math.Pow(1 + profile.Growth, day / 30.4375);
        if (day >= stepDay) level *= profile.Step;
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) level *= profile.Weekend;
        return date.Day > DateTime.DaysInMonth(date.Year, date.Month) - 2 ? level * profile.MonthEnd : level;
    }
}
