using System.Globalization;
using System.Text.RegularExpressions;

namespace CostGuard.Collect.Exports;

/// <summary>
/// Azure exports without manifests: each run of a month-to-date export writes all of the month again, into a folder of its own under the month's
/// (20250601-20250630/) or into a file with the run's id in its name. Only the newest run counts.
/// </summary>
internal static partial class RunFolders
{
    /// <summary>The files without those of older runs, in the same order.</summary>
    public static IReadOnlyList<ExportObject> Newest(IReadOnlyList<ExportObject> files)
    {
        var older = new HashSet<ExportObject>();
        foreach (IGrouping<string, (ExportObject File, string Run)> month in files.Select(Split).OfType<(string Month, ExportObject File, string Run)>()
            .GroupBy(part => part.Month, part => (part.File, part.Run), StringComparer.Ordinal))
        {
            var runs = month.GroupBy(part => part.Run, StringComparer.Ordinal).OrderByDescending(run => Stamp(run.Key), StringComparer.Ordinal)
                .ThenByDescending(run => run.Max(part => part.File.Modified)).ThenByDescending(run => run.Key, StringComparer.Ordinal);
            foreach ((ExportObject file, _) in runs.Skip(1).SelectMany(run => run)) older.Add(file);
        }

        return [.. files.Where(file => !older.Contains(file))];
    }

    // The month's folder, and the first folder below it or the id in the file's name. Null for a file of no run.
    private static (string Month, ExportObject File, string Run)? Split(ExportObject file)
    {
        Match month = Month().Match(file.Key);
        if (!month.Success || !IsMonth(month.Groups[1].Value, month.Groups[2].Value)) return null;
        string folder = file.Key[..(month.Index + month.Length)], rest = file.Key[folder.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0) return (folder, file, rest[..slash]);
        return RunId().Match(rest) is { Success: true } id ? (folder, file, id.Value) : null;
    }

    // AWS ends its months with the first day of the next.
    private static bool IsMonth(string first, string last) =>
        DateOnly.TryParseExact(first, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly start)
        && DateOnly.TryParseExact(last, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly end)
        && start.Day == 1 && end == start.AddMonths(1).AddDays(-1);

    private static string Stamp(string run) => run.Length is 12 or 14 && run.All(char.IsAsciiDigit) ? run : "";

    [GeneratedRegex("(?:^|/)([0-9]{8})-([0-9]{8})/", RegexOptions.CultureInvariant)]
    private static partial Regex Month();

    [GeneratedRegex("_[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?=\\.)", RegexOptions.CultureInvariant)]
    private static partial Regex RunId();
}
