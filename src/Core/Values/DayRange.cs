using System.Globalization;

namespace CostGuard.Core.Values;

/// <summary>Whole UTC days, half-open [Start, End). Empty when Start equals End.</summary>
public readonly record struct DayRange
{
    /// <summary>A range of days; the end is exclusive.</summary>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public DayRange(DateOnly start, DateOnly end)
    {
        if (end < start) throw new ArgumentException($"The range ends ({end:O}) before it starts ({start:O}).", nameof(end));
        Start = start;
        End = end;
    }

    /// <summary>First day, inclusive.</summary>
    public DateOnly Start { get; }

    /// <summary>Day after the last, exclusive.</summary>
    public DateOnly End { get; }

    /// <summary>Number of days.</summary>
    public int Days => End.DayNumber - Start.DayNumber;

    /// <summary>Every day there is: for questions over the whole history.</summary>
    public static DayRange All { get; } = new(DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>The days of one month.</summary>
    public static DayRange Of(BillingPeriod period) => new(period.FirstDay, period.Next.FirstDay);

    /// <summary>The days of several months, the last one included.</summary>
    public static DayRange Of(BillingPeriod first, BillingPeriod last) => new(first.FirstDay, last.Next.FirstDay);

    /// <summary>True when the day lies in the range.</summary>
    public bool Contains(DateOnly day) => Start <= day && day < End;

    /// <summary>The days that both ranges have; empty (at the later start) when none.</summary>
    public DayRange Intersect(DayRange other)
    {
        DateOnly start = Start > other.Start ? Start : other.Start;
        DateOnly end = End < other.End ? End : other.End;
        return new DayRange(start, end < start ? start : end);
    }

    /// <summary>"2026-11-01..2026-11-30": the last day is named inclusively, for people.</summary>
    public override string ToString() => this == All
        ? "all"
        : string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd}..{End.AddDays(Days > 0 ? -1 : 0):yyyy-MM-dd}");
}
