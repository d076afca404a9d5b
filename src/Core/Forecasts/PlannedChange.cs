using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// What people know and no history tells: a migration, a price change, a commitment that ends. It is added after the statistics, as a row of its
/// own, and never mixed into a method's figure (domain D.2).
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="Amount">In the forecast's currency; below zero saves. For a commitment that ends: on-demand cost − committed cost of a day.</param>
/// <param name="IsPerDay">True from that day on for each day; false once.</param>
/// <param name="Note">What it is.</param>
public sealed record PlannedChange(DateOnly From, decimal Amount, bool IsPerDay, string Note)
{
    private const string PerDay = "/day";

    /// <summary>How likely it is, above 0 to 1; its amount counts by that share.</summary>
    public decimal Probability { get; init; } = 1m;

    /// <summary>What it adds to the days, unrounded.</summary>
    public decimal In(DayRange days)
    {
        decimal amount = Amount * Probability;
        if (!IsPerDay) return days.Contains(From) ? amount : 0m;
        DateOnly start = From > days.Start ? From : days.Start;
        return start >= days.End ? 0m : amount * (days.End.DayNumber - start.DayNumber);
    }

    /// <summary>Reads "2026-12-01, 120.00/day, savings plan ends" or "2027-01-15, -500, refund, 60 %".</summary>
    /// <exception cref="CostGuardException">CG1423, exit code 2.</exception>
    public static PlannedChange Parse(string text)
    {
        string[] parts = text.Split(',', 4, StringSplitOptions.TrimEntries);
        bool perDay = parts.Length >= 3 && parts[1].EndsWith(PerDay, StringComparison.Ordinal);
        string number = parts.Length < 3 ? "" : perDay ? parts[1][..^PerDay.Length] : parts[1];
        if (!DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly from)
            || !decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            || parts[2].Length == 0 || Share(parts.Length > 3 ? parts[3] : "100 %") is not { } probability)
        {
            throw new CostGuardException(2, ForecastErrors.BadChange.At($"'{text}' is not a planned change."));
        }

        return new PlannedChange(from, amount, perDay, parts[2]) { Probability = probability };
    }

    private static decimal? Share(string text) =>
        text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal percent)
            && percent is > 0m and <= 100m ? percent / 100m : null;
}
