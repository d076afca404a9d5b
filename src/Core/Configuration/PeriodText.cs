using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>Months as people write them: 2026-11, mtd, last-month, 2026-10..2026-12, fy2027, all.</summary>
/// <param name="Text">As written, for headings.</param>
/// <param name="Days">The days of the months; <see cref="DayRange.All"/> for "all".</param>
public sealed record PeriodText(string Text, DayRange Days)
{
    /// <summary>The first month; undefined for "all".</summary>
    public BillingPeriod First => BillingPeriod.Of(Days.Start);

    /// <summary>The last month; undefined for "all".</summary>
    public BillingPeriod Last => BillingPeriod.Of(Days.End.AddDays(-1));

    /// <summary>True for the whole history.</summary>
    public bool IsAll => Days == DayRange.All;

    /// <summary>Reads the text. "mtd" and "last-month" are relative to <paramref name="asOf"/> (UTC); a fiscal year follows the company's calendar.</summary>
    /// <exception cref="CostGuardException">Exit code 2, CG5002: the text is not a period.</exception>
    public static PeriodText Parse(string text, DateTimeOffset asOf, CompanyConfig company)
    {
        BillingPeriod current = BillingPeriod.Of(asOf);
        string trimmed = text.Trim().ToLowerInvariant();
        if (trimmed is "all") return new PeriodText("all", DayRange.All);
        if (trimmed is "mtd" or "this-month") return Months(current, current);
        if (trimmed is "last-month") return Months(current.Previous, current.Previous);
        if (BillingPeriod.TryParse(trimmed, out BillingPeriod month)) return Months(month, month);
        if (trimmed.Split("..") is [string from, string to] && BillingPeriod.TryParse(from, out BillingPeriod first)
            && BillingPeriod.TryParse(to, out BillingPeriod last) && first.CompareTo(last) <= 0)
        {
            return Months(first, last);
        }

        if (trimmed.StartsWith("fy", StringComparison.Ordinal)
            && int.TryParse(trimmed.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1990 and < 2200)
        {
            return Fiscal(trimmed, year, company);
        }

        throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{text}' is not a period: write 2026-11, mtd, last-month, 2026-10..2026-12, fy2027 or all."));
    }

    private static PeriodText Months(BillingPeriod first, BillingPeriod last) =>
        new(first == last ? first.ToString() : $"{first}..{last}", DayRange.Of(first, last));

    private static PeriodText Fiscal(string text, int year, CompanyConfig company)
    {
        int startYear = company.FiscalYearNamedByEnd && company.FiscalYearStartMonth > 1 ? year - 1 : year;
        BillingPeriod first = BillingPeriod.Month(startYear, company.FiscalYearStartMonth);
        return new PeriodText(text, DayRange.Of(first, first.AddMonths(11)));
    }
}
