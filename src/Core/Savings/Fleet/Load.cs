using CostGuard.Core.Benchmarks;

namespace CostGuard.Core.Savings.Fleet;

/// <summary>Draws the hourly samples of one resource. Each resource has a generator of its own, so that a change to one leaves the others as they were.</summary>
internal sealed class Load(ulong seed, DateOnly first, int days)
{
    private const int FromHour = 8, ToHour = 18;
    private const double Percent = 100;
    private readonly SplitMix64 _random = new(seed);

    public DateOnly First { get; } = first;

    public int Days { get; } = days;

    public DateOnly Last => First.AddDays(Days - 1);

    public double Between(double low, double high) => low + ((high - low) * _random.NextUniform());

    public int Whole(int low, int high) => low + (int)((high - low + 1) * _random.NextUniform());

    /// <summary>Around one level, all day.</summary>
    public double[] Level(double level, double noise) => Draw(_ => level, noise);

    /// <summary>High in the hours of a working day, low in all others.</summary>
    public double[] Office(double high, double low, double noise) => Draw(hour => IsOffice(hour) ? high : low, noise);

    /// <summary>High by day and lower by night, every day, as customers are.</summary>
    public double[] Daily(double night, double day, double noise) => Draw(hour => night + ((day - night) * Math.Max(0, Math.Sin(Math.PI * (hour.Hour - 6) / 16.0))), noise);

    /// <summary>Low but for some hours from an hour on, on the days that are asked for.</summary>
    public double[] Bursts(double low, double high, int from, int hours, Func<DateOnly, bool> on, double noise) =>
        Draw(hour => hour.Hour >= from && hour.Hour < from + hours && on(DateOnly.FromDateTime(hour)) ? high : low, noise);

    /// <summary>Grows evenly, by a share in 30 days.</summary>
    public double[] Growing(double start, double share) => Draw(hour => start * (1 + (share * (hour - First.ToDateTime(TimeOnly.MinValue)).TotalDays / 30)), 0);

    /// <summary>Percent stay between 0 and 100.</summary>
    public static double[] Capped(double[] hours) => [.. hours.Select(value => Math.Min(Percent, value))];

    private static bool IsOffice(DateTime hour) => hour.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && hour.Hour is >= FromHour and < ToHour;

    private double[] Draw(Func<DateTime, double> shape, double noise)
    {
        var hours = new double[Days * 24];
        DateTime start = First.ToDateTime(TimeOnly.MinValue);
        for (int i = 0; i < hours.Length; i++) hours[i] = Math.Max(0, shape(start.AddHours(i)) * (1 + (noise * _random.NextNormal())));
        return hours;
    }
}
