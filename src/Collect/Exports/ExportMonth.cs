using System.Text.RegularExpressions;

namespace CostGuard.Collect.Exports;

/// <summary>The folder of a month in AWS exports: 20260801-20260901/ of reports, BILLING_PERIOD=2026-08/ of Data Exports.</summary>
internal static partial class ExportMonth
{
    /// <summary>The key up to and with the month's folder; null when there is none.</summary>
    public static string? FolderOf(string key) => Pattern().Match(key) is { Success: true } match ? key[..(match.Index + match.Length)] : null;

    /// <summary>The key up to the month's folder: the same for all months of a report.</summary>
    public static string? ReportOf(string key) => Pattern().Match(key) is { Success: true } match ? key[..match.Groups[1].Index] : null;

    /// <summary>The month's folder alone: the same for all exports below one place, such as the two measures of a month. Null when there is none.</summary>
    public static string? NameOf(string key) => Pattern().Match(key) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("(?:^|/)((?:[0-9]{8}-[0-9]{8}|BILLING_PERIOD=[0-9]{4}-[0-9]{2})/)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
