using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>The days of a month that can be asked for.</summary>
internal static class CostWindow
{
    /// <summary>Months before the open one that Cost Explorer keeps.</summary>
    public const int MonthsBack = 13;

    /// <summary>
    /// From the first of the month to its end or to today, exclusive: complete days only. Null while the month has no complete day, since a start
    /// that equals the end is refused.
    /// </summary>
    /// <exception cref="CostGuardException">Exit code 2: the month lies further back than Cost Explorer reaches.</exception>
    public static DateInterval? Of(BillingPeriod month, DateTimeOffset asOf)
    {
        var open = BillingPeriod.Of(asOf);
        BillingPeriod first = open.AddMonths(-MonthsBack);
        if (month.CompareTo(first) < 0) throw new CostGuardException(2, CostExplorerErrors.TooOld.At($"{month} was asked for, and Cost Explorer begins with {first}."));
        var today = DateOnly.FromDateTime(asOf.UtcDateTime);
        DateOnly end = month.Next.FirstDay < today ? month.Next.FirstDay : today;
        return end <= month.FirstDay ? null : new DateInterval(Text(month.FirstDay), Text(end));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
