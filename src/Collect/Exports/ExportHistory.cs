using System.Globalization;
using System.Text.RegularExpressions;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Exports;

/// <summary>What the months of an export say of its health: one that is missing between others, one that is much smaller than the month before.</summary>
internal static partial class ExportHistory
{
    /// <summary>A month of less than this share of the month before it is told.</summary>
    private const double FallMin = 0.5;

    // The first days of a month say nothing of its size, and its first delivery takes a day.
    private const int DaysMin = 5, DaysToDeliver = 3;

    /// <summary>The link "months"; skipped when the files lie in no month's folder.</summary>
    public static CheckResult Examine(IReadOnlyList<ExportObject> chosen, DateTimeOffset now)
    {
        var sizes = new SortedDictionary<BillingPeriod, long>();
        foreach (ExportObject entry in chosen)
        {
            if (MonthOf(entry.Key) is { } month) sizes[month] = sizes.GetValueOrDefault(month) + entry.Bytes;
        }

        if (sizes.Count == 0) return new CheckResult("months", CheckState.Skipped, "the files lie in no month's folder");
        BillingPeriod open = BillingPeriod.Of(now);
        string span = string.Create(CultureInfo.InvariantCulture, $"{sizes.Count} months, {sizes.Keys.First()} to {sizes.Keys.Last()}");
        BillingPeriod[] gaps = [.. Expected(sizes.Keys.First(), open, now).Where(month => !sizes.ContainsKey(month))];
        if (gaps.Length > 0)
        {
            return new CheckResult("months", CheckState.Warning, $"{span}, without {string.Join(", ", gaps.Take(3))}{(gaps.Length > 3 ? " …" : "")}")
            {
                Cause = "the export did not run in that month, or its files were removed",
                Fix = "have the provider deliver the month again: AWS on request of its support, Azure by a one-time export of that month",
            };
        }

        return Falls(sizes, open, now) is { } fall ? fall : new CheckResult("months", CheckState.Ok, $"{span}, none missing, none much smaller than the one before");
    }

    private static IEnumerable<BillingPeriod> Expected(BillingPeriod first, BillingPeriod open, DateTimeOffset now)
    {
        int months = open.MonthsSince(first) + (now.Day > DaysToDeliver ? 1 : 0);
        return Enumerable.Range(0, Math.Max(0, months)).Select(first.AddMonths);
    }

    private static CheckResult? Falls(SortedDictionary<BillingPeriod, long> sizes, BillingPeriod open, DateTimeOffset now)
    {
        // The newest fall is the one that can still be mended.
        foreach ((BillingPeriod month, long bytes) in sizes.Reverse())
        {
            if (!sizes.TryGetValue(month.AddMonths(-1), out long before) || month.CompareTo(open) > 0 || (month == open && now.Day < DaysMin)) continue;
            double share = month == open ? (now.Day - 1) / (double)DateTime.DaysInMonth(now.Year, now.Month) : 1;
            if (bytes >= before * share * FallMin) continue;
            return new CheckResult("months", CheckState.Warning, string.Create(CultureInfo.InvariantCulture, $"{month} has {bytes:#,0} bytes, the month before it {before:#,0}"))
            {
                Cause = month == open ? "the export delivers less than it did: accounts, columns or a filter changed, or it stopped in the middle of the month" : "the month holds less than the one before: accounts, columns or a filter changed",
                Not = "a delivery that is half there: all parts that the manifest names are",
                Fix = "compare the export's definition with the month before; 'costguard load diff' shows what changed once both are collected",
            };
        }

        return null;
    }

    /// <summary>The month of a key's folder: 20261101-20261201/, 20261101-20261130/ or BILLING_PERIOD=2026-11/.</summary>
    public static BillingPeriod? MonthOf(string key)
    {
        if (ExportMonth.NameOf(key) is not { } name || Digits().Match(name) is not { Success: true } match) return null;
        int month = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 ? BillingPeriod.Month(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), month) : null;
    }

    [GeneratedRegex("([0-9]{4})-?([0-9]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
