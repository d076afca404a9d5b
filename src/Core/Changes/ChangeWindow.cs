using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>One side of a comparison: billing months, or charge days (UTC).</summary>
/// <param name="Text">As people read it; the last day is included.</param>
/// <param name="Days">Its days.</param>
/// <param name="ByBillingPeriod">True for whole billing months, as invoices count; false for days of charges.</param>
public sealed record ChangeWindow(string Text, DayRange Days, bool ByBillingPeriod)
{
    /// <summary>Reads "2026-10-01..2026-10-15" (both days included), "2026-10-01", or any period of months.</summary>
    /// <exception cref="CostGuardException">Exit code 2: CG2640 or CG5002.</exception>
    public static ChangeWindow Parse(string text, DateTimeOffset asOf, CompanyConfig company)
    {
        string[] ends = text.Trim().Split("..");
        if (ends.Length is 1 or 2 && TryDay(ends[0], out DateOnly first) && TryDay(ends[^1], out DateOnly last))
        {
            if (last < first) throw new CostGuardException(2, ChangeErrors.BadWindow.At($"'{text}' ends before it begins."));
            var days = new DayRange(first, last.AddDays(1));
            return new ChangeWindow(days.ToString(), days, false);
        }

        PeriodText months = PeriodText.Parse(text, asOf, company);
        return new ChangeWindow(months.Text, months.Days, true);
    }

    /// <summary>One billing month.</summary>
    public static ChangeWindow Of(BillingPeriod month) => new(month.ToString(), DayRange.Of(month), true);

    /// <summary>As many months, or days, just before this window.</summary>
    /// <exception cref="CostGuardException">Exit code 2, CG2640: "all" has nothing before it.</exception>
    public ChangeWindow Previous()
    {
        if (Days == DayRange.All) throw new CostGuardException(2, ChangeErrors.BadWindow.At("'all' has nothing before it: name both windows."));
        if (!ByBillingPeriod)
        {
            var days = new DayRange(Days.Start.AddDays(-Days.Days), Days.Start);
            return new ChangeWindow(days.ToString(), days, false);
        }

        BillingPeriod first = BillingPeriod.Of(Days.Start);
        BillingPeriod from = first.AddMonths(-Months), to = first.Previous;
        return new ChangeWindow(from == to ? from.ToString() : $"{from}..{to}", DayRange.Of(from, to), true);
    }

    /// <summary>
    /// A month that still runs and the same days of the month before: half a month against a whole one would only say that days are missing.
    /// Null for every other window.
    /// </summary>
    /// <param name="through">Last complete day of the data.</param>
    public (ChangeWindow Before, ChangeWindow After)? SoFar(DateOnly? through)
    {
        if (!ByBillingPeriod || Months != 1 || through is not { } last || last < Days.Start || last.AddDays(1) >= Days.End) return null;
        var after = new DayRange(Days.Start, last.AddDays(1));
        var before = DayRange.Of(BillingPeriod.Of(Days.Start).Previous);
        before = before.Intersect(new DayRange(before.Start, before.Start.AddDays(after.Days)));
        return (new ChangeWindow(before.ToString(), before, false), new ChangeWindow(after.ToString(), after, false));
    }

    /// <summary>Calendar months it touches; 0 for "all".</summary>
    public int Months => Days == DayRange.All ? 0 : BillingPeriod.Of(Days.End.AddDays(-1)).MonthsSince(BillingPeriod.Of(Days.Start)) + 1;

    /// <summary>The month before that a month of this window is compared with; null when the windows have no such order.</summary>
    internal BillingPeriod? Partner(BillingPeriod month, ChangeWindow before)
    {
        if (Months == 0 || Months != before.Months) return null;
        return BillingPeriod.Of(before.Days.Start).AddMonths(month.MonthsSince(BillingPeriod.Of(Days.Start)));
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
