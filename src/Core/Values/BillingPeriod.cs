using System.Globalization;

namespace CostGuard.Core.Values;

/// <summary>A calendar month in UTC, half-open: FOCUS BillingPeriodStart is inclusive, BillingPeriodEnd exclusive.</summary>
public readonly record struct BillingPeriod : IComparable<BillingPeriod>
{
    private readonly int _months;

    private BillingPeriod(int months) => _months = months;

    /// <summary>First instant of the month, inclusive, UTC.</summary>
    public DateTimeOffset Start => new(_months / 12, (_months % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>First instant of the next month, exclusive, UTC.</summary>
    public DateTimeOffset End => Next.Start;

    /// <summary>First day.</summary>
    public DateOnly FirstDay => new(_months / 12, (_months % 12) + 1, 1);

    /// <summary>Last day, for people; code uses the exclusive end.</summary>
    public DateOnly LastDay => Next.FirstDay.AddDays(-1);

    /// <summary>Days of the month, 28 to 31.</summary>
    public int Days => DateTime.DaysInMonth(_months / 12, (_months % 12) + 1);

    /// <summary>The month after.</summary>
    public BillingPeriod Next => new(_months + 1);

    /// <summary>The month before.</summary>
    public BillingPeriod Previous => new(_months - 1);

    /// <summary>The month of a year, 1 to 12.</summary>
    public static BillingPeriod Month(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return new BillingPeriod((year * 12) + month - 1);
    }

    /// <summary>The month that holds the day.</summary>
    public static BillingPeriod Of(DateOnly day) => Month(day.Year, day.Month);

    /// <summary>The month that holds the instant, by its UTC date.</summary>
    public static BillingPeriod Of(DateTimeOffset instant) => Month(instant.UtcDateTime.Year, instant.UtcDateTime.Month);

    /// <summary>Reads "2026-11"; false for anything else.</summary>
    public static bool TryParse(string? text, out BillingPeriod period)
    {
        bool ok = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        period = ok ? Of(day) : default;
        return ok;
    }

    /// <summary>Reads "2026-11".</summary>
    /// <exception cref="FormatException">The text is not a year and month.</exception>
    public static BillingPeriod Parse(string text) =>
        TryParse(text, out BillingPeriod period) ? period : throw new FormatException($"'{text}' is not a month such as 2026-11.");

    /// <summary>True when the instant lies in [Start, End).</summary>
    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;

    /// <summary>True when the day lies in the month.</summary>
    public bool Contains(DateOnly day) => Of(day) == this;

    /// <summary>The month so many months later (or earlier).</summary>
    public BillingPeriod AddMonths(int months) => new(_months + months);

    /// <summary>Whole months from the other period to this one.</summary>
    public int MonthsSince(BillingPeriod other) => _months - other._months;

    /// <inheritdoc/>
    public int CompareTo(BillingPeriod other) => _months.CompareTo(other._months);

    /// <summary>"2026-11".</summary>
    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
